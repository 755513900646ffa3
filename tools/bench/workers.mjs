// How much faster two workers are than one, through the package: in Chromium by CanvasRecorder with the fixed clock, or in
// Node by ParallelEncoder. JSON; milliseconds a frame over the film's whole time, from start() to the finished file.
//
//   node tools/bench/workers.mjs [--where chromium|node] [--size 1280x720] [--frames 300] [--codec vp8|vp9]
//     [--effort realtime|balanced|best] [--clip canvas|photo] [--rounds 5] [--counts none,1,2]
//
// Needs dist/ (tools/build/build). All entrants make the same film, turn by turn in one run; the first turn of each is
// not counted, so that workers stand and code is optimised for all. `none` is one worker without segments. `ratio`: the
// median over the rounds of the time that one worker takes, divided by that of as many as are named. In Chromium a few
// pictures of the clip are drawn over and over, so that the page's own drawing is little; `page` is what the page's
// thread does a frame before it waits: drawing and `captureFrame()`; packets are joined in between.
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { drawClip } from './clips.mjs';
import { median } from './median.mjs';

const { values: options } = parseArgs({
  options: {
    where: { type: 'string', default: 'chromium' },
    size: { type: 'string', default: '1280x720' },
    frames: { type: 'string', default: '300' },
    codec: { type: 'string', default: 'vp8' },
    effort: { type: 'string', default: 'realtime' },
    clip: { type: 'string', default: 'canvas' },
    rounds: { type: 'string', default: '5' },
    counts: { type: 'string', default: 'none,1,2' },
  },
});
const [width, height] = options.size.split('x').map(Number);
const [frames, rounds] = [Number(options.frames), Number(options.rounds)];
const counts = options.counts.split(',');

/** Pictures of the clip that are kept, and shown forwards and backwards. */
const kept = 30;

/** Runs in the page. @returns `film(workers)`'s milliseconds a frame, its bytes, and their sum */
const prepareFilms = async ({ width, height, kept, frames, codec, effort, clip }) => {
  const { CanvasRecorder } = await import('/dist/index.js');
  const { drawClip } = await import('/bench/clips.mjs');
  const canvas = Object.assign(document.createElement('canvas'), { width, height });
  // As a page that is recorded without a GPU has it: no copy from a GPU that is not there.
  const context = canvas.getContext('2d', { willReadFrequently: true });
  const pictures = [];
  for (let index = 0; index < kept; index++) {
    const pixels = new Uint8ClampedArray(drawClip(clip, width, height, index).buffer);
    pictures.push(await createImageBitmap(new ImageData(pixels, width, height)));
  }
  globalThis.film = async (workers) => {
    const begin = performance.now();
    const options = { clock: 'fixed', frameRate: 30, keyFrameInterval: 2, codec, effort };
    const recorder = new CanvasRecorder(canvas, {
      ...options,
      ...(workers !== 'none' && { workers: Number(workers) }),
    });
    await recorder.start();
    let page = 0;
    for (let frame = 0; frame < frames; frame++) {
      const before = performance.now();
      const step = frame % (2 * kept - 2);
      context.drawImage(pictures[step < kept ? step : 2 * kept - 2 - step], 0, 0);
      const wanting = recorder.captureFrame();
      page += performance.now() - before;
      await wanting;
    }
    const blob = await recorder.stop();
    const { encodeMs } = recorder.stats;
    return { ms: (performance.now() - begin) / frames, page: page / frames, encode: encodeMs.p50, bytes: blob.size };
  };
};

const rounded = (value) => Number(value.toFixed(2));

/** Takes turns. @returns the table of what `film(count)` gave */
const race = async (film) => {
  const results = Object.fromEntries(counts.map((count) => [count, []]));
  for (let round = 0; round <= rounds; round++) {
    for (const count of counts) {
      const result = await film(count);
      if (round > 0) results[count].push(result);
    }
  }
  return counts.map((workers) => {
    const row = { workers };
    for (const name of Object.keys(results[workers][0])) {
      row[name] = rounded(median(results[workers].map((result) => result[name])));
    }
    const one = results['1'];
    if (one) row.ratio = rounded(median(results[workers].map(({ ms }, round) => one[round].ms / ms)));
    return row;
  });
};

const inChromium = async () => {
  const { use, withPage } = await import('../../tests/browser/engine.mjs');
  const { chromium } = await import('../../tests/browser/engines/chromium.mjs');
  const { startSite } = await import('../../tests/browser/site.mjs');
  use(chromium);
  const site = await startSite({ mounts: { '/bench/': fileURLToPath(new URL('.', import.meta.url)) } });
  try {
    return await withPage(
      site.open,
      async (page) => {
        await page.evaluate(prepareFilms, { ...options, width, height, kept, frames });
        return race((count) => page.evaluate((workers) => globalThis.film(workers), count));
      },
      { expected: /willReadFrequently/ },
    );
  } finally {
    await chromium.close();
    await site.close();
  }
};

const inNode = async () => {
  const { ParallelEncoder } = await import('../../dist/parallel.js');
  const { WebmEncoder } = await import('../../dist/index.js');
  const { codec, effort, clip } = options;
  const pictures = Array.from({ length: kept }, (_, index) => drawClip(clip, width, height, index));
  const given = { width, height, frameRate: 30, keyFrameInterval: 2, codec, effort };
  return race(async (workers) => {
    const begin = performance.now();
    const encoder =
      workers === 'none'
        ? await WebmEncoder.create(given)
        : await ParallelEncoder.create({ ...given, workers: Number(workers) });
    let page = 0;
    for (let frame = 0; frame < frames; frame++) {
      const before = performance.now();
      const step = frame % (2 * kept - 2);
      const wanting = encoder.addFrame(pictures[step < kept ? step : 2 * kept - 2 - step]);
      page += performance.now() - before;
      await wanting;
    }
    const bytes = (await encoder.finish()).length;
    encoder.close();
    return { ms: (performance.now() - begin) / frames, page: page / frames, bytes };
  });
};

const table = options.where === 'node' ? await inNode() : await inChromium();
console.log(JSON.stringify({ ...options, table }, null, 2));
