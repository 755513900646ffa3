#!/usr/bin/env node
// Receives recordings while they are made, and writes them to files: the other end of docs/recipes/uploading.md.
//
// Usage: tools/receive.mjs FOLDER [--port N] [--key FILE --cert FILE]
//   POST /NAME.webm         a body that streams; browsers send one over HTTP/2 only, which needs a key and a certificate
//   WebSocket /NAME.webm    each binary message is the next part; closed with code 1000 at the end
// While it comes, a recording is NAME.webm.part, a live WebM that plays already; then it is NAME.webm. What breaks off
// stays NAME.webm.part.
import { createWriteStream, mkdirSync, readFileSync, renameSync } from 'node:fs';
import { createServer } from 'node:http';
import { createSecureServer } from 'node:http2';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { WebSocketServer, createWebSocketStream } from 'ws';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { port: { type: 'string', default: '0' }, key: { type: 'string' }, cert: { type: 'string' } },
});
const [folder] = positionals;
if (!folder) {
  console.error('receive: which folder? tools/receive.mjs FOLDER [--port N] [--key FILE --cert FILE]');
  process.exit(2);
}
mkdirSync(folder, { recursive: true });

/** The file of a request; undefined for a path that is not one plain name. */
const fileOf = (url) => /^\/([\w-]+\.webm)$/.exec(url)?.[1];

/** Writes the stream to the file; whoever sends waits for the disk. */
const receive = async (name, stream) => {
  const path = join(folder, name);
  await pipeline(stream, createWriteStream(`${path}.part`));
  renameSync(`${path}.part`, path);
  console.log(`received ${name}`);
};

// Anybody may send: this is for trying things out.
const open = { 'access-control-allow-origin': '*', 'access-control-allow-headers': '*' };

const answer = async (request, response) => {
  const respond = (status) => response.writeHead(status, open).end();
  const name = fileOf(request.url);
  if (request.method === 'OPTIONS') return respond(204);
  if (request.method !== 'POST') return respond(405);
  if (!name) return respond(404);
  try {
    await receive(name, request);
    respond(201);
  } catch {
    console.log(`${name} broke off`);
  }
};

const secure = values.key && values.cert;
const server = secure
  ? createSecureServer({ key: readFileSync(values.key), cert: readFileSync(values.cert), allowHTTP1: true }, answer)
  : createServer(answer);

const sockets = new WebSocketServer({ noServer: true });
server.on('upgrade', (request, socket, head) => {
  const name = fileOf(request.url);
  if (!name) return socket.end('HTTP/1.1 404 Not Found\r\n\r\n');
  sockets.handleUpgrade(request, socket, head, (webSocket) => {
    const stream = createWebSocketStream(webSocket);
    // A connection that is lost ends the stream like one that was closed; only the code tells them apart.
    webSocket.once('close', (code) => code !== 1000 && stream.destroy(new Error(`closed with code ${code}`)));
    receive(name, stream).catch(() => console.log(`${name} broke off`));
  });
});
server.listen(Number(values.port), '127.0.0.1', () => {
  console.log(`http${secure ? 's' : ''}://localhost:${server.address().port}`);
});
