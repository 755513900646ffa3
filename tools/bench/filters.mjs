// What filters take at 1080p: the package in Node, and in Chromium beside ctx.filter on a CPU canvas with its readback
// and plain JavaScript. Milliseconds a picture, medians of rounds in which every entrant has one turn.
//
//   node tools/bench/filters.mjs [--size 1920x1080] [--rounds 9] [--json]
//
// Needs dist/ (tools/build/build).
import { parseArgs } from 'node:util';
import { closeChromium, withPage } from '../../tests/browser/chromium.mjs';
import { startSite } from '../../tests/browser/site.mjs';

const { values: options } = parseArgs({
  options: {
    size: { type: 'string', default: '1920x1080' },
    rounds: { type: 'string', default: '9' },
    json: { type: 'boolean', default: false },
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
const own = [
  ...['exposure(0.7)', 'gamma(1.4)', 'vibrance(0.5)', 'temperature(0.3)', 'gradient-map(black gold white)'],
  ...['tint(#ff8800, 0.3, soft-light)', 'vignette()', 'grain()', 'chroma-key(#00b140)', 'preset(cinema)'],
  ...['sharpen()', 'bloom()', 'tilt-shift()', 'motion-blur(20px, 30deg)', 'zoom-blur()', 'median()', 'median(3px)'],
  ...[
    'erode(3px)',
    'edges()',
    'emboss()',
    'convolve(0 -1 0 -1 5 -1 0 -1 0)',
    'pixelate()',
    'guided()',
    'smooth-skin()',
  ],
  ...['bilateral(2px)', 'surface-blur(3px)', 'rotate(90deg)', 'scale(0.5)', 'rgb-split()', 'glitch()'],
];

/** Runs in the page. @returns milliseconds by chain and entrant */
const measure = async ({ shared, own, width, height, rounds }) => {
  const { applyFilter } = await import('/dist/index.js');
  const { loadEngine } = await import('/bench/filter-engine.mjs');
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
  const plain = (rows) => {
    const { data } = image;
    const result = new Uint8ClampedArray(data.length);
    for (let i = 0; i < data.length; i += 4) {
      for (let row = 0; row < 3; row++) {
        result[i + row] = rows[row][0] * data[i] + rows[row][1] * data[i + 1] + rows[row][2] * data[i + 2];
      }
      result[i + 3] = data[i + 3];
    }
    return result;
  };
  const sepia = [
    [0.636, 0.461, 0.113],
    [0.209, 0.812, 0.101],
    [0.163, 0.32, 0.479],
  ];
  const entrants = [];
  for (const filter of [...shared, ...own]) {
    const run = engine.prepare(image, filter);
    entrants.push({ filter, name: 'kinora', turn: run });
    if (!shared.includes(filter)) continue;
    entrants.push({
      filter,
      name: 'ctx.filter',
      turn: () => {
        const begin = performance.now();
        target.filter = filter;
        target.drawImage(source.canvas, 0, 0);
        target.getImageData(0, 0, width, height);
        return performance.now() - begin;
      },
    });
  }
  entrants.push({
    filter: 'sepia(60%)',
    name: 'JavaScript',
    turn: () => {
      const begin = performance.now();
      plain(sepia);
      return performance.now() - begin;
    },
  });
  // That what is measured is what users call.
  await applyFilter(image, shared[0]);
  for (const entrant of entrants) entrant.times = [];
  for (let round = 0; round <= rounds; round++) {
    for (const entrant of entrants) {
      const time = entrant.turn();
      if (round > 0) entrant.times.push(time); // the first warms up
    }
  }
  return entrants.map(({ filter, name, times }) => ({
    filter,
    name,
    ms: times.sort((a, b) => a - b)[Math.floor(times.length / 2)],
  }));
};

const site = await startSite({ mounts: { '/bench/': new URL('page', import.meta.url).pathname } });
try {
  const results = await withPage(
    site.open,
    (page) => page.evaluate(measure, { shared, own, width, height, rounds: Number(options.rounds) }),
    { expected: /./ },
  );
  if (options.json) console.log(JSON.stringify(results, null, 2));
  else {
    console.log(`${options.size}, milliseconds a picture, medians of ${options.rounds}`);
    const ours = new Map(results.filter(({ name }) => name === 'kinora').map(({ filter, ms }) => [filter, ms]));
    for (const { filter, name, ms } of results) {
      const ratio = name === 'kinora' ? '' : `  ${(ms / ours.get(filter)).toFixed(1)}x`;
      console.log(`${ms.toFixed(2).padStart(8)}  ${name.padEnd(10)}  ${filter}${ratio}`);
    }
  }
} finally {
  await closeChromium();
  await site.close();
}
