// The fixed clock: each captured frame is in the film, once, at its exact time.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertFlawless, save } from '../../node/judges.mjs';
import { assertFixedFilm, timesIn } from '../films.mjs';
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

test('the same pictures give the same bytes, with a worker and without', async () => {
  const [first, second, third] = [await filmFixed({}), await filmFixed({}), await filmFixed({ worker: false })];
  assert.deepEqual(second.bytes, first.bytes);
  assert.deepEqual(third.bytes, first.bytes);
});
