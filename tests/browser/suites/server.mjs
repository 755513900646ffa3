// The static server: what it answers, and what it does not give away.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { serve } from '../../../tools/serve.mjs';

const root = mkdtempSync(join(tmpdir(), 'kinora-serve-'));
let site;
before(async () => {
  mkdirSync(join(root, 'public'));
  mkdirSync(join(root, 'public-not'));
  writeFileSync(join(root, 'secret.txt'), 'secret');
  writeFileSync(join(root, 'public-not/secret.txt'), 'secret');
  writeFileSync(join(root, 'public/index.html'), '<!doctype html>');
  writeFileSync(join(root, 'public/digits.webm'), '0123456789');
  writeFileSync(join(root, 'public/empty.wasm'), '');
  writeFileSync(join(root, 'public/.hidden'), 'secret');
  symlinkSync(join(root, 'secret.txt'), join(root, 'public/link.txt'));
  symlinkSync(join(root, 'public-not/secret.txt'), join(root, 'public/beside.txt'));
  site = await serve({ mounts: { '/': join(root, 'public') } });
});
after(async () => {
  await site.close();
  rmSync(root, { recursive: true });
});

/** Asks with the path exactly as given; fetch would clean it up. */
const ask = async (path, { method = 'GET', headers = {} } = {}) => {
  const asked = request(site.origin, { method, path, headers });
  asked.end();
  const [response] = await once(asked, 'response');
  let body = '';
  for await (const part of response) body += part;
  return { status: response.statusCode, headers: response.headers, body };
};

test('server: files have their types and the headers of an isolated site', async () => {
  const page = await ask('/');
  assert.equal(page.status, 200);
  assert.equal(page.headers['content-type'], 'text/html; charset=utf-8');
  assert.equal(page.headers['cross-origin-opener-policy'], 'same-origin');
  assert.equal(page.headers['cross-origin-embedder-policy'], 'require-corp');
  assert.equal(page.headers['cross-origin-resource-policy'], 'same-origin');
  const wasm = await ask('/empty.wasm?x');
  assert.deepEqual([wasm.status, wasm.headers['content-type'], wasm.body], [200, 'application/wasm', '']);
});

test('server: a file can be asked for in parts', async () => {
  const part = async (range) => {
    const { status, headers, body } = await ask('/digits.webm', { headers: { range } });
    return [status, headers['content-range'], body];
  };
  assert.deepEqual(await part('bytes=2-4'), [206, 'bytes 2-4/10', '234']);
  assert.deepEqual(await part('bytes=7-'), [206, 'bytes 7-9/10', '789']);
  assert.deepEqual(await part('bytes=-3'), [206, 'bytes 7-9/10', '789']);
  assert.deepEqual(await part('bytes=-30'), [206, 'bytes 0-9/10', '0123456789']);
  assert.deepEqual(await part('bytes=5-99'), [206, 'bytes 5-9/10', '56789']);
  assert.deepEqual(await part('bytes=10-'), [416, 'bytes */10', '']);
  assert.deepEqual(await part('bytes=-0'), [416, 'bytes */10', '']);
  for (const whole of ['bytes=4-2', 'bytes=-', 'lines=1-2', 'bytes=1-2,4-5', 'bytes=x-2']) {
    assert.deepEqual(await part(whole), [200, undefined, '0123456789'], whole);
  }
  assert.equal((await ask('/digits.webm', { method: 'HEAD' })).headers['content-length'], '10');
});

test('server: nothing outside of its folder, nothing hidden, nothing but reading', async () => {
  const outside = [
    ...['/../secret.txt', '/%2e%2e/secret.txt', '/..%2fsecret.txt', '/%2e%2e%2fsecret.txt', '/..%5csecret.txt'],
    ...[
      '/../public-not/secret.txt',
      '/%2e%2e%2fpublic-not/secret.txt',
      '/link.txt',
      '/beside.txt',
      '/.hidden',
      '/nowhere',
      '/%00',
    ],
    '/digits.webm/',
  ];
  for (const path of outside) {
    const { status, body } = await ask(path);
    assert.equal(status, 404, path);
    assert.doesNotMatch(body, /^secret$/, path);
  }
  assert.equal((await ask('/%ff')).status, 400);
  assert.equal((await ask('/', { method: 'POST' })).status, 405);
  assert.equal((await ask('/', { method: 'DELETE' })).status, 405);
});
