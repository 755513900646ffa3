// Where the WebAssembly file may come from, and each way in which it may not come.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { RecorderError, WebmEncoder } from '../../dist/index.js';
import { numbered } from './pictures.mjs';

const url = new URL('../../dist/kinora.wasm', import.meta.url);
const answers = {
  '/kinora.wasm': async () => [200, 'application/wasm', await readFile(url)],
  '/wrong-type.wasm': async () => [200, 'application/octet-stream', await readFile(url)],
  '/page.wasm': async () => [200, 'text/html', '<!doctype html>'],
  '/junk.wasm': async () => [200, 'application/wasm', 'junk'],
  '/parameter.wasm': async () => [200, 'application/wasm; charset=x', await readFile(url)],
};
const server = createServer(async (request, response) => {
  const [status, type, body] = (await answers[request.url]?.()) ?? [404, 'text/html', 'not found'];
  // Encoding holds this thread up, the server too: a kept connection could expire just when it is used again.
  response.writeHead(status, { 'content-type': type, connection: 'close' }).end(body);
});
let base;
before(async () => {
  await once(server.listen(0, '127.0.0.1'), 'listening');
  base = `http://127.0.0.1:${server.address().port}`;
});
after(() => server.close());

const encodeWith = async (wasm, more = {}) => {
  const encoder = await WebmEncoder.create({ width: 32, height: 32, wasm, ...more });
  encoder.addFrame(numbered(32, 32, 3));
  const bytes = encoder.finish();
  encoder.close();
  return bytes;
};

test('every kind of source makes the same file', async () => {
  const bytes = await readFile(url);
  const expected = await encodeWith(undefined);
  assert.ok(expected.length > 0);
  const sources = {
    URL: url,
    'file: string': url.href,
    'http: string': `${base}/kinora.wasm`,
    'http: with another MIME type': `${base}/wrong-type.wasm`,
    'http: with a parameter, which streaming refuses': `${base}/parameter.wasm`,
    Uint8Array: bytes,
    ArrayBuffer: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length),
    Response: await fetch(`${base}/kinora.wasm`),
    Module: await WebAssembly.compile(bytes),
  };
  for (const [kind, wasm] of Object.entries(sources)) assert.deepEqual(await encodeWith(wasm), expected, kind);
});

const failing = async (wasm, code, message, value) => {
  await assert.rejects(encodeWith(wasm), (error) => {
    assert.ok(error instanceof RecorderError, String(error));
    assert.equal(error.code, code);
    assert.equal(error.field, 'wasm');
    assert.match(error.message, message);
    if (value !== undefined) assert.equal(error.value, value);
    return true;
  });
};

test('a file that is not there is wasm-fetch with its address and status', async () => {
  await failing(`${base}/missing.wasm`, 'wasm-fetch', /missing\.wasm: HTTP status 404/, 404);
  await failing(await fetch(`${base}/missing.wasm`), 'wasm-fetch', /options\.wasm: HTTP status 404/, 404);
  await failing(new URL('missing.wasm', url), 'wasm-fetch', /missing\.wasm: ENOENT/);
});

test('a server that does not answer is wasm-fetch', async () => {
  const closed = createServer();
  await once(closed.listen(0, '127.0.0.1'), 'listening');
  const { port } = closed.address();
  await once(closed.close(), 'close');
  await failing(`http://127.0.0.1:${port}/kinora.wasm`, 'wasm-fetch', /could not be fetched from http/);
});

test('bytes that are not WebAssembly are wasm-compile', async () => {
  await failing(`${base}/page.wasm`, 'wasm-compile', /page\.wasm \(text\/html\) could not be compiled/);
  await failing(`${base}/junk.wasm`, 'wasm-compile', /junk\.wasm.* could not be compiled/);
  await failing(new Uint8Array([1, 2, 3]), 'wasm-compile', /options\.wasm could not be compiled/);
});

test('WebAssembly that is not ours is wasm-compile', async () => {
  const empty = new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);
  await assert.rejects(encodeWith(empty), { name: 'RecorderError' });
});

test('a module without the codec asked for says so', async () => {
  await assert.rejects(encodeWith(new URL('../../dist/kinora.wasm', import.meta.url), { codec: 'vp9' }), (error) =>
    ['NotSupportedError', 'RecorderError'].includes(error.name),
  );
});
