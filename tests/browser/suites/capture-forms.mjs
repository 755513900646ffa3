// The three ways to take a picture of a canvas: each gives the same film.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertColors, assertFixedFilm, picturesIn } from '../films.mjs';
import { patches } from '../page/scene.mjs';
import { engine, has, withPage } from '../engine.mjs';
import { site } from '../site.mjs';
import { call, film, filmFixed } from './in-page.mjs';

/** Counts how the page takes its pictures, after taking away what `without` names. */
const limit = (without) => async (page) => {
  await page.evaluateOnNewDocument((names) => {
    const taken = { videoFrames: 0, bitmaps: 0, reads: 0 };
    globalThis.taken = taken;
    for (const name of names) delete globalThis[name];
    if (globalThis.VideoFrame) {
      globalThis.VideoFrame = class extends VideoFrame {
        constructor(...args) {
          super(...args);
          taken.videoFrames++;
        }
      };
    }
    const { createImageBitmap } = globalThis;
    if (createImageBitmap) {
      globalThis.createImageBitmap = (...args) => {
        taken.bitmaps++;
        return createImageBitmap(...args);
      };
    }
    for (const { prototype } of [CanvasRenderingContext2D, OffscreenCanvasRenderingContext2D]) {
      const { getImageData } = prototype;
      prototype.getImageData = function (...args) {
        // The recorder reads a pixel to see whether it may read.
        if (args[2] > 1) taken.reads++;
        return getImageData.apply(this, args);
      };
    }
  }, without);
};

const frames = 8;
/** Where workers draw at their peril, the page reads what else they would. */
const bitmaps = engine.readsInPage ? { bitmaps: 0, reads: frames } : { bitmaps: frames, reads: 0 };
const forms = {
  VideoFrame: {
    without: [],
    // One is tried at first. Where its bytes cannot be had, it is the only one, and bitmaps are taken.
    taken: has('VideoFrame with bytes')
      ? { videoFrames: frames + 1, bitmaps: 0, reads: 0 }
      : { videoFrames: 1, ...bitmaps },
  },
  ImageBitmap: { without: ['VideoFrame'], taken: { videoFrames: 0, ...bitmaps } },
  ImageData: { without: ['VideoFrame', 'createImageBitmap'], taken: { videoFrames: 0, bitmaps: 0, reads: frames } },
};

for (const kind of ['2d', 'webgl']) {
  test(`${kind}: VideoFrame, ImageBitmap and ImageData give the same film`, async () => {
    const films = {};
    for (const [form, { without, taken }] of Object.entries(forms)) {
      const result = await film('forms', 'filmAndCount', [{ kind, frames }], { prepare: limit(without) });
      assert.deepEqual(result.taken, taken, form);
      assertFixedFilm(result.bytes, frames);
      films[form] = result.bytes;
    }
    assert.deepEqual(films.ImageBitmap, films.VideoFrame);
    assert.deepEqual(films.ImageData, films.VideoFrame);
  });
}

test('a half-transparent canvas is filmed over black in every form', async () => {
  const expected = patches.map((color) => color.map((level) => (level * 128) / 255));
  for (const [form, { without }] of Object.entries(forms)) {
    const { bytes } = await film('forms', 'filmTranslucent', [], { prepare: limit(without) });
    const pictures = picturesIn(bytes);
    assert.equal(pictures.length, 3, form);
    assertColors(pictures, expected);
  }
});

test('a worker that cannot draw gets plain bytes', async () => {
  const { bytes, taken } = await film('forms', 'filmWithPlainWorker', [{ frames }], { prepare: limit([]) });
  assert.equal(taken.reads, frames);
  assertFixedFilm(bytes, frames);
  assert.deepEqual(bytes, (await filmFixed({ frames })).bytes);
});

if (has('VideoFrame with bytes')) {
  test('the frame that waits is read before the page draws on, unless that takes long', async () => {
    const { open } = await site();
    const count = (step) => withPage(open, (page) => call(page, 'forms', 'countRead', step));
    // The first may go on at once, the others when one frame is left.
    assert.deepEqual(await count(0), [0, 3, 3]);
    assert.deepEqual(await count(2), [0, 2, 2]);
  });
}
