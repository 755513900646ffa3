// Prints the size, gzipped, of what a page loads that only records: what a bundler makes of `import { CanvasRecorder }`,
// with the encoder's side in it, which the worker's script holds as well. What is loaded when needed is left out.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

const dist = join(dirname(fileURLToPath(import.meta.url)), '../../dist');
const { outputFiles } = await build({
  stdin: { contents: "export { CanvasRecorder } from './index.js';", resolveDir: dist, sourcefile: 'page.js' },
  outdir: dist,
  bundle: true,
  format: 'esm',
  minify: true,
  write: false,
  plugins: [
    {
      name: 'left-out',
      setup: ({ onResolve }) =>
        onResolve({ filter: /./ }, ({ kind, path }) => (kind === 'dynamic-import' ? { path, external: true } : null)),
    },
  ],
  logLevel: 'error',
});
console.log(gzipSync(outputFiles[0].contents, { level: 9 }).length);
