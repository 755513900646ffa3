// The package as npm packs it, installed into an application of its own.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { build } from 'esbuild';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { decode, run } from './judges.mjs';
import { makeWebps, toUrl } from './webp-pictures.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'kinora-packed-test-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const npm = (cwd, ...args) => execFileSync('npm', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
const node = (...args) => execFileSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });

let listed;
let tarball;
before(() => {
  const [{ filename, files }] = JSON.parse(
    npm(root, 'pack', '--json', '--ignore-scripts', '--pack-destination', folder),
  );
  listed = files.map(({ path }) => path);
  tarball = readFileSync(join(folder, filename));
  writeFileSync(join(folder, 'package.json'), '{ "name": "application", "private": true, "type": "module" }');
  npm(folder, 'install', '--offline', '--no-audit', '--no-fund', join(folder, filename));
});

test('it holds what its exports name, and no sources or tests', () => {
  const { exports } = JSON.parse(readFileSync(join(folder, 'node_modules/kinora/package.json'), 'utf8'));
  const targets = (entry) => (typeof entry === 'string' ? [entry] : Object.values(entry).flatMap(targets));
  for (const target of targets(exports)) {
    assert.ok(existsSync(join(folder, 'node_modules/kinora', target)), target);
  }
  for (const file of ['dist/kinora.mjs', 'dist/kinora-vp9.mjs']) assert.ok(listed.includes(file), file);
  assert.deepEqual(
    listed.filter((path) => !/^(dist\/|docs\/|[A-Z_]+(\.md)?$|llms\.txt$|package\.json$)/.test(path)),
    [],
  );
});

test('the pages that its README points to are in it', () => {
  const readme = readFileSync(join(folder, 'node_modules/kinora/README.md'), 'utf8');
  const links = [...readme.matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, path]) => path);
  assert.ok(links.length >= 10, String(links));
  assert.deepEqual(
    links.filter((path) => !listed.includes(path)),
    [],
  );
});

test('publint finds nothing to say', async () => {
  const { buffer, byteOffset, byteLength } = tarball;
  const { messages, pkg } = await publint({
    pack: { tarball: buffer.slice(byteOffset, byteOffset + byteLength) },
    strict: true,
  });
  assert.deepEqual(
    messages.map((message) => formatMessage(message, pkg)),
    [],
  );
});

test('are the types wrong? No, for no entry and no way to resolve it', async () => {
  const { problems, entrypoints } = await checkPackage(createPackageFromTarballData(new Uint8Array(tarball)));
  assert.deepEqual(problems, []);
  const { exports } = JSON.parse(readFileSync(join(folder, 'node_modules/kinora/package.json'), 'utf8'));
  assert.deepEqual(Object.keys(entrypoints), Object.keys(exports));
});

test('every condition of its exports begins with the types', () => {
  const { exports } = JSON.parse(readFileSync(join(folder, 'node_modules/kinora/package.json'), 'utf8'));
  for (const [name, entry] of Object.entries(exports)) {
    if (typeof entry === 'string') continue;
    for (const [condition, targets] of Object.entries(entry)) {
      if (condition !== 'default') assert.deepEqual(Object.keys(targets), ['types', 'default'], name);
    }
  }
});

test('importing it touches nothing of a browser', () => {
  writeFileSync(
    join(folder, 'import.mjs'),
    `for (const name of ['window', 'document', 'navigator', 'Worker', 'Blob', 'URL', 'fetch', 'MessageChannel', 'crypto']) {
       Object.defineProperty(globalThis, name, { get() { throw new Error(name + ' was touched'); } });
     }
     for (const name of ['kinora', 'kinora/filters', 'kinora/mediarecorder', 'kinora/parallel', 'kinora/repair', 'kinora/whammy']) {
       console.log(Object.keys(await import(name)).sort().join());
     }`,
  );
  const filters = ['Filter', 'FilterSyntaxError', 'chain', 'parseFilter'];
  const others = [
    ...['CanvasRecorder', 'FilterPreview', 'RecorderError', 'WebmEncoder', 'applyFilter', 'defaultBitrate'],
    ...['download', 'preview', 'repair', 'snapshot'],
  ];
  const whammy = ['Video', 'default', 'fromImageArray', 'fromImageArrayAsync', 'toWebM'];
  assert.deepEqual(node('import.mjs').trim().split('\n'), [
    [...others, ...filters].sort().join(),
    filters.join(),
    'MediaRecorder',
    'ParallelEncoder,RecorderError',
    'lint,repair',
    whammy.join(),
  ]);
});

