// The fixed clock: each captured frame is in the film, once, at its exact time.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { WebmEncoder } from '../../../dist/index.js';
import { assertFlawless, save } from '../../node/judges.mjs';
import { assertFixedFilm, timesIn } from '../films.mjs';
import { height, rectangles, width } from '../page/scene.mjs';
import { filmFixed } from './in-page.mjs';

for (const codec of ['vp8', 'vp9']) {
  test(`${codec}: 90 captured frames are 90 frames of the film, in order, on time, in colour`, async () => {
    const { bytes, stats, events, type } = await filmFixed({ frames: 90, codec });
    assertFixedFilm(bytes, 90, codec);
    assert.equal(timesIn(bytes).duration, 3);
    assert.equal(type, `video/webm;codecs=${codec}`);
    assert.deepEqual(events, ['start', 'dataavailable', 'stop']);
    assert.equal(stats.framesCaptured, 90);
    assert.equal(stats.framesEncoded, 90);
    assert.equal(stats.framesDropped, 0);
    assert.equal(stats.queueLength, 0);
    assert.equal(stats.bytes, bytes.length);
    assert.equal(stats.duration, 3000);
    assert.ok(stats.encodeMs.p50 > 0 && stats.encodeMs.p95 >= stats.encodeMs.p50, JSON.stringify(stats.encodeMs));
    assertFlawless(save(bytes));
  });
}

test('frames without a time of their own follow the end of one that lasts longer', async () => {
  const { bytes, stats } = await filmFixed({ frames: 5, at: { 1: { duration: 500 }, 3: { timestamp: 1000 } } });
  const { times, duration } = timesIn(bytes);
  assert.deepEqual(times, [0, 33, 533, 1000, 1033]);
  assert.equal(Math.round(duration * 1000), 1067);
  assert.equal(Math.round(stats.duration), 1067);
});

test('the same pictures give the same bytes, with a worker and without', async () => {
  const [first, second, third] = [await filmFixed({}), await filmFixed({}), await filmFixed({ worker: false })];
  assert.deepEqual(second.bytes, first.bytes);
  assert.deepEqual(third.bytes, first.bytes);
});

/** The picture of `number` as a canvas has it. */
const pixelsOf = (number) => {
  const pixels = new Uint8Array(width * height * 4);
  for (const [left, top, wide, high, color] of rectangles(number)) {
    for (let y = top; y < top + high; y++) {
      for (let x = left; x < left + wide; x++) pixels.set([...color, 255], (y * width + x) * 4);
    }
  }
  return pixels;
};

for (const codec of ['vp8', 'vp9']) {
  test(`${codec}: a film has the bytes that Node gives it`, async () => {
    const { bytes } = await filmFixed({ codec });
    const encoder = await WebmEncoder.create({ codec, width, height, frameRate: 30 });
    for (let number = 0; number < 12; number++) encoder.addFrame(pixelsOf(number));
    const expected = encoder.finish();
    encoder.close();
    assert.deepEqual(bytes, Buffer.from(expected));
  });
}
