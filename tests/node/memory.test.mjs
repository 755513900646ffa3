// A WebAssembly memory that may not grow: the real module with its memory's maximum rewritten.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { RecorderError, WebmEncoder, applyFilter } from '../../dist/index.js';
import { assertFlawless, decode, save } from './judges.mjs';
import { numbered, readNumber } from './pictures.mjs';

const memorySection = 5;

/** An unsigned LEB128 number: [value, bytes it took]. */
const readNumberAt = (bytes, at) => {
  let value = 0;
  for (let index = 0; ; index++) {
    value += (bytes[at + index] & 127) * 2 ** (7 * index);
    if (bytes[at + index] < 128) return [value, index + 1];
  }
};

const writeNumber = (value) => {
  const bytes = [];
  for (; value > 127; value = Math.floor(value / 128)) bytes.push((value % 128) | 128);
  return [...bytes, value];
};

/** The module with its memory's maximum set to its initial size plus `pages`. WebAssembly core specification, 5.5. */
const withMemoryLimit = (wasm, pages) => {
  for (let at = 8; at < wasm.length;) {
    const [size, sizeBytes] = readNumberAt(wasm, at + 1);
    const start = at + 1 + sizeBytes;
    if (wasm[at] === memorySection) {
      assert.equal(wasm[start], 1, 'one memory');
      const [initial] = readNumberAt(wasm, start + 2);
      const section = [1, 1, ...writeNumber(initial), ...writeNumber(initial + pages)];
      return Buffer.concat([
        wasm.subarray(0, at),
        Buffer.from([memorySection, ...writeNumber(section.length), ...section]),
        wasm.subarray(start + size),
      ]);
    }
    at = start + size;
  }
  throw new Error('the module has no memory section');
};

const assertOutOfMemory = (error) => {
  assert.ok(error instanceof RecorderError, String(error));
  assert.equal(error.code, 'out-of-memory', error.message);
  return true;
};

// Sizes that do not fit into the memory that the module starts with.
for (const [codec, file, width, height] of [
  ['vp8', 'kinora.wasm', 1280, 720],
  ['vp9', 'kinora-vp9.wasm', 640, 360],
]) {
  test(`${codec}: pictures that do not fit give out-of-memory, small ones still work`, async () => {
    const wasm = withMemoryLimit(await readFile(new URL(`../../dist/${file}`, import.meta.url)), 64);
    await assert.rejects(WebmEncoder.create({ codec, wasm, width: 16383, height: 16383 }), assertOutOfMemory);
    const encoder = await WebmEncoder.create({ codec, wasm, width: 64, height: 48 });
    encoder.addFrame(numbered(64, 48, 9));
    assert.equal(readNumber(decode(save(encoder.finish()), codec, 64, 48)[0], 64, 48), 9);
    encoder.close();
  });

  test(`${codec}: wherever the memory ends, the error is typed and the frames before it are in the file`, async () => {
    const original = await readFile(new URL(`../../dist/${file}`, import.meta.url));
    /** Encodes as many of ten frames as `pages` of memory allow: how many there were, and their file. */
    const encode = async (pages) => {
      let encoder;
      let refused = false;
      try {
        encoder = await WebmEncoder.create({ codec, wasm: withMemoryLimit(original, pages), width, height });
        for (let index = 0; index < 10; index++) encoder.addFrame(numbered(width, height, index));
      } catch (error) {
        assertOutOfMemory(error);
        refused = true;
      }
      const count = encoder?.frameCount ?? 0;
      if (encoder && refused) {
        assert.throws(() => encoder.addFrame(numbered(width, height, 0)), {
          name: 'InvalidStateError',
          message: /halted/,
        });
      }
      const bytes = encoder?.finish();
      encoder?.close();
      return { count, refused, bytes };
    };
    // The least memory that lets one frame pass; a codec that needs more for the next fails in the midst of the film.
    let [least, most] = [-1, 2048];
    while (most - least > 1) {
      const middle = (least + most) >> 1;
      if ((await encode(middle)).count > 0) most = middle;
      else least = middle;
    }
    assert.ok(least > 0);
    const { count, refused, bytes } = await encode(most);
    assert.equal(refused, codec === 'vp9');
    const path = save(bytes);
    const numbers = decode(path, codec, width, height).map((picture) => readNumber(picture, width, height));
    assert.deepEqual(
      numbers,
      Array.from({ length: count }, (_, index) => index),
    );
    assertFlawless(path);
  });
}

const filtersWasm = () => readFile(new URL('../../dist/kinora-filters.wasm', import.meta.url));
const white = { width: 1, height: 1, data: Uint8Array.of(255, 255, 255, 255) };

test('applyFilter: after a module has stopped, the next picture has a new one', async () => {
  const wasm = withMemoryLimit(await filtersWasm(), 64);
  const invert = async () => [...(await applyFilter(white, 'invert()', { wasm })).data];
  assert.deepEqual(await invert(), [0, 0, 0, 255]);
  // Tables, then a text, that do not fit into what a large picture leaves of its memory.
  const large = { width: 2000, height: 2000, data: new Uint8Array(16e6) };
  const tables = 'gamma(1.1) vignette() vibrance(1) gradient-map(red blue) '.repeat(64);
  for (const [filter, code] of [
    [tables, 'out-of-memory'],
    // Emscripten does not look whether there is memory for a text.
    [`lut3d("${'a'.repeat(8e6)}")`, 'encoder-failed'],
  ]) {
    await applyFilter(large, 'invert()', { wasm });
    await assert.rejects(applyFilter(white, filter, { wasm }), { name: 'RecorderError', code });
    assert.deepEqual(await invert(), [0, 0, 0, 255]);
  }
});

test('applyFilter: bytes that somebody gave are not held, nor what was made of them', async () => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc');
  const file = await filtersWasm();
  const used = async () => {
    const wasm = Uint8Array.from(file);
    await applyFilter(white, 'invert()', { wasm });
    return new WeakRef(wasm);
  };
  const reference = await used();
  for (let i = 0; i < 20 && reference.deref(); i++) {
    await new Promise(setImmediate);
    collect();
  }
  assert.equal(reference.deref(), undefined);
});
