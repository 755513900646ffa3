// The realtime clock: frames as they are shown, at their true times, and never more than the encoder can take.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertFlawless, save } from '../../node/judges.mjs';
import { withPage } from '../engine.mjs';
import { assertRising, liveNumbersIn, timesIn } from '../films.mjs';
import { site } from '../site.mjs';
import { call, film, filmLive } from './in-page.mjs';

test('an animation is filmed as it runs: frames in order, true times, numbers that add up', async () => {
  const { bytes, stats, events, drawn } = await filmLive({ frames: 90 });
  const numbers = liveNumbersIn(bytes);
  const { times, duration } = timesIn(bytes);
  assertRising(numbers);
  assertRising(times);
  assert.equal(times[0], 0);
  assert.ok(numbers.length > 1 && numbers.length <= drawn, `${numbers.length} frames of ${drawn} drawn`);
  assert.equal(stats.framesEncoded, numbers.length);
  assert.equal(stats.framesCaptured, stats.framesEncoded);
  // One animation frame may come before the page's loop is seen, and one after its last.
  assert.ok(stats.framesCaptured + stats.framesDropped <= drawn + 2, JSON.stringify({ ...stats, drawn }));
  assert.ok(
    Math.abs(duration * 1000 - stats.duration) <= 1,
    `${duration} s in the file, ${stats.duration} ms recorded`,
  );
  assert.ok(duration * 1000 > times.at(-1));
  assert.deepEqual(events, ['start', 'dataavailable', 'stop']);
  assertFlawless(save(bytes));
});

test('frameRate is the most there is', async () => {
  const { bytes, stats } = await filmLive({ frames: 60, frameRate: 10 });
  const numbers = liveNumbersIn(bytes);
  assertRising(numbers);
  assert.ok(numbers.length >= 2);
  assert.ok(numbers.length <= stats.duration / 100 + 2, `${numbers.length} frames in ${stats.duration} ms`);
});

test('frameRate 0 takes only the frames that are asked for', async () => {
  const { bytes, stats } = await film('backends', 'filmRequested', [[5, 9, 200], {}, 1]);
  assert.deepEqual(liveNumbersIn(bytes), [5, 9, 200]);
  assert.equal(stats.framesDropped, 0);
});

test('a frame that was shown long after now is refused, and the recording goes on', async () => {
  const { bytes, error } = await film('live-filming', 'requestAhead', []);
  assert.equal(error?.name, 'RangeError');
  assert.match(error.message, /^at must be a number from 0 to /);
  assert.deepEqual(liveNumbersIn(bytes), [5]);
  assert.ok(timesIn(bytes).duration < 60);
});

test('what the encoder cannot take is dropped and counted, and the film is whole', async () => {
  const { open, films } = await site();
  const { film, stats, events } = await withPage(open, (page) => call(page, 'overload', 'filmTooMuch'));
  assert.deepEqual(events, ['start', 'dataavailable', 'stop']);
  assert.ok(stats.framesDropped > 0, JSON.stringify(stats));
  const { times } = timesIn(films[film]);
  assert.equal(times.length, stats.framesEncoded);
  assert.equal(times.length, stats.framesCaptured);
  assertRising(times);
});

test('a recording too short for an animation frame shows the canvas', async () => {
  const { open, films } = await site();
  const film = await withPage(open, (page) =>
    page.evaluate(async () => {
      const [{ CanvasRecorder }, { send }, { makeCanvas }] = await Promise.all([
        import('/dist/index.js'),
        import('/page/filming.mjs'),
        import('/page/painters.mjs'),
      ]);
      const { canvas, paint } = await makeCanvas();
      paint(41);
      const recorder = new CanvasRecorder(canvas);
      await recorder.start();
      return send(await recorder.stop());
    }),
  );
  assert.deepEqual(liveNumbersIn(films[film]), [41]);
});
