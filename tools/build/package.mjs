#!/usr/bin/env node
// Makes dist/ from web/src and the WebAssembly modules: bundles, declarations, and copies of the modules.
// Usage: tools/build/package.mjs [directory of the modules, default build/wasm]
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const modules = resolve(process.argv[2] ?? join(root, 'build/wasm'));
const dist = join(root, 'dist');
const names = ['kinora', 'kinora-vp9', 'kinora-filters'];
const glue = names.map((name) => `${name}.mjs`);
const entries = ['index', 'filters', 'worker'];
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
await build({
  entryPoints: Object.fromEntries(entries.map((name) => [name, join(root, `web/src/${name}.ts`)])),
  outdir: dist,
  bundle: true,
  splitting: true,
  chunkNames: 'shared-[hash]',
  format: 'esm',
  target: 'es2022',
  minify: true,
  sourcemap: true,
  // Loaded when needed, from beside the bundle.
  external: glue.map((file) => `./${file}`),
  logLevel: 'warning',
});

execFileSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', root], { stdio: 'inherit' });
// What only the worker's bundle needs is nobody's to import.
rmSync(join(dist, 'worker.d.ts'));

for (const file of copied) cpSync(join(modules, file), join(dist, file));
// Found by the encoder's glue from beside its chunk.
cpSync(join(root, 'node_modules/@jsquash/webp/codec/enc/webp_enc.wasm'), join(dist, 'webp_enc.wasm'));
