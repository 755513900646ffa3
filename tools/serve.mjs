#!/usr/bin/env node
// A static file server without dependencies, for the demo page and the browser tests.
//
//   tools/serve.mjs [folder, default build/demo] [--port 8080] [--host 127.0.0.1]
//
// Every answer carries the headers of a cross-origin isolated site, so that the page may use what needs it. Files are
// never cached, and can be asked for in parts, as media elements do.
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const types = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.mjs': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.webm': 'video/webm',
};

/** Cross-origin isolation, and no guessing of types. */
export const isolation = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
  'cross-origin-resource-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
};

/** The file's path for a URL's path, or null: outside of every mount, hidden, or not there. */
const findFile = async (mounts, path) => {
  const prefix = Object.keys(mounts)
    .filter((each) => path.startsWith(each))
    .sort((a, b) => b.length - a.length)[0];
  // Hidden files are nobody's business, and `..` would lead out.
  if (prefix === undefined || /\0|\\|(^|\/)\./.test(path)) return null;
  try {
    const root = await realpath(mounts[prefix]);
    // A link may lead out as well.
    const file = await realpath(join(root, path.slice(prefix.length)));
    if (file !== root && !file.startsWith(root + sep)) return null;
    const found = await stat(file);
    if (found.isFile()) return { file, size: found.size };
    return path.endsWith('/') ? await findFile(mounts, `${path}index.html`) : null;
  } catch {
    return null;
  }
};

/**
 * The part of a file that a Range header asks for: `{ start, end }`, both included; null for the whole file;
 * 'unsatisfiable' for a part that is not there. Several parts at once are answered with the whole (RFC 9110, 14.2).
 */
const parseRange = (header, size) => {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? '');
  if (!match || (match[1] === '' && match[2] === '')) return null;
  const [first, last] = match.slice(1);
  const start = first === '' ? Math.max(size - Number(last), 0) : Number(first);
  const end = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1);
  if (first !== '' && last !== '' && Number(last) < start) return null;
  return start < size && start <= end ? { start, end } : 'unsatisfiable';
};

const answerFile = async (request, response, { mounts, alter }, path) => {
  const { status: forced, headers: more } = alter?.(path) ?? {};
  const found = forced ? null : await findFile(mounts, path);
  if (!found) {
    response.writeHead(forced ?? 404, { ...isolation, 'content-type': 'text/plain; charset=utf-8', ...more });
    response.end(`${path} is not here\n`);
    return;
  }
  const { file, size } = found;
  const headers = {
    ...isolation,
    'content-type': types[extname(file)] ?? 'application/octet-stream',
    'cache-control': 'no-store',
    'accept-ranges': 'bytes',
  };
  // A header altered to undefined is left out.
  for (const [name, value] of Object.entries(more ?? {})) {
    if (value === undefined) delete headers[name];
    else headers[name] = value;
  }
  const range = parseRange(request.headers.range, size);
  if (range === 'unsatisfiable') {
    response.writeHead(416, { ...headers, 'content-range': `bytes */${size}` }).end();
    return;
  }
  const { start, end } = range ?? { start: 0, end: size - 1 };
  headers['content-length'] = end - start + 1;
  if (range) headers['content-range'] = `bytes ${start}-${end}/${size}`;
  response.writeHead(range ? 206 : 200, headers);
  if (request.method === 'HEAD' || size === 0) response.end();
  else {
    createReadStream(file, { start, end })
      .on('error', () => response.destroy())
      .pipe(response);
  }
};

const answer = async (request, response, options) => {
  let path;
  try {
    path = decodeURIComponent(new URL(request.url, 'http://localhost').pathname);
  } catch {
    response.writeHead(400).end();
    return;
  }
  if (request.method === 'POST' && options.receive) {
    const parts = [];
    for await (const part of request) parts.push(part);
    response.writeHead(200, isolation).end(options.receive(path, Buffer.concat(parts)));
  } else if (request.method === 'GET' || request.method === 'HEAD') {
    await answerFile(request, response, options, path);
  } else {
    response.writeHead(405, { allow: 'GET, HEAD' }).end();
  }
};

/**
 * Serves folders until it is closed.
 * @param {object} options
 * @param {Record<string, string>} options.mounts folders by the URL path (with its last slash) they appear under
 * @param {number} [options.port] default 0: any free one
 * @param {string} [options.host] default 127.0.0.1
 * @param {(path: string) => { status?: number, headers?: Record<string, string | undefined> } | undefined}
 *   [options.alter] changes an answer's headers, or answers with nothing but a status
 * @param {(path: string, body: Buffer) => string} [options.receive] takes what is sent by POST, and answers
 * @returns {Promise<{ origin: string, close: () => Promise<void> }>}
 */
export const serve = async ({ port = 0, host = '127.0.0.1', ...options }) => {
  const server = createServer((request, response) => {
    answer(request, response, options).catch((error) => response.destroy(error));
  });
  await once(server.listen(port, host), 'listening');
  const close = async () => {
    const closed = once(server, 'close');
    server.close();
    // Browsers keep connections open for later.
    server.closeAllConnections();
    await closed;
  };
  return { origin: `http://${host}:${server.address().port}`, close };
};

const main = async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { port: { type: 'string' }, host: { type: 'string' } },
  });
  const folder = resolve(positionals[0] ?? fileURLToPath(new URL('../build/demo', import.meta.url)));
  const wanted = values.port ?? process.env.PORT;
  const start = (port) => serve({ mounts: { '/': folder }, port, host: values.host });
  const { origin } = await start(Number(wanted ?? 8080)).catch((error) => {
    // Only a port that somebody asked for has to be that one.
    if (error.code === 'EADDRINUSE' && wanted === undefined) return start(0);
    console.error(`serve: ${error.message}; choose another port with --port or the variable PORT`);
    process.exit(1);
  });
  console.log(`\n  kinora's demo is at  ${origin}/\n  stop it with Ctrl+C\n`);
};

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) await main();
