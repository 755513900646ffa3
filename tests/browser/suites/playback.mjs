// Films in the browser's own players: a finite duration, exact seeking, and Media Source Extensions.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withPage } from '../engine.mjs';
import { height, width } from '../page/scene.mjs';
import { site } from '../site.mjs';
import { call } from './in-page.mjs';

// Asking for a revoked address is an error on the console.
const expected = /net::ERR_FILE_NOT_FOUND \(blob:/;
const inPage = async (name, ...args) =>
  withPage((await site()).open, (page) => call(page, 'playback', name, ...args), { expected });

/** Pictures to look for, forwards and back, and the middle of the time each is shown (seconds). */
const wanted = [45, 3, 89, 30, 0, 61, 59];
const times = wanted.map((number) => (number + 0.5) / 30);

for (const codec of ['vp8', 'vp9']) {
  test(`${codec}: preview() shows the film with its duration, seeks to the picture, and lets go of it`, async () => {
    const { numbers, ...rest } = await inPage('seekInPreview', codec, times);
    assert.deepEqual(rest, { duration: 3, videoWidth: width, videoHeight: height, kept: false, gone: true });
    assert.deepEqual(numbers, wanted);
  });

  test(`${codec}: a film plays to its end`, async () => {
    const { duration, currentTime, error } = await inPage('playThrough', codec);
    assert.equal(error, null);
    // Some players end where the last frame does, whose time the file has in whole milliseconds.
    assert.ok(Math.abs(duration - 0.5) < 0.002, String(duration));
    assert.ok(currentTime > 0.46 && currentTime < 0.502, String(currentTime));
  });

  test(`${codec}: Media Source Extensions take the file`, async () => {
    const { numbers, ranges, duration } = await inPage('appendFile', codec, times);
    assert.equal(ranges.length, 1);
    assert.equal(ranges[0][0], 0);
    assert.ok(Math.abs(ranges[0][1] - 3) < 0.002, String(ranges));
    assert.ok(Math.abs(duration - 3) < 0.002, String(duration));
    assert.deepEqual(numbers, wanted);
  });

  test(`${codec}: Media Source Extensions take the live layout piece by piece`, async () => {
    const { numbers, ranges, patched, pieces } = await inPage('appendLive', codec, times);
    assert.equal(patched, 0);
    assert.ok(pieces >= 90, `${pieces} pieces`);
    assert.equal(ranges.length, 1);
    assert.equal(ranges[0][0], 0);
    // Without a duration in the file the last frame's is the player's guess.
    assert.ok(Math.abs(ranges[0][1] - 3) < 0.01, String(ranges));
    assert.deepEqual(numbers, wanted);
  });
}
