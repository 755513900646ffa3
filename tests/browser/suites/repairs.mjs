// What repair() makes of the browser's own recordings, and of what a killed worker leaves.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertFlawless, probe, run, save } from '../../node/judges.mjs';
import { has, withPage } from '../engine.mjs';
import { assertFixedFilm, assertRising, timesIn } from '../films.mjs';
import { site } from '../site.mjs';
import { call } from './in-page.mjs';

/** The frames of the film, each by its hash. */
const framesIn = (path) => {
  const { text, stderr } = run('ffmpeg', '-v', 'error', '-i', path, '-c', 'copy', '-f', 'framemd5', '-');
  assert.equal(stderr, '');
  return text
    .split('\n')
    .filter((line) => line && !line.startsWith('#'))
    .map((line) => line.split(',').at(-1));
};

test('the slices of a recording can be seeked, when they are joined', async () => {
  const { open, films } = await site();
  const wanted = [45, 3, 59, 30, 1];
  const times = wanted.map((number) => (number + 0.5) / 30);
  const result = await withPage(open, (page) => call(page, 'repairing', 'repairSlices', times));
  assert.deepEqual(result.faults, []);
  assert.deepEqual(result.numbers, wanted);
  assert.ok(Math.abs(result.duration - 2) < 0.002, String(result.duration));
  assert.equal(result.report.frames, 60);
  const film = films[result.film];
  assertFixedFilm(film, 60);
  assert.ok(Math.abs(timesIn(film).duration - 2) < 0.04);
  assertFlawless(save(film));
});

// Where the browser's own recorder makes no such files there are none to repair.
const codecs = ['vp8', 'vp9'].filter((codec) => has(`MediaRecorder of ${codec.toUpperCase()}`));
for (const codec of codecs) {
  for (const timeslice of [undefined, 100]) {
    test(`a recording of MediaRecorder, ${codec}, ${timeslice ? 'in slices' : 'in one'}, can be seeked`, async () => {
      const { open, films } = await site();
      const {
        duration,
        numbers,
        pieces,
        report,
        faults,
        films: names,
      } = await withPage(open, (page) =>
        call(page, 'repairing', 'repairMediaRecorder', `video/webm;codecs=${codec}`, timeslice),
      );
      assert.ok(timeslice === undefined || pieces > 2, `${pieces} pieces`);
      assert.deepEqual(faults, []);
      assert.ok(
        report.notes.every(({ mended }) => mended),
        JSON.stringify(report.notes),
      );
      assert.ok(Number.isFinite(duration) && Math.abs(duration * 1000 - report.duration) < 2, `${duration} s`);
      const [late, early, middle] = numbers;
      assertRising([early, middle, late]);
      const [before, after] = names.map((name) => save(films[name]));
      assert.deepEqual(framesIn(after), framesIn(before));
      assertFlawless(after);
      assert.equal(probe(after).packets.length, report.frames);
    });
  }
}

// A file that a worker writes is a private one.
if (has('private files')) {
  test('a recording whose worker was killed at any time plays to its last whole frame', async () => {
    const { open } = await site();
    // A fixed sequence, so that a failure can be had again.
    let random = 7;
    const next = () => (random = (random * 48271) % 2147483647);
    await withPage(
      open,
      async (page) => {
        for (let kill = 0; kill < 50; kill++) {
          const frames = 1 + (next() % 40);
          const found = await call(page, 'repairing', 'killAndRepair', frames);
          const told = JSON.stringify({ kill, wanted: frames, ...found });
          assert.deepEqual(found.faults, [], told);
          assert.ok(found.frames >= found.framesEncoded && found.frames <= frames + 1, told);
          assert.ok(found.framesEncoded >= frames - 4, told);
          assert.equal(found.last, found.frames - 1, told);
          assert.ok(Math.abs(found.duration - found.frames / 30) < 0.04, told);
        }
      },
      // Frames that a killed worker has, or that were on their way to it, nobody can close.
      { expected: /VideoFrame was garbage collected/ },
    );
  });
}