for (const [how, file, start, load] of [
  [
    'imported',
    'encode.mjs',
    "import { writeFileSync } from 'node:fs';",
    "import { WebmEncoder, chain } from 'kinora';",
  ],
  [
    'required',
    'encode.cjs',
    "const { writeFileSync } = require('node:fs');",
    "const { WebmEncoder, chain } = require('kinora');",
  ],
]) {
  test(`${how}, it encodes, with a filter`, () => {
    writeFileSync(
      join(folder, file),
      `${start}
       ${load}
       const encode = async (codec) => {
         const encoder = await WebmEncoder.create({ codec, width: 64, height: 48, frameRate: 30, filter: chain().invert() });
         for (let index = 0; index < 10; index++) encoder.addFrame(new Uint8Array(64 * 48 * 4).fill(index * 20));
         writeFileSync('${how}-' + codec + '.webm', encoder.finish());
         encoder.close();
       };
       encode('vp8').then(() => encode('vp9'));`,
    );
    node(file);
    for (const codec of ['vp8', 'vp9']) {
      const pictures = decode(join(folder, `${how}-${codec}.webm`), codec, 64, 48);
      assert.equal(pictures.length, 10);
      // Inverted.
      pictures.forEach((picture, index) => assert.ok(Math.abs(picture[0] - (255 - index * 20)) <= 4, `${picture[0]}`));
    }
  });
}

test('required, it has the names that it has imported, and one Filter', () => {
  writeFileSync(
    join(folder, 'require.cjs'),
    `const names = ['kinora', 'kinora/filters', 'kinora/whammy'];
     const required = names.map((name) => require(name));
     if (required[0].Filter !== required[1].Filter) throw new Error('two classes');
     Promise.all(names.map((name) => import(name))).then((imported) => {
       names.forEach((name, index) => {
         const [here, there] = [required[index], imported[index]].map((module) => Object.keys(module).sort().join());
         console.log(name, here === there ? 'same' : here + ' is not ' + there);
       });
     });`,
  );
  assert.equal(node('require.cjs'), 'kinora same\nkinora/filters same\nkinora/whammy same\n');
});

