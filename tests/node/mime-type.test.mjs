// CanvasRecorder.isTypeSupported against the spellings that MediaRecorder takes.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CanvasRecorder } from '../../dist/index.js';

const supported = [
  '',
  'video/webm',
  ' Video/WebM ',
  'video/webm;codecs=vp8',
  'video/webm; codecs=vp9',
  'video/webm;codecs="vp8"',
  'VIDEO/WEBM; CODECS="VP9"',
  'video/webm;codecs=vp8.0',
  'video/webm;codecs=vp09.00.10.08',
  'video/webm;codecs="vp09.00.31.08.01.06.06.06"',
];
const unsupported = [
  'video/mp4',
  'audio/webm',
  'video/webmx',
  ';codecs=vp8',
  'video/webm;codecs',
  'video/webm;codecs=',
  'video/webm;codecs=av1',
  'video/webm;codecs=vp10',
  'video/webm;codecs="vp8,opus"',
  'video/webm;codecs="vp8, vp9"',
  'video/webm;codecs="vp8',
  'video/webm;codecs=vp09.02.10.08',
  'video/webm;codecs=vp09.00.10.10',
  'undefined',
];

for (const type of supported)
  test(`supported: "${type}"`, () => assert.equal(CanvasRecorder.isTypeSupported(type), true));
for (const type of unsupported) {
  test(`not supported: "${type}"`, () => assert.equal(CanvasRecorder.isTypeSupported(type), false));
}
