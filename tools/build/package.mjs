#!/usr/bin/env node
// Makes dist/ from web/src and the WebAssembly modules: bundles, declarations, and copies of the modules.
// Usage: tools/build/package.mjs [directory of the modules, default build/wasm]
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { inFewFiles } from './chunks.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const modules = resolve(process.argv[2] ?? join(root, 'build/wasm'));
const dist = join(root, 'dist');
const names = ['kinora', 'kinora-vp9', 'kinora-filters', 'kinora-repair'];
const glue = names.map((name) => `${name}.mjs`);
// By their names in dist/.
const entries = {
  index: 'index',
  filters: 'filters',
  mediarecorder: 'mediarecorder',
  parallel: 'parallel',
  repair: 'repair',
  worker: 'worker',
  whammy: 'whammy',
  'whammy-encode': 'whammy/encode',
  'encode-webp': 'encode-webp',
};
const copied = names.flatMap((name) => [`${name}.mjs`, `${name}.wasm`]);

const missing = copied.filter((file) => !existsSync(join(modules, file)));
if (missing.length > 0) {
  console.error(`package: ${missing.join(', ')} not found in ${modules}; build the WebAssembly modules first`);
  process.exit(1);
}

rmSync(dist, { recursive: true, force: true });
mkdirSync(dist);

// Entries, and what they share in files of its own beside them, so that it is loaded once and counted once. A module
// worker imports such files as a page does, and bundlers follow them from `new Worker(new URL(…), { type: 'module' })`.
// All are in one folder, since scripts find the worker and the modules from their own address.
const usual = { bundle: true, target: 'es2022', minify: true, sourcemap: true, logLevel: 'warning' };
/**
 * The WebP encoder's glue writes to import.meta.url, in an environment that nobody records in. Bundlers that put the
 * address in its place make a text of it that is no JavaScript.
 */
const withoutWriting = {
  name: 'without-writing',
  setup: ({ onLoad }) =>
    onLoad({ filter: /webp_enc\.js$/ }, ({ path }) => {
      const text = readFileSync(path, 'utf8');
      const contents = text.replace(/if\(import\.meta\.url===undefined\)\{import\.meta\.url="[^"]*"\}/, '');
      if (contents === text) throw new Error(`${path} does not write to import.meta.url any more`);
      return { contents };
    }),
};

await build({
  ...usual,
  entryPoints: Object.fromEntries(
    Object.entries(entries).map(([name, file]) => [name, join(root, `web/src/${file}.ts`)]),
  ),
  outdir: dist,
  splitting: true,
  chunkNames: 'shared-[hash]',
  format: 'esm',
  // Loaded when needed, from beside the bundle.
  external: glue.map((file) => `./${file}`),
  plugins: [withoutWriting, inFewFiles],
  ignoreAnnotations: true,
});

/**
 * In builds of one file, what is large and loaded when needed is named by the file's own address: a script of another
 * site has no address that relative ones could start from. By the names in the sources, those in dist/.
 */
const late = {
  './whammy/encode.js': './whammy-encode.js',
  './encode-webp.js': './encode-webp.js',
  './repair.js': './repair.js',
};
for (const file of glue) late[`./${file}`] = `./${file}`;
const fromOwnAddress = {
  name: 'from-own-address',
  setup: ({ onLoad }) =>
    onLoad({ filter: /\/web\/src\/.*\.ts$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replace(/\bimport\('([^']+)'\)/g, (call, module) =>
        late[module] ? `import(new URL('${late[module]}', import.meta.url).href)` : call,
      ),
      loader: 'ts',
    })),
};

/** Builds an entry as one file. `address`: an expression for the file's own address. */
const buildAlone = (name, file, format, address) =>
  build({
    ...usual,
    ...{ entryPoints: [join(root, `web/src/${name}.ts`)], outfile: join(dist, file), format },
    plugins: [fromOwnAddress],
    define: { 'import.meta.url': 'kinoraAddress' },
    ...address,
  });

// For require().
for (const name of ['index', 'mediarecorder', 'parallel', 'repair', 'whammy']) {
  await buildAlone(name, `${name}.cjs`, 'cjs', {
    banner: { js: `const kinoraAddress=require('node:url').pathToFileURL(__filename).href;` },
  });
}
// For pages without modules. The script is asked for its address while it runs, since later nobody knows.
for (const [name, file, global] of [
  ['index', 'kinora', 'kinora'],
  ['whammy', 'whammy', 'Whammy'],
]) {
  await buildAlone(name, `${file}.global.js`, 'iife', {
    globalName: 'exported',
    banner: { js: `var ${global}=(kinoraAddress=>{` },
    footer: { js: `return exported})(typeof document==='object'?document.currentScript?.src:location.href);` },
  });
}
// A second copy of the filters would be a second class.
writeFileSync(
  join(dist, 'filters.cjs'),
  `const { Filter, FilterSyntaxError, chain, parseFilter } = require('./index.cjs');
module.exports = { Filter, FilterSyntaxError, chain, parseFilter };
`,
);

execFileSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', root], { stdio: 'inherit' });
rmSync(join(dist, 'whammy/'), { recursive: true });
// What the modules' files are when they are imported is for the bundler to say: mostly their address.
writeFileSync(join(dist, 'wasm.d.ts'), 'declare const address: string;\nexport default address;\n');

// The same declarations for require(): in a folder that says that they are CommonJS's.
const declarations = readdirSync(dist, { recursive: true }).filter((file) => file.endsWith('.d.ts'));
for (const file of declarations) cpSync(join(dist, file), join(dist, 'require', file));
writeFileSync(join(dist, 'require/package.json'), '{ "type": "commonjs" }\n');
writeFileSync(join(dist, 'worker.cjs'), "import('./worker.js');\n");

for (const file of copied) cpSync(join(modules, file), join(dist, file));
// Found by the encoder's glue from beside its chunk.
cpSync(join(root, 'node_modules/@jsquash/webp/codec/enc/webp_enc.wasm'), join(dist, 'webp_enc.wasm'));
