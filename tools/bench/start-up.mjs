// How long it takes from nothing to the first frame in a file, in Chromium: milliseconds since the page began to import
// the package. The first page fetches everything anew; the medians are of those after it, which have it from the cache.
//
//   node tools/bench/start-up.mjs [--size 1280x720] [--rounds 9] [--codecs vp8,vp9] [--json FILE]
//
// Needs dist/ (tools/build/build).
//   imported   index.js is there
//   started    the recorder has its worker, and that the WebAssembly module
//   filmed     the film of one picture is finished
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { use, withPage } from '../../tests/browser/engine.mjs';
import { chromium } from '../../tests/browser/engines/chromium.mjs';
import { startSite } from '../../tests/browser/site.mjs';
import { median } from './median.mjs';

use(chromium);

const { values: options } = parseArgs({
  options: {
    size: { type: 'string', default: '1280x720' },
    rounds: { type: 'string', default: '9' },
    codecs: { type: 'string', default: 'vp8,vp9' },
    json: { type: 'string' },
  },
});
const [width, height] = options.size.split('x').map(Number);

/** Runs in the page. */
const film = async ({ codec, width, height }) => {
  const canvas = Object.assign(document.createElement('canvas'), { width, height });
  canvas.getContext('2d').fillRect(9, 9, 99, 99);
  const begin = performance.now();
  const { CanvasRecorder } = await import('/dist/index.js');
  const imported = performance.now() - begin;
  const recorder = new CanvasRecorder(canvas, { clock: 'fixed', frameRate: 30, codec });
  await recorder.start();
  const started = performance.now() - begin;
  await recorder.captureFrame();
  const { size } = await recorder.stop();
  if (size === 0) throw new Error('the film is empty');
  return { imported, started, filmed: performance.now() - begin };
};

const steps = ['imported', 'started', 'filmed'];

const cached = () => ({ headers: { 'cache-control': 'public, max-age=3600' } });
const site = await startSite({ alter: cached });
try {
  const results = [];
  for (const codec of options.codecs.split(',')) {
    const pages = [];
    for (let round = 0; round <= Number(options.rounds); round++) {
      pages.push(await withPage(site.open, (page) => page.evaluate(film, { codec, width, height })));
    }
    const [first, ...others] = pages;
    const again = Object.fromEntries(steps.map((step) => [step, median(others.map((page) => page[step]))]));
    results.push({ codec, first, again });
  }
  console.log(`| ${options.size} | ${steps.join(', ms | ')}, ms |\n|---|${'---:|'.repeat(steps.length)}`);
  for (const { codec, first, again } of results) {
    for (const [name, times] of Object.entries({ 'first page': first, 'from the cache': again })) {
      console.log(`| ${codec}, ${name} | ${steps.map((step) => times[step].toFixed(0)).join(' | ')} |`);
    }
  }
  if (options.json) await writeFile(options.json, `${JSON.stringify({ size: options.size, results }, null, 2)}\n`);
} finally {
  await chromium.close();
  await site.close();
}
