// Films that others make, repairs, and what ffmpeg reads of both.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { repair } from '../../dist/repair.js';
import { run, save } from './judges.mjs';

/** Runs ffmpeg, which must have nothing to say, and returns the file it makes. */
export const made = (name, ...args) => {
  const path = save(new Uint8Array(), name);
  const { status, stderr } = run('ffmpeg', '-v', 'error', '-y', ...args, path);
  assert.equal(stderr, '');
  assert.equal(status, 0);
  return readFileSync(path);
};

/** What ffmpeg reads: of each stream its packets, as `pts hash`; `complaint` is what it says. */
export const packetsOf = (bytes) => {
  const path = save(bytes);
  const { stdout, stderr } = run(
    ...['ffmpeg', '-v', 'warning', '-i', path, '-map', '0', '-c', 'copy', '-copyts', '-f', 'framemd5', '-'],
  );
  const streams = [];
  for (const line of stdout.toString().split('\n')) {
    if (!line || line.startsWith('#')) continue;
    const [stream, , pts, , size, hash] = line.split(',').map((field) => field.trim());
    (streams[Number(stream)] ??= []).push({ pts: Number(pts), frame: `${size} ${hash}` });
  }
  return { streams, complaint: stderr };
};

export const repaired = async (bytes, options) => {
  let report;
  const blob = await repair(new Blob([bytes]), { onReport: (found) => (report = found), ...options });
  return { bytes: Buffer.from(await blob.arrayBuffer()), report, blob };
};
