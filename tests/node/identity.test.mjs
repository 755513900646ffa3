// The WebAssembly module and a native build of the same core over plain libvpx make the same file, byte for byte.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { WebmEncoder } from '../../dist/index.js';
import { save } from './judges.mjs';
import { noisy } from './pictures.mjs';

const program = fileURLToPath(new URL('../../build/native/rgba2webm', import.meta.url));
const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');

const native = (frames, { width, height, codec, effort, frameRate, bitrate, rateControl, colorSpace }) => {
  assert.ok(existsSync(program), `${program} is missing: build the native preset first`);
  const path = save(Buffer.alloc(0));
  const { status, stderr } = spawnSync(
    program,
    [
      ...['--size', `${width}x${height}`, '--codec', codec, '--effort', effort, '--frame-rate', frameRate],
      ...['--bitrate', bitrate, '--rate-control', rateControl, '--color', colorSpace, path],
    ],
    { input: Buffer.concat(frames) },
  );
  assert.equal(status, 0, String(stderr));
  return readFileSync(path);
};

const cases = [];
for (const codec of ['vp8', 'vp9']) {
  for (const effort of ['realtime', 'balanced', 'best']) {
    cases.push({ codec, effort, width: 176, height: 144, count: 12, rateControl: 'variable', colorSpace: 'bt601' });
    cases.push({ codec, effort, width: 175, height: 143, count: 8, rateControl: 'constant', colorSpace: 'bt709' });
  }
  cases.push({
    codec,
    effort: 'realtime',
    width: 640,
    height: 360,
    count: 20,
    rateControl: 'variable',
    colorSpace: 'bt601',
  });
}

for (const { count, ...options } of cases) {
  const { codec, effort, width, height } = options;
  test(`${codec} ${effort} ${width}x${height}: the same bytes as native`, async () => {
    const settings = { ...options, frameRate: 25, bitrate: 400_000 };
    const frames = Array.from({ length: count }, (_, index) => noisy(width, height, index));
    const encoder = await WebmEncoder.create(settings);
    for (const frame of frames) encoder.addFrame(frame);
    const bytes = encoder.finish();
    encoder.close();
    assert.ok(bytes.length > 1000);
    assert.equal(sha256(bytes), sha256(native(frames, settings)));
  });
}
