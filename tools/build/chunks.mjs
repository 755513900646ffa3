// Which of the package's modules are in one file. esbuild makes a file for each set of entries that have modules in
// common, which were sixteen for index.js; a browser takes some milliseconds for each, also from its cache.
import { readFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const sources = resolve(dirname(fileURLToPath(import.meta.url)), '../../web/src');

// Modules that are loaded by themselves: entries, and what is imported when it is needed.
const onPages = [
  ...['index', 'mediarecorder', 'parallel', 'audio/sound', 'backends/media-recorder-client', 'outputs/elsewhere'],
  'segments/segment-channel',
];
const inWorkers = [
  ...[
    'worker',
    'backends/choose-encoder',
    'filters/preview-session',
    'outputs/worker-file',
    'segments/segment-session',
  ],
];
const encoding = [...onPages, ...inWorkers];

/** Each of `loaded` has all of `modules` with it, so that these are needed by the same ones. */
const chunks = [
  {
    loaded: onPages,
    modules: [
      ...['encoder-channel', 'encoder-client', 'options', 'recorder', 'recording', 'repair-when-needed', 'stats'],
      ...['capture/animation-ticker', 'capture/clock', 'capture/context-loss', 'capture/drawing-watch'],
      ...['capture/fixed-times', 'capture/frame-source', 'capture/view', 'outputs/output', 'worker-pool'],
    ],
  },
  {
    loaded: encoding,
    modules: [
      ...['backends/backend', 'capture/fit', 'capture/frame-reader', 'effort-control', 'encode-session'],
      ...['sessions', 'worker-protocol'],
    ],
  },
  {
    loaded: [...encoding, 'whammy/encode'],
    modules: [
      ...['bitrate', 'chunk-store', 'encoder-options', 'filter-text', 'filters/filter-engine', 'mime-type'],
      'webm-encoder',
    ],
  },
  { loaded: [...encoding, 'whammy/encode', 'repair'], modules: ['check', 'errors', 'load-wasm'] },
];

/** An esbuild plugin; it needs `ignoreAnnotations`, without which imports of nothing are left out. */
export const inFewFiles = {
  name: 'in-few-files',
  setup: ({ onLoad }) =>
    onLoad({ filter: /\/web\/src\/.*\.ts$/ }, ({ path }) => {
      const name = relative(sources, path).replace(/\.ts$/, '');
      const imports = chunks
        .filter(({ loaded }) => loaded.includes(name))
        .flatMap(({ modules }) => modules)
        .map((module) => `import './${relative(dirname(path), resolve(sources, module))}.js';`);
      return { contents: `${readFileSync(path, 'utf8')}\n${imports.join('')}`, loader: 'ts' };
    }),
};
