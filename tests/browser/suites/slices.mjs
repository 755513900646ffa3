// A recording in parts: slices that are a live WebM together, pauses, signals, hidden pages.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertFlawless, save } from '../../node/judges.mjs';
import { withPage } from '../engine.mjs';
import { assertFixedFilm, assertRising, liveNumbersIn, timesIn } from '../films.mjs';
import { site } from '../site.mjs';
import { call } from './in-page.mjs';

const inPage = async (name, ...args) => {
  const { open, films } = await site();
  const result = await withPage(open, (page) => call(page, 'slicing', name, ...args));
  return { ...result, bytes: films[result.film], live: films[result.live] };
};

for (const codec of ['vp8', 'vp9']) {
  test(`${codec}: the slices of a recording play while it is made, and stop() gives the finished file`, async () => {
    const result = await inPage('filmInSlices', codec, 333, [0.01, 0.99, 1.5, 1.99, 0.5]);
    const { events, timecodes, before, played, rangesWhileRecording, bytes, live } = result;
    // Frames 0, 10, 20, ...: a slice is handed out with the first frame that is 333 ms after its own first.
    assert.deepEqual(
      timecodes.map((time) => Math.round((time * 30) / 1000)),
      [0, 11, 22, 33, 44, 55],
    );
    assert.deepEqual(events, ['start', ...Array(6).fill('dataavailable'), 'stop']);
    assert.equal(result.types.length, 1);
    assert.match(result.types[0], new RegExp(`^video/webm;codecs=${codec}`));
    assert.ok(before >= 4, `${before} slices before the end`);
    const [[start, end]] = rangesWhileRecording;
    assert.equal(start, 0);
    assert.ok(end > 1.4, `${end} s could be played`);
    assert.equal(played.ranges.length, 1);
    assert.deepEqual(played.numbers, [0, 29, 45, 59, 15]);
    assertFixedFilm(live, 60, codec);
    assertFixedFilm(bytes, 60, codec);
    assertFlawless(save(bytes));
    assert.equal(timesIn(bytes).duration, 2);
    assert.ok(live.length !== 0 && !live.equals(bytes), 'the slices are the finished file');
  });
}

test('requestData() hands out what there is, by an event after the call', async () => {
  const { events, timecodes, early, late, bytes, live } = await inPage('requestParts');
  assert.deepEqual(events, ['start', ...Array(4).fill('dataavailable'), 'stop']);
  assert.deepEqual([early, late], ['InvalidStateError', 'InvalidStateError']);
  assertRising(timecodes);
  assert.equal(timecodes[0], 0);
  assertFixedFilm(live, 18);
  assertFixedFilm(bytes, 18);
  assertFlawless(save(bytes));
});

test('parts without a frame are no later than the next one', async () => {
  const { events, timecodes, bytes, live } = await inPage('requestEmptyParts');
  assert.deepEqual(events, ['start', ...Array(4).fill('dataavailable'), 'stop']);
  assert.deepEqual(
    timecodes,
    timecodes.toSorted((a, b) => a - b),
  );
  assertFixedFilm(live, 6);
  assertFixedFilm(bytes, 6);
});

test('timeslices that cannot be are refused', async () => {
  const { open } = await site();
  const errors = await withPage(open, (page) => call(page, 'slicing', 'refuseTimeslices'));
  assert.deepEqual(errors, [
    'RangeError: timeslice must be a number from 1 to 9000000000000, got 0',
    'RangeError: timeslice must be a number from 1 to 9000000000000, got NaN',
    'TypeError: timeslice must be a number from 1 to 9000000000000, got "10"',
    "NotSupportedError: timeslice needs options.output 'blob'",
  ]);
});

test('fixed clock: what is captured in a pause is not in the film, which has no gap', async () => {
  const { events, states, errors, bytes } = await inPage('pauseFixed');
  assert.deepEqual(events, ['start', 'pause', 'resume', 'pause', 'dataavailable', 'stop']);
  assert.deepEqual(states, ['paused', 'recording', 'inactive']);
  assert.deepEqual(errors, Array(4).fill('InvalidStateError'));
  assertFixedFilm(bytes, 10);
  assertFlawless(save(bytes));
});

test('realtime clock: a pause takes no time in the film, and frames go on where they stopped', async () => {
  const { events, captured, standing, pause, recorded, bytes } = await inPage('pauseLive');
  assert.deepEqual(events, ['start', 'pause', 'resume', 'dataavailable', 'stop']);
  assert.equal(captured[0], captured[1]);
  assert.equal(standing, 0);
  const { times, duration } = timesIn(bytes);
  assertRising(times);
  assertRising(liveNumbersIn(bytes));
  // The film begins with its first frame, and ends before stop() resolves.
  assert.ok(duration * 1000 <= recorded + 1, `${duration} s of ${recorded} ms`);
  assert.ok(duration * 1000 < recorded + pause / 2, `${duration} s of ${recorded} ms and a pause of ${pause}`);
  assertFlawless(save(bytes));
});

test('a signal cancels the recording, and an aborted one forbids to start', async () => {
  const { events, state, stop, start } = await inPage('abortBySignal');
  assert.deepEqual(events, ['start', 'stop']);
  assert.equal(state, 'inactive');
  assert.deepEqual([stop, start], ['AbortError', 'AbortError']);
});

test('a hidden page is filmed on, by the clock of the worker', async () => {
  const { shown, stats, bytes } = await inPage('filmHidden', 20);
  assert.ok(shown >= 20, `${shown} frames while hidden`);
  assert.ok(stats.framesCaptured > shown, 'none after it was shown again');
  const numbers = liveNumbersIn(bytes);
  assert.equal(numbers.length, stats.framesEncoded);
  const { times } = timesIn(bytes);
  assertRising(times);
});

test('an empty WebGL canvas is warned of, once, and never without a reason', async () => {
  const { inTime, warnings } = await inPage('takeTooLate', false);
  assert.equal(inTime, 0);
  assert.equal(warnings.length, 1);
  assert.match(warnings[0], /the canvas was empty .* preserveDrawingBuffer: true/);
  assert.deepEqual((await inPage('takeTooLate', true)).warnings, []);
});
