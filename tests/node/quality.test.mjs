// WebmEncoder's `quality` in place of a bitrate, and its `channel`.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { WebmEncoder } from '../../dist/index.js';
import { run, save } from './judges.mjs';
import { noisy } from './pictures.mjs';

const [width, height] = [176, 144];

const encode = async (options, frames) => {
  const encoder = await WebmEncoder.create({ width, height, frameRate: 30, ...options });
  for (const frame of frames) encoder.addFrame(frame);
  const bytes = encoder.finish();
  encoder.close();
  return bytes;
};

const frames = Array.from({ length: 6 }, (_, index) => noisy(width, height, index + 1));

/** The decoded luma of each picture. */
const lumaIn = (bytes, codec) => {
  const decoder = codec === 'vp9' ? 'libvpx-vp9' : 'libvpx';
  const { status, stdout, stderr } = run(
    ...['ffmpeg', '-v', 'error', '-c:v', decoder, '-i', save(bytes), '-fps_mode', 'passthrough'],
    ...['-vf', 'extractplanes=y', '-f', 'rawvideo', '-'],
  );
  assert.equal(status, 0, stderr);
  const size = width * height;
  return Array.from({ length: stdout.length / size }, (_, index) => stdout.subarray(index * size, (index + 1) * size));
};

const meanError = (luma, expected) =>
  luma.reduce((sum, level, index) => sum + Math.abs(level - expected[index]), 0) / luma.length;

for (const codec of ['vp8', 'vp9']) {
  test(`${codec}: quality goes from few bytes to few errors, whatever the bitrate`, async () => {
    const sizes = [];
    for (const quality of [0, 0.25, 0.5, 0.75, 0.9, 1]) sizes.push((await encode({ codec, quality }, frames)).length);
    assert.deepEqual(
      sizes,
      [...sizes].sort((a, b) => a - b),
    );
    assert.ok(sizes[5] > sizes[0] * 5, String(sizes));
    const low = await encode({ codec, quality: 0.9, bitrate: 1000 }, frames);
    assert.deepEqual(low, await encode({ codec, quality: 0.9, bitrate: 1e8 }, frames));
  });

  test(`${codec}: the alpha channel is the film's luma, from 0 to 255`, async () => {
    const ramp = frames.map((frame, number) => {
      const pixels = new Uint8Array(frame);
      // Smooth, over all levels and both ways.
      for (let at = 0; at < width * height; at++) {
        const [x, y] = [at % width, Math.floor(at / width)];
        pixels[at * 4 + 3] = Math.round(255 * ((number % 2 ? x : y) / ((number % 2 ? width : height) - 1)));
      }
      return pixels;
    });
    const lumas = lumaIn(await encode({ codec, quality: 0.98, channel: 'alpha' }, ramp), codec);
    assert.equal(lumas.length, frames.length);
    lumas.forEach((luma, number) => {
      const expected = ramp[number].filter((_, at) => at % 4 === 3);
      assert.ok(meanError(luma, expected) < 1, `${number}: ${meanError(luma, expected)}`);
      assert.ok(Math.min(...luma) <= 2 && Math.max(...luma) >= 253);
    });
  });
}

test('wrong values are named', async () => {
  const create = (options) => WebmEncoder.create({ width, height, ...options });
  const range = 'options.quality must be a number from 0 to 1, got ';
  await assert.rejects(create({ quality: 1.1 }), { name: 'RangeError', message: `${range}1.1` });
  await assert.rejects(create({ quality: -1 }), { name: 'RangeError', message: `${range}-1` });
  await assert.rejects(create({ quality: NaN }), { name: 'RangeError', message: `${range}NaN` });
  await assert.rejects(create({ quality: '1' }), { name: 'TypeError', message: `${range}"1"` });
  await assert.rejects(create({ channel: 'luma' }), {
    name: 'TypeError',
    message: 'options.channel must be one of "color", "alpha", "both", got "luma"',
  });
});