test('its declarations are whole, under the strictest settings', () => {
  writeFileSync(
    join(folder, 'application.ts'),
    `import { CanvasRecorder, WebmEncoder, download, preview, snapshot, type CanvasRecorderOptions } from 'kinora';
     import { chain, type Filter, parseFilter } from 'kinora/filters';
     const options: CanvasRecorderOptions = { codec: 'vp9', clock: 'fixed', frameRate: 60 };
     export const record = async (canvas: HTMLCanvasElement, video: HTMLVideoElement): Promise<Blob> => {
       const recorder = new CanvasRecorder(canvas, options);
       recorder.addEventListener('dataavailable', (event) => event.data.size + event.timecode);
       recorder.onerror = ({ error }) => console.error(error.message);
       const target: EventTarget = recorder;
       target.dispatchEvent(new Event('start'));
       await recorder.start();
       await recorder.captureFrame({ timestamp: 5 });
       const blob = await recorder.stop();
       download(blob, 'film.webm');
       const revoke: () => void = preview(blob, video);
       revoke();
       await snapshot(canvas, { type: 'image/webp', quality: 0.5 });
       return blob;
     };
     export const encode = async (): Promise<Uint8Array> => {
       using encoder = await WebmEncoder.create({ width: 64, height: 48 });
       encoder.addFrame(new Uint8Array(64 * 48 * 4), { format: 'bgra' });
       return encoder.finish();
     };
     export const fade = (t: number): Filter =>
       parseFilter('sepia(60%)').interpolate(chain().sepia(0.6).blur(4, { edge: 'wrap' }).vignette({ amount: 0.4 }), t);
     // @ts-expect-error: no such filter
     chain().sepai();
     // @ts-expect-error: a number is wanted
     chain().blur('4px');
     // @ts-expect-error: no such parameter
     chain().vignette({ amonut: 0.4 });
     // @ts-expect-error: no such codec
     export const wrong: CanvasRecorderOptions = { codec: 'av1' };`,
  );
  writeFileSync(
    join(folder, 'whammy.ts'),
    `import Whammy, { Video, fromImageArray, toWebM, type WhammyOptions } from 'kinora/whammy';
     const options: WhammyOptions = { reencode: 'vp9', alpha: 'discard' };
     export const film = async (canvas: HTMLCanvasElement): Promise<Blob> => {
       const video = new Video(30, 0.9, options);
       video.add(canvas);
       video.add(canvas.getContext('2d')!);
       new Whammy.Video().add('data:', 40);
       const atOnce: Blob = video.compile();
       const array: Uint8Array = video.compile(true);
       video.compile(false, (output: Blob) => output.size);
       const later: Uint8Array = await video.compileAsync(true);
       const blob: Blob = fromImageArray(['data:'], 30);
       toWebM([{ width: 1, height: 1, data: '', duration: 4 }], true).length;
       return atOnce.size + array.length + later.length > 0 ? blob : video.compileAsync();
     };
     // @ts-expect-error: no such option
     export const wrong: WhammyOptions = { reencode: 'av1' };`,
  );
  writeFileSync(
    join(folder, 'required.cts'),
    `import Whammy = require('kinora/whammy');
     export const film: Blob = new Whammy.Video(30).compile();`,
  );
  const settings = { noEmit: true, strict: true, exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true };
  for (const [module, moduleResolution] of [
    ['nodenext', 'nodenext'],
    ['esnext', 'bundler'],
    ['commonjs', 'node10'],
  ]) {
    const compilerOptions = {
      ...settings,
      target: 'es2022',
      lib: ['es2022', 'dom'],
      types: [],
      module,
      moduleResolution,
    };
    writeFileSync(
      join(folder, 'tsconfig.json'),
      JSON.stringify({
        compilerOptions,
        files: ['application.ts', 'whammy.ts', ...(module === 'nodenext' ? ['required.cts'] : [])],
      }),
    );
    const { status, text } = run(process.execPath, join(root, 'node_modules/typescript/bin/tsc'), '-p', folder);
    assert.equal(text, '');
    assert.equal(status, 0);
  }
});

const installed = join(folder, 'node_modules/kinora/dist');
const scripts = () => readdirSync(installed).filter((file) => file.endsWith('.js'));

test('a bundler follows its worker, its modules and their files', () => {
  const texts = scripts().map((file) => readFileSync(join(installed, file), 'utf8'));
  for (const literal of [
    'new Worker(new URL("./worker.js",import.meta.url),{type:"module"})',
    'new URL("./kinora.wasm",import.meta.url)',
    'new URL("./kinora-vp9.wasm",import.meta.url)',
    'import("./kinora.mjs")',
    'import("./kinora-vp9.mjs")',
  ]) {
    assert.equal(texts.filter((text) => text.includes(literal)).length, 1, literal);
  }
});

/** What a bundler makes of `code`, and the package's files that are in it. */
const bundle = async (code) => {
  const { outputFiles, metafile } = await build({
    stdin: { contents: code, resolveDir: folder },
    bundle: true,
    format: 'esm',
    minify: true,
    write: false,
    metafile: true,
    external: ['./kinora.mjs', './kinora-vp9.mjs'],
  });
  const [{ inputs }] = Object.values(metafile.outputs);
  const used = Object.keys(inputs).filter((path) => inputs[path].bytesInOutput > 0);
  return { text: outputFiles[0].text, used };
};

test('a bundler takes the filters only where they are used, and nothing else with them', async () => {
  const filters = await bundle(`import { chain } from 'kinora/filters'; console.log(String(chain().blur(4)));`);
  assert.match(filters.text, /rebeccapurple/);
  assert.doesNotMatch(filters.text, /Worker|wasm/);
  const fromIndex = await bundle(`import { chain } from 'kinora'; console.log(String(chain().blur(4)));`);
  assert.doesNotMatch(fromIndex.text, /Worker|wasm/);
  const encoder = await bundle(`import { WebmEncoder } from 'kinora'; console.log(WebmEncoder);`);
  assert.match(encoder.text, /kinora\.wasm/);
  assert.doesNotMatch(encoder.text, /rebeccapurple/);
  assert.deepEqual((await bundle(`import 'kinora'; import 'kinora/filters';`)).text, '');
});
