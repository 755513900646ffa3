// How the file comes out: in one piece, by pieces and patches, or live.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { WebmEncoder } from '../../dist/index.js';
import { assertRules, decode, probe, run, save } from './judges.mjs';
import { numbered, readNumber } from './pictures.mjs';

const size = { width: 64, height: 48 };

const encode = async (options, frames = 30) => {
  const encoder = await WebmEncoder.create({ ...size, frameRate: 10, keyFrameInterval: 1, ...options });
  for (let index = 0; index < frames; index++) encoder.addFrame(numbered(64, 48, index));
  const bytes = encoder.finish();
  encoder.close();
  return bytes;
};

test('pieces put in their places are the whole file', async () => {
  const whole = await encode({});
  const pieces = [];
  const nothing = await encode({ onData: (bytes, position) => pieces.push({ bytes, position }) });
  assert.equal(nothing.length, 0);
  let end = 0;
  let patches = 0;
  const file = Buffer.alloc(whole.length);
  for (const { bytes, position } of pieces) {
    assert.ok(position <= end, `a gap before ${position}`);
    if (position < end) patches++;
    file.set(bytes, position);
    end = Math.max(end, position + bytes.length);
  }
  assert.ok(patches > 0);
  assert.equal(end, whole.length);
  assert.deepEqual(file, Buffer.from(whole));
});

test('each frame is handed on before addFrame returns', async () => {
  let end = 0;
  const encoder = await WebmEncoder.create({
    ...size,
    onData: (bytes, position) => (end = Math.max(end, position + bytes.length)),
  });
  for (let index = 0; index < 5; index++) {
    const before = end;
    const frame = encoder.addFrame(numbered(64, 48, index));
    assert.ok(end >= before + frame.size, `frame ${index}: ${end - before} bytes came, the frame has ${frame.size}`);
  }
  encoder.close();
});

test('the live layout only appends, states no duration, and decodes when cut off', async () => {
  const pieces = [];
  let end = 0;
  await encode({
    layout: 'live',
    onData: (bytes, position) => {
      assert.equal(position, end);
      end += bytes.length;
      pieces.push(bytes);
    },
  });
  const file = Buffer.concat(pieces);
  assert.deepEqual(file, Buffer.from(await encode({ layout: 'live' })));
  const path = save(file);
  assertRules(path);
  assert.equal(decode(path, 'vp8', 64, 48).length, 30);
  const info = run('webm_info', '-all', '-seekhead', '-cues', '-i', path);
  assert.doesNotMatch(info.text, /Cue|SeekHead/);
  // As webm_info prints that there is none.
  assert.match(info.text, /Duration\(secs\): -1e-09/);
  // One piece a frame: without the last ones, the frames before are all there.
  const cut = save(Buffer.concat(pieces.slice(0, -5)));
  const numbers = decode(cut, 'vp8', 64, 48).map((picture) => readNumber(picture, 64, 48));
  assert.deepEqual(
    numbers,
    Array.from({ length: numbers.length }, (_, index) => index),
  );
  assert.ok(numbers.length >= 24);
});

test('a finished file says where its key frames are', async () => {
  const path = save(await encode({}));
  const { text } = run('webm_info', '-all', '-seekhead', '-cues', '-i', path);
  assert.match(text, /SeekHead/);
  assert.match(text, /Duration/);
  // One cue for each second: the key frames.
  assert.equal(text.match(/Cue Point:/g)?.length, 3, text);
  assert.equal(probe(path).packets.filter(({ flags }) => flags.startsWith('K')).length, 3);
});

test('the same frames give the same bytes', async () => {
  assert.deepEqual(await encode({}), await encode({}));
});

test('a file without frames is a file', async () => {
  const path = save(await encode({}, 0));
  const { status, text } = run('webm_info', '-i', path);
  assert.equal(status, 0, text);
});
