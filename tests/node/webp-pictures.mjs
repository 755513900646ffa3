// WebP files by libwebp (through ffmpeg), and the same made wrong or dressed up as browsers do.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { run, save } from './judges.mjs';

/** `count` pictures of ffmpeg's moving test card. `more`: options of the encoder. */
export const makeWebps = ({ count = 30, width = 320, height = 240, alpha = false, more = [] } = {}) => {
  const folder = dirname(save(Buffer.alloc(0)));
  const name = `${width}x${height}-${alpha}-${more.join('')}-`;
  const source = `testsrc2=s=${width}x${height}:r=30${alpha ? ",format=yuva420p,geq=lum='lum(X,Y)':cb='cb(X,Y)':cr='cr(X,Y)':a='mod(X+4*N,256)'" : ''}`;
  const { status, stderr } = run(
    ...['ffmpeg', '-v', 'error', '-f', 'lavfi', '-i', source, '-frames:v', String(count)],
    ...['-c:v', 'libwebp', ...more, '-f', 'image2', join(folder, `${name}%05d.webp`)],
  );
  assert.equal(status, 0, stderr);
  return readdirSync(folder)
    .filter((file) => file.startsWith(name))
    .sort()
    .slice(0, count)
    .map((file) => readFileSync(join(folder, file)));
};

export const toUrl = (bytes, type = 'image/webp') => `data:${type};base64,${Buffer.from(bytes).toString('base64')}`;

/** A chunk of a RIFF file, with the byte that makes it even. */
export const chunk = (id, payload, size = payload.length) => {
  const head = Buffer.alloc(8);
  head.write(id, 'latin1');
  head.writeUInt32LE(size, 4);
  return Buffer.concat([head, payload, Buffer.alloc(payload.length & 1)]);
};

export const riff = (...chunks) => chunk('RIFF', Buffer.concat([Buffer.from('WEBP'), ...chunks]));

/** The payload of the chunk that begins at byte 12: of a plain lossy file, its VP8 frame. */
export const frameOf = (webp) => webp.subarray(20, 20 + webp.readUInt32LE(16));

export const extended = (width, height, flags = 0x20) => {
  const payload = Buffer.alloc(10);
  payload[0] = flags;
  payload.writeUIntLE(width - 1, 4, 3);
  payload.writeUIntLE(height - 1, 7, 3);
  return chunk('VP8X', payload);
};

/** The same picture as canvas.toDataURL writes it today: VP8X, a colour profile of odd length, and more around it. */
export const dressUp = (webp, width, height) =>
  riff(
    extended(width, height, 0x2c),
    chunk('ICCP', Buffer.alloc(457, 'profile ')),
    chunk('VP8 ', frameOf(webp)),
    chunk('EXIF', Buffer.from('odd')),
    chunk('XMP ', Buffer.from('<x:xmpmeta/>\x9d\x01\x2a')),
  );
