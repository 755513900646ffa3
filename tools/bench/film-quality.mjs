// How much of the pictures that were drawn is in a film: by ffmpeg, against the pictures themselves.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readNumber } from './frame-number.mjs';

const accurate = 'flags=accurate_rnd+full_chroma_int+bicubic';
const bt601 = 'out_color_matrix=bt601:out_range=tv';

const run = (program, ...options) => {
  const { status, stdout, stderr, error } = spawnSync(program, options, { maxBuffer: 1 << 30 });
  if (error) throw error;
  return { status, stdout, stderr: String(stderr) };
};

const ffmpeg = (...options) => {
  const result = run('ffmpeg', '-y', '-v', 'error', ...options);
  if (result.status !== 0)
    throw new Error(
      `ffmpeg: ${result.stderr
        .trim()
        .split('\n')[0]
        .replace(/^\[.*?\] /, '')}`,
    );
  return result;
};

/** The Y'CbCr matrix that a film's Colour element states; ffmpeg takes VP8 for BT.601 whatever it says. */
const statedMatrix = (path) => {
  const [, matrix] = /MatrixCoefficients +: (\d+)/.exec(String(run('webm_info', '-i', path).stdout)) ?? [];
  return matrix === '1' ? 'bt709' : 'bt601';
};

/**
 * Judges films of the same pictures.
 * @param {Buffer[]} pictures RGBA with their numbers in them, see frame-number.mjs
 * @returns {{ judge: (film: Buffer) => { kept: number, psnr: number, ssim: number }, close: () => void }} `kept`:
 *     different pictures in the film; `psnr`, dB over all planes, and `ssim`: of those, as BT.601 4:2:0
 */
export const openJudge = (pictures, width, height) => {
  const folder = mkdtempSync(join(tmpdir(), 'kinora-bench-'));
  const [drawn, film, kept, source] = ['drawn.rgba', 'film.webm', 'kept.yuv', 'source.yuv'].map((n) => join(folder, n));
  const size = `${width}x${height}`;
  const bytes = (width * height * 3) / 2;
  writeFileSync(drawn, Buffer.concat(pictures));
  const { stdout: originals } = ffmpeg(
    ...['-f', 'rawvideo', '-pix_fmt', 'rgba', '-s', size, '-i', drawn],
    ...['-vf', `scale=${bt601}:${accurate}`, '-pix_fmt', 'yuv420p', '-f', 'rawvideo', '-'],
  );
  const raw = ['-f', 'rawvideo', '-pix_fmt', 'yuv420p', '-s', size];
  /** What one of ffmpeg's filters that compare two films says last. */
  const compare = (filter, pattern) => {
    const { stderr } = ffmpeg(
      '-v',
      'info',
      ...raw,
      '-i',
      kept,
      ...raw,
      '-i',
      source,
      '-lavfi',
      filter,
      '-f',
      'null',
      '-',
    );
    return Number(pattern.exec(stderr)[1]);
  };
  return {
    judge(encoded) {
      writeFileSync(film, encoded);
      const { stdout } = ffmpeg(
        ...['-i', film, '-fps_mode', 'passthrough'],
        ...['-vf', `scale=in_color_matrix=${statedMatrix(film)}:in_range=tv:${bt601}:${accurate}`],
        ...['-pix_fmt', 'yuv420p', '-f', 'rawvideo', '-'],
      );
      const seen = new Map();
      for (let at = 0; at + bytes <= stdout.length; at += bytes) {
        const picture = stdout.subarray(at, at + bytes);
        const number = readNumber(picture, width);
        if (number < pictures.length && !seen.has(number)) seen.set(number, picture);
      }
      if (seen.size === 0) throw new Error('no picture of the film can be decoded');
      writeFileSync(kept, Buffer.concat([...seen.values()]));
      writeFileSync(source, Buffer.concat([...seen.keys()].map((i) => originals.subarray(i * bytes, (i + 1) * bytes))));
      return {
        kept: seen.size,
        psnr: compare('psnr', /average:([\d.]+|inf)/),
        ssim: compare('ssim', /All:([\d.]+)/),
      };
    },
    close: () => rmSync(folder, { recursive: true }),
  };
};
