// kinora/whammy where whammy was used: in pages, with canvases.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileOf, readFilm } from '../../node/ebml.mjs';
import { assertFlawless, run, save } from '../../node/judges.mjs';
import { has, withPage } from '../engine.mjs';
import { assertColors, numberOf, picturesIn } from '../films.mjs';
import { height, width } from '../page/scene.mjs';
import { alphaAt, formNames } from '../page/whammy-pictures.mjs';
import { site } from '../site.mjs';
import { call } from './in-page.mjs';

const inPage = async (name, args = [], options = {}) => {
  const { open, films } = await site();
  const result = await withPage(open, (page) => call(page, 'whammy', name, ...args), options);
  return { ...result, bytes: films[result.film], plainBytes: films[result.plain] };
};

const numbers = Array.from({ length: 90 }, (_, index) => index);

/** What compile() without a callback says where canvases give PNG. */
const notAtOnce = /image\/png has to be decoded: use compileAsync\(\), or give compile\(\) a callback/;

/** WebP at the usual quality moves the colours of small patches. */
const webpBound = 12;

for (const [how, kind, quality] of [
  ['return', '2d'],
  ['callback', '2d'],
  ['context', '2d'],
  ['return', 'webgl'],
  ['callback', '2d', 1],
]) {
  const what = [how, kind, quality].filter(Boolean).join(', ');
  test(`a page of whammy's works with only the import changed: 90 canvases, compiled and played (${what})`, async () => {
    const old = inPage('oldPage', [how, kind, quality]);
    if (!has('WebP written') && how !== 'callback') {
      // whammy never worked there. What can work is said.
      await assert.rejects(old, notAtOnce);
      return;
    }
    const { bytes, film, plain, plainBytes, wasm, duration, ...seen } = await old;
    assert.deepEqual(seen, { type: 'video/webm', videoWidth: width, videoHeight: height });
    // Some players end where the last frame does, whose time the file has in whole milliseconds.
    assert.ok(Math.abs(duration - 3) < 0.002, String(duration));
    // Nothing but the small script was loaded, where the browser writes WebP.
    if (has('WebP written')) assert.equal(wasm, 0);
    else assert.ok(wasm > 0);
    const pictures = picturesIn(bytes);
    assertColors(pictures, undefined, webpBound);
    assert.deepEqual(pictures.map(numberOf), numbers);
    assertFlawless(save(bytes));
  });
}

for (const name of formNames) {
  test(`what whammy refuses is taken: ${name}`, async () => {
    const pictures = picturesIn((await inPage('filmForms', [[name]])).bytes);
    assertColors(pictures, undefined, webpBound);
    assert.deepEqual(pictures.map(numberOf), numbers.slice(0, 12));
  });
}

test('frames of all forms make one film', async () => {
  const { bytes } = await inPage('filmForms', [formNames, { reencode: 'vp9' }]);
  assert.deepEqual(picturesIn(bytes, 'vp9').map(numberOf), numbers.slice(0, 12));
  const mixed = await inPage('filmForms', [formNames]);
  assert.deepEqual(picturesIn(mixed.bytes).map(numberOf), numbers.slice(0, 12));
  assertFlawless(save(mixed.bytes));
});

test("a video's picture", async () => {
  const pictures = picturesIn((await inPage('filmVideo')).bytes);
  assert.equal(pictures.length, 1);
  assertColors(pictures, undefined, webpBound);
});

test('a browser without a WebP encoder: canvases are kept compressed, and encoded by the package', async () => {
  const { bytes, largest, refused } = await inPage('filmWithoutWebp');
  assert.deepEqual(picturesIn(bytes).map(numberOf), numbers.slice(0, 12));
  assert.ok(largest < width * height, `${largest} characters`);
  const expected = 'Frame 1: image/png has to be decoded: use compileAsync(), or give compile() a callback';
  assert.equal(refused.message, expected);
});

test('the script for pages without modules, which loads the encoder from beside it', async () => {
  const { bytes, names } = await inPage('withScript');
  assert.deepEqual(picturesIn(bytes).map(numberOf), numbers.slice(0, 12));
  assert.deepEqual(names, ['Video', 'default', 'fromImageArray', 'fromImageArrayAsync', 'toWebM']);
});

test('in a worker, with an OffscreenCanvas', async () => {
  const { bytes } = await inPage('inWorker');
  assert.deepEqual(picturesIn(bytes).map(numberOf), numbers.slice(0, 12));
});

/** The alpha of each picture's columns, decoded by libvpx. */
const alphaIn = (bytes, decoder = 'libvpx') => {
  const { status, stdout, stderr } = run(
    ...['ffmpeg', '-v', 'warning', '-c:v', decoder, '-i', save(bytes), '-fps_mode', 'passthrough'],
    ...['-vf', 'alphaextract', '-f', 'rawvideo', '-pix_fmt', 'gray', '-'],
  );
  assert.equal(status, 0, stderr);
  const size = 256 * 64;
  return Array.from({ length: stdout.length / size }, (_, index) =>
    Array.from({ length: 16 }, (_, column) => stdout[index * size + 32 * 256 + column * 16 + 8]),
  );
};

const columns = (number, opaque) =>
  Array.from({ length: 16 }, (_, column) => (opaque ? 255 : alphaAt(column * 16, number)));

