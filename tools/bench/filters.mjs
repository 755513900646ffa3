// What filters take at 1080p in Chromium: the package, beside ctx.filter on a CPU canvas with its readback, OpenCV.js
// and plain JavaScript where they have the filter. Milliseconds a picture, medians of rounds in which every entrant has
// one turn; one that takes half a second or more has only one.
//
//   node tools/bench/filters.mjs [--size 1920x1080] [--rounds 9] [--only WORD] [--json FILE] [--against FILE]
//
// Needs dist/ (tools/build/build); installs the packages of this folder's package.json when they are not there. --only
// takes the chains that WORD is in. --json saves the run; --against prints our milliseconds beside those of a saved run.
// What is asked and not reached is marked: pointwise chains within 4 ms, blurs within 26 ms, all of them 3 times as fast
// as ctx.filter, 2 times as OpenCV.js, 5 times as plain JavaScript.
import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { use, withPage } from '../../tests/browser/engine.mjs';
import { chromium } from '../../tests/browser/engines/chromium.mjs';
import { startSite } from '../../tests/browser/site.mjs';
import { median } from './median.mjs';
import { installPeers, mounts } from './peers.mjs';

use(chromium);

const { values: options } = parseArgs({
  options: {
    size: { type: 'string', default: '1920x1080' },
    rounds: { type: 'string', default: '9' },
    only: { type: 'string', default: '' },
    json: { type: 'string' },
    against: { type: 'string' },
  },
});
const [width, height] = options.size.split('x').map(Number);

/** Chains that ctx.filter has too. */
const shared = [
  'sepia(60%)',
  'brightness(120%) contrast(130%)',
  'sepia(60%) contrast(120%) brightness(110%)',
  'sepia(60%) contrast(120%) brightness(110%) saturate(130%) hue-rotate(20deg)',
  'blur(1px)',
  'blur(4px)',
  'blur(12px)',
  'blur(50px)',
];
const pointwise = [
  ...['exposure(0.7)', 'gamma(1.4)', 'posterize()', 'threshold()', 'vibrance(0.5)', 'temperature(0.3)'],
  ...['gradient-map(black gold white)', 'tint(#ff8800, 0.3, soft-light)', 'vignette()', 'grain()'],
  ...['grain(20%, color: rgb)', 'chroma-key(#00b140)', 'scanlines()'],
  ...['noir', 'faded', 'warm-film', 'cold-film', 'cinema', 'vivid'].map((name) => `preset(${name})`),
  ...['instant', 'dream', 'cyanotype', 'sunset', 'bleach', 'comic'].map((name) => `preset(${name})`),
];
const spatial = [
  ...['sharpen()', 'bloom()', 'tilt-shift()', 'motion-blur(20px, 30deg)', 'zoom-blur()', 'median()', 'median(3px)'],
  ...['erode(3px)', 'dilate(10px)', 'edges()', 'edges(scharr)', 'edges(laplace)', 'emboss()'],
  ...['convolve(0 -1 0 -1 5 -1 0 -1 0)', 'pixelate()', 'guided()', 'smooth-skin()', 'bilateral(2px)'],
  ...['surface-blur(3px)', 'rotate(90deg)', 'scale(0.5)', 'scale(0.5, method: area)', 'scale(1.5)', 'rgb-split()'],
  'glitch()',
];
const chains = [...shared, ...pointwise, ...spatial].filter((filter) => filter.includes(options.only));

