#!/usr/bin/env node
// Makes build/demo from web/demo and dist: files that any host can serve.
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const dist = join(root, 'dist');
const demo = join(root, 'build/demo');
// The package as an application gets it, beside the page: its worker and modules are found from its own address.
const needed = ['index.js', 'worker.js', 'kinora.mjs', 'kinora.wasm', 'kinora-vp9.mjs', 'kinora-vp9.wasm'];
const missing = needed.filter((file) => !existsSync(join(dist, file)));
if (missing.length > 0) {
  console.error(`demo: ${missing.join(', ')} not found in dist/; run tools/build/build first`);
  process.exit(1);
}
const packageFiles = readdirSync(dist).filter((file) => /\.(js|js\.map|mjs|wasm)$/.test(file));

execFileSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', join(root, 'web/demo')], {
  stdio: 'inherit',
});
rmSync(demo, { recursive: true, force: true });
mkdirSync(join(demo, 'kinora'), { recursive: true });
await build({
  entryPoints: [join(root, 'web/demo/main.ts')],
  outdir: demo,
  bundle: true,
  format: 'esm',
  target: 'es2022',
  minify: true,
  sourcemap: true,
  plugins: [
    {
      name: 'the package stays a file of its own',
      setup: ({ onResolve }) =>
        onResolve({ filter: /^kinora$/ }, () => ({ path: './kinora/index.js', external: true })),
    },
  ],
  logLevel: 'warning',
});
for (const file of ['index.html', 'style.css']) cpSync(join(root, 'web/demo', file), join(demo, file));
for (const file of packageFiles) cpSync(join(dist, file), join(demo, 'kinora', file));