const assertNear = (actual, expected, bound, what) =>
  actual.forEach((level, index) => {
    assert.ok(Math.abs(level - expected[index]) <= bound, `${what}: (${actual}) is not (${expected})`);
  });

for (const [name, given] of Object.entries({
  'of WebP that is copied': {},
  'of PNG that is encoded': { lossless: true },
  'of VP8 encoded anew': { options: { reencode: 'vp8' } },
  'of VP9 encoded anew': { options: { reencode: 'vp9' } },
  'with opaque frames first and between': { opaque: [0, 1, 2, 9] },
})) {
  test(`transparency ${name} is WebM's alpha channel`, async () => {
    const { bytes, shown } = await inPage('filmAlpha', [given]);
    const film = readFilm(fileOf(bytes));
    assert.equal(film.alphaMode, 1);
    assert.ok(film.frames.every(({ alpha }) => alpha?.length > 0));
    const decoder = given.options?.reencode === 'vp9' ? 'libvpx-vp9' : 'libvpx';
    const decoded = alphaIn(bytes, decoder);
    assert.equal(decoded.length, 16);
    const opaque = given.opaque ?? [];
    decoded.forEach((levels, number) => assertNear(levels, columns(number, opaque.includes(number)), 4, `${number}`));
    assertNear(shown, columns(5, opaque.includes(5)), 5, 'in the player');
    assertFlawless(save(bytes));
  });
}

test('without transparency to keep there is no alpha channel', async () => {
  const { bytes } = await inPage('filmAlpha', [{ options: { alpha: 'discard' }, seek: null }]);
  const film = readFilm(fileOf(bytes));
  assert.equal(film.alphaMode, 0);
  assert.ok(film.frames.every(({ alpha }) => alpha === null));
});

test('compile() without a callback leaves transparency out, and says so', async () => {
  const compiled = inPage('alphaAtOnce', [], { expected: /compile\(\) without a callback leaves transparency out/ });
  if (!has('WebP written')) {
    await assert.rejects(compiled, notAtOnce);
    return;
  }
  const { bytes } = await compiled;
  assert.equal(readFilm(fileOf(bytes)).alphaMode, 0);
});

// Where canvases give PNG, every film is encoded anew: there is no larger one to compare.
for (const codec of has('WebP written') ? ['vp8', 'vp9'] : []) {
  test(`${codec}: encoded anew, the film is a tenth of the bytes or less, and much the same to look at`, async () => {
    const { bytes, plainBytes } = await inPage('reencode', [codec]);
    const ratio = plainBytes.length / bytes.length;
    console.log(`${codec}: ${plainBytes.length} bytes become ${bytes.length}, ${ratio.toFixed(1)} times less`);
    assert.ok(ratio >= 10, `${plainBytes.length}, ${bytes.length}`);
    const film = readFilm(fileOf(bytes));
    assert.equal(film.frames.length, 90);
    assert.deepEqual(
      film.frames.map(({ time }) => time),
      readFilm(fileOf(plainBytes)).frames.map(({ time }) => time),
    );
    const decoder = codec === 'vp9' ? ['-c:v', 'libvpx-vp9'] : ['-c:v', 'libvpx'];
    const { stderr } = run(
      ...['ffmpeg', '-v', 'info', ...decoder, '-i', save(bytes), '-c:v', 'libvpx', '-i', save(plainBytes)],
      ...['-lavfi', 'psnr', '-f', 'null', '-'],
    );
    const [, psnr] = /PSNR.* average:([\d.]+)/.exec(stderr);
    console.log(`${codec}: PSNR ${psnr} dB`);
    assert.ok(Number(psnr) > 36, psnr);
    assertFlawless(save(bytes));
  });
}

/** Where canvases give PNG, the encoder has the say, or compile() without a callback. */
const withoutWebp = {
  'another height': 'Frame 1: image/png has to be decoded: use compileAsync(), or give compile() a callback',
  'too large': 'options.width must be a whole number from 1 to 16383, got 70000',
};

for (const [what, message] of Object.entries({
  'another width': 'Frame 2 has a different width',
  'another height': 'Frame 2 has a different height',
  'no pixels': 'frame must have a width and a height of at least 1, got 0 x 64',
  'too large': 'frame of 70000 x 1 could not be encoded',
  'an empty video': 'frame must have a width and a height of at least 1, got 0 x 0',
  'a div': 'frame must be a a HTMLCanvasElement, a CanvasRenderingContext2D or a DataURI formatted string',
})) {
  test(`bad input: ${what}`, async () => {
    const { open } = await site();
    const error = await withPage(open, (page) => call(page, 'whammy', 'refusal', what));
    assert.equal(error?.message, (!has('WebP written') && withoutWebp[what]) || message);
  });
}

test('bad input: not a picture', async () => {
  const { open } = await site();
  const error = await withPage(open, (page) => call(page, 'whammy', 'refusal', 'not a picture'));
  assert.match(error?.message, /^Frame 1: the browser could not decode this image\/png: /);
});

test('an encoder that cannot be fetched is an error, not half a film', async () => {
  const { open } = await site();
  const error = await withPage(
    open,
    (page) =>
      call(page, 'whammy', 'filmForms', ['png'], { wasm: '/nowhere.wasm' }).then(
        () => '',
        (thrown) => thrown.message,
      ),
    { expected: /404/ },
  );
  assert.match(error, /wasm could not be fetched from .*nowhere.wasm: HTTP status 404/);
});
