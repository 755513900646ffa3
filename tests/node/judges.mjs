// Other people's programs that read a WebM file: what they see in it, and whether they find fault with it.
import assert from 'node:assert/strict';
import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { forked } from './forked.mjs';

const folder = mkdtempSync(join(tmpdir(), 'kinora-node-test-'));
let files = 0;

/**
 * What mediaconch finds fault with. It sleeps half a second for each file, so that no test waits for it: the faults fail
 * the tests as a whole. One file after the other: it keeps a database at home.
 */
const faults = [];
let judging = Promise.resolve();
after(async () => {
  await judging;
  rmSync(folder, { recursive: true, force: true });
  assert.deepEqual(faults, []);
});

/** Writes `bytes` to a file of its own and returns its path. */
export const save = (bytes, name = 'film.webm') => {
  const path = join(folder, `${files++}-${name}`);
  writeFileSync(path, bytes);
  return path;
};

const programs = new Map();

/** Of these most of the time is their start. Forks are Linux's. */
const slowToStart = new Set(process.platform === 'linux' ? ['ffmpeg', 'ffprobe'] : []);

const start = (program, args) => {
  if (!slowToStart.has(program)) return spawnSync(program, args, { maxBuffer: 1 << 30 });
  if (!programs.has(program)) programs.set(program, forked(program, folder));
  return programs.get(program)(args);
};

/** Runs a program to its end. */
export const run = (program, ...args) => {
  const { status, stdout, stderr, error } = start(program, args);
  if (error) throw error;
  return { status, stdout, stderr: stderr.toString(), text: stdout.toString() };
};

/** The Y'CbCr matrix that the file's Colour element states, by ffmpeg's name; BT.601 is taken where there is none. */
const statedMatrix = (path) => {
  const [, matrix = 6] = /MatrixCoefficients +: (\d+)/.exec(run('webm_info', '-i', path).text) ?? [];
  return { 1: 'bt709', 6: 'bt601' }[matrix];
};

/**
 * Every picture of the file as RGB, decoded by libvpx, which must have nothing to complain about. `matrix`: the
 * Y'CbCr that the file must state. Frames that follow each other closely are kept apart by the file's own time base.
 */
export const decode = (path, codec, width, height, matrix = 'bt601') => {
  const decoder = codec === 'vp9' ? 'libvpx-vp9' : 'libvpx';
  assert.equal(statedMatrix(path), matrix);
  const { status, stdout, stderr } = run(
    ...['ffmpeg', '-v', 'warning', '-c:v', decoder, '-i', path, '-fps_mode', 'passthrough'],
    ...['-enc_time_base', '-1'],
    // ffmpeg takes VP8 for BT.601 whatever the file says.
    ...['-vf', `scale=in_color_matrix=${matrix}:in_range=tv:flags=accurate_rnd+full_chroma_int+bicubic`],
    // PPM pictures one after the other: of raw ones that are very small, ffmpeg complains about the bitrate.
    ...['-f', 'rawvideo', '-c:v', 'ppm', '-'],
  );
  assert.equal(stderr, '');
  assert.equal(status, 0);
  const header = `P6\n${width} ${height}\n255\n`;
  const size = header.length + width * height * 3;
  assert.equal(stdout.length % size, 0);
  return Array.from({ length: stdout.length / size }, (_, index) => {
    const picture = stdout.subarray(index * size, (index + 1) * size);
    assert.equal(picture.toString('latin1', 0, header.length), header);
    return picture.subarray(header.length);
  });
};

/** What ffprobe reads: `{ streams, packets, format }`. */
export const probe = (path) => {
  const { stderr, text } = run(
    ...['ffprobe', '-v', 'warning', '-show_streams', '-show_packets', '-show_format', '-of', 'json', path],
  );
  assert.equal(stderr, '');
  return JSON.parse(text);
};

const linter = fileURLToPath(new URL('../../build/native/webm_lint', import.meta.url));

/** The file keeps the rules of docs/WEBM.md, but for findings that `except` matches. */
export const assertRules = (path, except) => {
  const { status, text, stderr } = run(linter, path);
  const findings = text.split('\n').filter((line) => line && !except?.test(line));
  assert.equal(findings.join('\n') + stderr, '');
  if (!except) assert.equal(status, 0);
};

/** No validator finds anything in a finished file; `except` as assertRules has it. */
export const assertFlawless = (path, except) => {
  assertRules(path, except);
  const info = run('webm_info', '-all', '-i', path);
  assert.equal(info.status, 0, info.text + info.stderr);
  assert.equal(info.stderr, '');
  const merged = run('mkvmerge', '-o', `${path}.mkv`, path);
  assert.equal(merged.status, 0, merged.text);
  assert.doesNotMatch(merged.text, /warning|error/i);
  const { stack } = new Error();
  judging = judging.then(() => judge(path, stack));
};

/** `asked`: the stack of who wants to know. */
const judge = async (path, asked) => {
  const env = { ...process.env, HOME: folder, XDG_DATA_HOME: folder };
  const { stdout } = await promisify(execFile)('mediaconch', ['-mc', path], { env }).catch((error) => error);
  if (!/^pass! /m.test(stdout) || /fail/.test(stdout)) faults.push(`${stdout}\n${asked}`);
};
