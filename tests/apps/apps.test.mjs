// The packed package in applications: installed, built by what people build with, and run in Chromium.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build as esbuild } from 'esbuild';
import { build as vite, createServer } from 'vite';
import { chromium } from '../browser/engines/chromium.mjs';
import { use, withPage } from '../browser/engine.mjs';
import { assertColors, assertFixedFilm, numberOf, picturesIn, upTo } from '../browser/films.mjs';
import { patches } from '../browser/page/scene.mjs';
import { run, save } from '../node/judges.mjs';
import { serve } from '../../tools/serve.mjs';

const webpack = createRequire(import.meta.url)('webpack');

const root = fileURLToPath(new URL('../..', import.meta.url));
const here = fileURLToPath(new URL('.', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'kinora-apps-'));
use(chromium);
after(async () => {
  await chromium.close();
  rmSync(folder, { recursive: true, force: true });
});

const npm = (cwd, ...args) => execFileSync('npm', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

before(() => {
  const [{ filename }] = JSON.parse(npm(root, 'pack', '--json', '--ignore-scripts', '--pack-destination', folder));
  writeFileSync(join(folder, 'package.json'), '{ "name": "applications", "private": true, "type": "module" }');
  npm(folder, 'install', '--offline', '--no-audit', '--no-fund', join(folder, filename));
  for (const name of readdirSync(here)) {
    if (/^(node_modules|package.*|.*\.test\.mjs)$/.test(name)) continue;
    cpSync(join(here, name), join(folder, name), { recursive: true });
  }
  cpSync(join(here, '../browser/page/scene.mjs'), join(folder, 'scene.mjs'));
  for (const name of ['react', 'react-dom', 'scheduler']) {
    symlinkSync(join(here, 'node_modules', name), join(folder, 'node_modules', name));
  }
});

/** Each film is whole and shows what was drawn. */
const assertFilms = ({ vp8, vp9, still, pictures }, films) => {
  assertFixedFilm(films[vp8], 12);
  const inverted = patches.map((color) => color.map((level) => 255 - level));
  const filtered = picturesIn(films[vp9], 'vp9');
  assert.equal(filtered.length, 12);
  assertColors(filtered, inverted, 8);
  assert.deepEqual(picturesIn(films[pictures]).map(numberOf), upTo(12));
  const { status, stderr } = run('ffmpeg', '-v', 'warning', '-i', save(films[still], 'still.webp'), '-f', 'null', '-');
  assert.equal(stderr, '');
  assert.equal(status, 0);
};

/** Opens an application, lets `start(page)` begin, and looks at the films that come. */
const assertFilmsOf = async (url, films, start = async () => {}) => {
  const numbers = await withPage(url, async (page) => {
    await start(page);
    return page.evaluate(() => globalThis.filmed);
  });
  assertFilms(numbers, films);
};

/** The same for `path` in a folder, as any host would serve it. */
const assertFilmsIn = async (served, path = '', start = undefined) => {
  const films = [];
  const receive = (_, body) => String(films.push(body) - 1);
  const { origin, close } = await serve({ mounts: { '/': served }, receive });
  try {
    await assertFilmsOf(`${origin}/${path}`, films, start);
  } finally {
    await close();
  }
};

test('Vite, without any setting', async () => {
  await vite({ root: join(folder, 'vite'), logLevel: 'error' });
  await assertFilmsIn(join(folder, 'vite/dist'));
});

test("Vite's own server, without any setting", async () => {
  const films = [];
  const receive = async (request, response) => response.end(String(films.push(await buffer(request)) - 1));
  const server = await createServer({
    root: join(folder, 'vite'),
    logLevel: 'error',
    // Any free port, and no connection that waits for changes of the sources.
    server: { port: 0, host: '127.0.0.1', hmr: false },
    plugins: [{ name: 'films', configureServer: ({ middlewares }) => void middlewares.use('/films', receive) }],
  });
  try {
    await server.listen();
    await assertFilmsOf(`http://127.0.0.1:${server.httpServer.address().port}/`, films);
  } finally {
    await server.close();
  }
});

test('webpack 5, without any setting', async () => {
  const output = join(folder, 'webpack/dist');
  const stats = await promisify(webpack)({
    mode: 'production',
    context: folder,
    entry: './main.js',
    output: { path: output, filename: 'main.js' },
  });
  assert.deepEqual(stats.toJson({ errors: true }).errors, []);
  cpSync(join(folder, 'bundled.html'), join(output, 'index.html'));
  await assertFilmsIn(output);
});

/** esbuild leaves addresses as they are: what they name has to be beside its output. */
const bundle = async (entry, output) => {
  await esbuild({
    entryPoints: [entry],
    outdir: output,
    bundle: true,
    format: 'esm',
    logLevel: 'error',
    define: { 'process.env.NODE_ENV': '"production"' },
  });
  cpSync(join(folder, 'node_modules/kinora/dist'), output, { recursive: true });
};

test('esbuild, with the files of dist/ beside its output', async () => {
  const output = join(folder, 'esbuild');
  await bundle(join(folder, 'main.js'), output);
  cpSync(join(folder, 'bundled.html'), join(output, 'index.html'));
  await assertFilmsIn(output);
});

test('modules, without a build', () => assertFilmsIn(folder, 'module.html'));

test('scripts, without modules', () => assertFilmsIn(folder, 'script.html'));

test('a page that a server renders, and the browser takes over', async () => {
  const output = join(folder, 'server/dist');
  mkdirSync(output);
  const page = execFileSync(process.execPath, [join(folder, 'server/render.js')], { encoding: 'utf8' });
  assert.match(page, /<button>Record<\/button>/);
  await bundle(join(folder, 'server/client.js'), output);
  writeFileSync(join(output, 'index.html'), page);
  await assertFilmsIn(output, '', async (page) => {
    await page.click('button');
    await page.waitForFunction(() => document.querySelector('button').textContent === 'Recorded');
  });
});
