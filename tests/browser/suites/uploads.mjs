// The recipes of docs/recipes/uploading.md, against the receiver that stands there.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { run } from '../../node/judges.mjs';
import { has, withPage } from '../engine.mjs';
import { assertFixedFilm, numbersIn, upTo } from '../films.mjs';
import { site } from '../site.mjs';
import { call } from './in-page.mjs';

const folder = mkdtempSync(join(tmpdir(), 'kinora-uploads-'));
let receiver;
let lines;
let url;

before(async () => {
  const [key, cert] = ['key.pem', 'cert.pem'].map((name) => join(folder, name));
  const made = run(
    ...['openssl', 'req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2'],
    ...['-subj', '/CN=localhost', '-keyout', key, '-out', cert],
  );
  assert.equal(made.status, 0, made.stderr);
  const script = fileURLToPath(new URL('../../../tools/receive.mjs', import.meta.url));
  receiver = spawn(process.execPath, [script, join(folder, 'received'), '--key', key, '--cert', cert], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  lines = createInterface(receiver.stdout)[Symbol.asyncIterator]();
  url = (await lines.next()).value;
});

after(() => {
  receiver.kill();
  rmSync(folder, { recursive: true, force: true });
});

const inPage = async (name, ...args) =>
  withPage((await site()).open, (page) => call(page, 'uploading', name, ...args), {
    expected: /Failed to load resource/,
  });

/** Before it a page whose browser crashed may have broken off. */
const received = async (file) => {
  let { value } = await lines.next();
  if (value === `${file} broke off`) ({ value } = await lines.next());
  assert.equal(value, `received ${file}`);
  return readFileSync(join(folder, 'received', file));
};

// Elsewhere a recording is sent in parts.
if (has('streams as request bodies')) {
  test('a request whose body is the recording', async () => {
    assert.equal(await inPage('sendByFetch', `${url}/stream.webm`, 60), 201);
    assertFixedFilm(await received('stream.webm'), 60);
  });

  test('a server that refuses breaks the stream, and the recording ends by an error', async () => {
    const { events } = await inPage('sendToNobody', `${url}/no/such/place`, 60);
    assert.deepEqual(
      events.map((event) => event.error?.code ?? event),
      ['start', 'output-failed', 'dataavailable', 'stop'],
    );
  });
}

test('parts over a WebSocket', async () => {
  const sent = await inPage('sendBySocket', `${url.replace('http', 'ws')}/socket.webm`, 60);
  assert.ok(sent >= 8, `${sent} parts`);
  assertFixedFilm(await received('socket.webm'), 60);
});

test('who goes away leaves what was sent', async () => {
  await inPage('sendBySocket', `${url.replace('http', 'ws')}/left.webm`, 60, true);
  assert.equal((await lines.next()).value, 'left.webm broke off');
  const numbers = numbersIn(readFileSync(join(folder, 'received/left.webm.part')));
  assert.ok(numbers.length > 30, `${numbers.length} frames`);
  assert.deepEqual(numbers, upTo(numbers.length));
});
