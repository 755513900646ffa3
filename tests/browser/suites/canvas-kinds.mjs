// Canvases of every kind, in the page and in a worker, drawn from the page's own loop.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  assertColors,
  assertFixedFilm,
  assertRising,
  isEmpty,
  liveColorBound,
  liveNumbersIn,
  numberOf,
  picturesIn,
} from '../films.mjs';
import { has, withPage } from '../engine.mjs';
import { patches } from '../page/scene.mjs';
import { site } from '../site.mjs';
import { call, film, filmFixed, filmInWorker, filmLive } from './in-page.mjs';

// Where there is no such canvas there is nothing to record; the suite of features asserts that there is none.
const kinds = ['2d', 'webgl', 'webgl2', 'webgpu'].filter(has);
const offscreen = (kind) => has(`${kind} OffscreenCanvas`);
const offscreenInWorker = (kind) => offscreen(kind) && has(`${kind} OffscreenCanvas in a worker`);

/** Each picture shows what was drawn, in order; more than two do not show the same. */
const assertNeverEmpty = (bytes) => {
  const pictures = picturesIn(bytes);
  assertColors(pictures, patches, liveColorBound);
  const numbers = pictures.map(numberOf);
  assert.ok(new Set(numbers).size > 2, String(numbers));
  assert.deepEqual(
    numbers,
    numbers.toSorted((a, b) => a - b),
  );
};

for (const kind of kinds) {
  const options = { gpu: kind === 'webgpu' };

  test(`${kind}: each frame captured is the frame drawn`, async () => {
    const { bytes } = await filmFixed({ kind }, options);
    assertFixedFilm(bytes, 12);
  });

  // The two kinds of WebGL have the same loop.
  for (const loopFirst of kind === 'webgl2' ? [] : [true, false]) {
    const when = loopFirst ? 'before' : 'after';
    test(`${kind}: a loop that began ${when} the recording is filmed, never an empty canvas`, async () => {
      const { bytes, stats } = await filmLive({ kind, loopFirst, frames: 20 }, options);
      const pictures = picturesIn(bytes);
      assert.equal(pictures.length, stats.framesEncoded);
      // A recorder that is there first sees the canvas once before anything was drawn.
      if (!loopFirst && isEmpty(pictures[0])) pictures.shift();
      assert.ok(pictures.length > 1, `${pictures.length} pictures`);
      assertColors(pictures, patches, liveColorBound);
      assertRising(pictures.map(numberOf));
    });
  }

  for (const [when, given] of [
    ['each second animation frame', { every: 2 }],
    ['each third, while each second would do', { every: 3, frameRate: 30 }],
    ['each second, while times go back', { every: 2, late: 90 }],
  ]) {
    test(`${kind}: what is drawn on ${when} is never seen empty`, async () => {
      const { bytes } = await film('drawing-seldom', 'filmSome', [kind, given], options);
      assertNeverEmpty(bytes);
    });
  }

  for (const every of [1, 2]) {
    test(`${kind}: a canvas in an iframe that draws each ${every === 1 ? '' : 'second '}frame is never seen empty`, async () => {
      const { bytes } = await film('in-iframe', 'filmInIframe', [kind, every], options);
      assertNeverEmpty(bytes);
    });
  }

  if (offscreen(kind)) {
    test(`${kind}: an OffscreenCanvas in the page`, async () => {
      const { bytes } = await filmFixed({ kind, offscreen: true }, options);
      assertFixedFilm(bytes, 12);
    });
  }

  if (offscreenInWorker(kind)) {
    test(`${kind}: an OffscreenCanvas in a worker, by both clocks`, async () => {
      const { bytes } = await filmInWorker('fixed', { kind }, options);
      assertFixedFilm(bytes, 12);
      const live = await filmInWorker('live', { kind, frames: 15 }, options);
      const numbers = liveNumbersIn(live.bytes);
      assertRising(numbers);
      assert.equal(numbers.length, live.stats.framesEncoded);
    });
  }
}

test('an iframe that goes does not end the recording of its canvas', async () => {
  const { bytes, before, after } = await film('in-iframe', 'filmWhatGoes', ['2d']);
  assert.ok(after > before, `${before} frames before, ${after} at the end`);
  // What such a canvas shows is the browser's affair: it is empty in Chromium.
  assert.equal(picturesIn(bytes).length, after);
});

test('a worker whose thread is blocked is told from one that takes its time', async () => {
  const { open } = await site();
  const watch = (script) =>
    withPage(open, (page) =>
      call(page, 'recorder-in-worker', 'filmInWorker', 'fixed', {}, { script: `/page/${script}`, patience: 3000 }),
    );
  await assert.rejects(watch('blocked-worker.mjs'), /the thread of a worker is blocked/);
  assert.equal(await watch('slow-worker.mjs'), 'done');
});