/** Runs in the page: gets everybody ready. @returns chain and name of each entrant */
const prepare = async ({ chains, shared, width, height }) => {
  const { applyFilter } = await import('/dist/index.js');
  const { loadEngine } = await import('/bench/page/filter-engine.mjs');
  const { openCv } = await import('/bench/page/opencv-filters.mjs');
  const { plain } = await import('/bench/page/plain-filters.mjs');
  const engine = await loadEngine();
  const context = () =>
    Object.assign(document.createElement('canvas'), { width, height }).getContext('2d', { willReadFrequently: true });
  const source = context();
  const gradient = source.createLinearGradient(0, 0, width, height);
  ['#103060', '#e0b040', '#f8f8ff', '#702020'].forEach((color, i) => gradient.addColorStop(i / 3, color));
  source.fillStyle = gradient;
  source.fillRect(0, 0, width, height);
  for (let i = 0; i < 400; i++) {
    source.fillStyle = `hsl(${i * 37} 60% ${20 + (i % 60)}%)`;
    source.fillRect((i * 7919) % width, (i * 104729) % height, 30, 20);
  }
  const image = source.getImageData(0, 0, width, height);
  const target = context();
  const nativeFilter = (filter) => () => {
    target.filter = filter;
    target.drawImage(source.canvas, 0, 0);
    target.getImageData(0, 0, width, height);
  };
  const timed = (run) => () => {
    const begin = performance.now();
    run();
    return performance.now() - begin;
  };
  const [cv, own] = [await openCv(image), plain(image)];
  const entrants = chains.flatMap((filter) => {
    const others = {
      'ctx.filter': shared.includes(filter) ? nativeFilter(filter) : null,
      'OpenCV.js': cv.run(filter),
      JavaScript: own.run(filter),
    };
    return [
      { filter, name: 'kinora', turn: engine.prepare(image, filter) },
      ...Object.entries(others)
        .filter(([, run]) => run)
        .map(([name, run]) => ({ filter, name, turn: timed(run) })),
    ];
  });
  // That what is measured is what users call.
  await applyFilter(image, chains[0]);
  globalThis.entrants = entrants;
  return entrants.map(({ filter, name }) => ({ filter, name }));
};

/** Lets every entrant have its turns. @returns `{ filter, name, ms }` or `{ filter, name, error }` of each */
const measure = async (page, entrants, rounds) => {
  const results = entrants.map((entrant) => ({ ...entrant, times: [], error: null }));
  for (let round = 0; round <= rounds; round++) {
    for (const [index, result] of results.entries()) {
      if (result.error || (round > 1 && result.times[0] > 500)) continue;
      try {
        const time = await page.evaluate((which) => globalThis.entrants[which].turn(), index);
        if (round > 0) result.times.push(time); // the first warms up
      } catch (error) {
        result.error = error.message.split('\n')[0];
      }
    }
  }
  return results.map(({ filter, name, times, error }) => ({
    ...{ filter, name },
    ...(error ? { error } : { ms: median(times) }),
  }));
};

const asked = { 'ctx.filter': 3, 'OpenCV.js': 2, JavaScript: 5 };

/** The chain's row, and whether all that is asked of it is reached. */
const rowOf = (results, filter, before) => {
  const ofName = (name) => results.find((result) => result.filter === filter && result.name === name);
  const { ms } = ofName('kinora');
  const most = filter.startsWith('blur') ? 26 : shared.includes(filter) || pointwise.includes(filter) ? 4 : Infinity;
  const mark = (text, reached) => (reached ? text : `**${text}**`);
  const others = Object.entries(asked).map(([name, least]) => {
    const other = ofName(name);
    if (!other) return '';
    if (other.error) return other.error;
    const ratio = other.ms / ms;
    return mark(`${other.ms.toFixed(1)} (${ratio.toFixed(1)}x)`, ratio >= least);
  });
  const was = before?.find((result) => result.filter === filter && result.name === 'kinora')?.ms;
  const own = mark(ms.toFixed(1), ms <= most) + (was ? ` (${was.toFixed(1)})` : '');
  return `| \`${filter}\` | ${own} | ${others.join(' | ')} |`;
};

installPeers();
const site = await startSite({ mounts });
try {
  const rounds = Number(options.rounds);
  const results = await withPage(
    site.open,
    async (page) => measure(page, await page.evaluate(prepare, { chains, shared, width, height }), rounds),
    { expected: /./ },
  );
  const before = options.against && JSON.parse(await readFile(options.against, 'utf8')).results;
  console.log(`${options.size}, milliseconds a picture, medians of ${rounds}\n`);
  console.log('| chain | kinora | ctx.filter | OpenCV.js | JavaScript |\n|---|---:|---:|---:|---:|');
  for (const filter of chains) console.log(rowOf(results, filter, before));
  if (options.json) {
    const settings = { size: options.size, rounds };
    await writeFile(options.json, `${JSON.stringify({ settings, results }, null, 2)}\n`);
  }
} finally {
  await chromium.close();
  await site.close();
}
