// The front of speed and quality: frames a second against PSNR and SSIM at equal bitrate, for the settings that the
// package's efforts stand for and those around them. Build the encoders first: tools/bench/build_encoders. Needs ffmpeg.
//
//   node tools/bench/effort.mjs [--size 640x480] [--frames 30] [--clips canvas,photo] [--codecs vp8,vp9]
//                               [--json FILE] [--svg FILE]
//
// A setting is quality-speed, with -screen where libvpx is told that it sees a screen; the speed is libvpx's cpu-used,
// without VP8's minus sign. Each encodes at the bitrate asked for, and again at one that makes up for what that file
// missed it by, by the WebAssembly build for the time (processor time, the median picture) and by the native one for the
// file, whose bytes must be the same. PSNR (all planes) and SSIM are those that ffmpeg finds, taken at the bitrate asked
// for: on a line through the two files' over the logarithm of their sizes, and nowhere far outside.
// A setting is on the front where no other of the clip is both faster and better.
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs, promisify } from 'node:util';

import { drawClip } from './clips.mjs';
import { plotFronts } from './effort-plot.mjs';
import { openEncoder } from './encoders.mjs';
import { toI420 } from './i420.mjs';
import { median } from './median.mjs';

const { values: options } = parseArgs({
  options: {
    size: { type: 'string', default: '640x480' },
    frames: { type: 'string', default: '30' },
    clips: { type: 'string', default: 'canvas,photo' },
    codecs: { type: 'string', default: 'vp8,vp9' },
    json: { type: 'string' },
    svg: { type: 'string' },
  },
});
const [width, height] = options.size.split('x').map(Number);
const frames = Number(options.frames);
const frameRate = 30;
const bitrate = width * height * 3; // bits a second, as in encode.mjs

const realtime = (...speeds) => speeds.map((speed) => `realtime-${speed}`);
const good = (...speeds) => speeds.map((speed) => `good-${speed}`);
const settingsOf = {
  vp8: [
    ...good(0, 1, 2, 3, 4, 5),
    ...realtime(3, 4, 5, 6, 7, 8, 9, 10, 12, 14, 16),
    'good-4-screen',
    'realtime-6-screen',
  ],
  vp9: [...good(1, 2, 3, 4, 5), ...realtime(5, 6, 7, 8, 9), 'good-4-screen', 'realtime-8-screen'],
};
// What src/codec/vpx_settings.cc chooses, so that the table can say it.
const efforts = {
  vp8: { best: 'good-1', balanced: 'good-4', realtime: 'realtime-6' },
  vp9: { best: 'good-1', balanced: 'good-4', realtime: 'realtime-8' },
};

const folder = await mkdtemp(join(tmpdir(), 'kinora-effort-'));

/** PSNR and SSIM of an IVF file against the raw pictures it was made from. */
async function compare(file, original) {
  const input = ['-f', 'rawvideo', '-pix_fmt', 'yuv420p', '-s', options.size, '-r', `${frameRate}`, '-i', original];
  const graph = '[0:v]split[a][b];[1:v]split[c][d];[a][c]psnr[e];[b][d]ssim[f]';
  const outputs = ['-map', '[e]', '-f', 'null', '-', '-map', '[f]', '-f', 'null', '-'];
  const { stderr } = await promisify(execFile)(
    'ffmpeg',
    ['-hide_banner', '-i', file, ...input, '-lavfi', graph, ...outputs],
    { maxBuffer: 1 << 24 },
  );
  return {
    psnr: Number(/PSNR.* average:([\d.]+)/.exec(stderr)[1]),
    ssim: Number(/SSIM.* All:([\d.]+)/.exec(stderr)[1]),
  };
}

/** Encodes all pictures by both builds at once. */
async function encode(clip, pictures, original) {
  const builds = await Promise.all(['wasm', 'native'].map((build) => openEncoder(build, clip)));
  const milliseconds = [];
  let bytes = 0;
  for (const picture of pictures) {
    const [wasm, native] = [await builds[0].encode(picture), await builds[1].encode(picture)];
    if (wasm.hash !== native.hash) throw new Error(`${clip.codec}: the two builds wrote different bytes`);
    milliseconds.push(wasm.milliseconds);
    bytes += wasm.bytes;
  }
  for (const build of builds) await build.close();
  return {
    milliseconds,
    kilobits: (bytes * 8 * frameRate) / pictures.length / 1000,
    ...(await compare(clip.file, original)),
  };
}

/** The value at the bitrate asked for, on the line through two files. */
function atBitrate(files, name) {
  const [first, second] = files.map(({ kilobits }) => Math.log(kilobits));
  if (Math.abs(second - first) < 0.02) return (files[0][name] + files[1][name]) / 2;
  const share = (Math.log(bitrate / 1000) - first) / (second - first);
  return files[0][name] + (files[1][name] - files[0][name]) * Math.min(1.3, Math.max(-0.3, share));
}

async function measure(codec, name, setting, pictures, original) {
  const [quality, speed, screen] = setting.split('-');
  const clip = {
    codec,
    quality,
    width,
    height,
    speed: codec === 'vp8' && quality === 'realtime' ? -Number(speed) : Number(speed),
    screenContent: screen ? 1 : 0,
    file: join(folder, 'encoded.ivf'),
  };
  const files = [];
  files.push(await encode({ ...clip, bitrate }, pictures, original));
  const missed = Math.min(4, Math.max(0.25, bitrate / 1000 / files[0].kilobits));
  files.push(await encode({ ...clip, bitrate: Math.round(bitrate * missed) }, pictures, original));
  const framesASecond = 1000 / median(files.flatMap(({ milliseconds }) => milliseconds));
  const kilobits = files.map((file) => Math.round(file.kilobits));
  const effort = Object.keys(efforts[codec]).find((one) => efforts[codec][one] === setting) ?? '';
  return {
    codec,
    clip: name,
    setting,
    effort,
    framesASecond,
    psnr: atBitrate(files, 'psnr'),
    ssim: atBitrate(files, 'ssim'),
    kilobits,
  };
}

const results = [];
try {
  for (const name of options.clips.split(',')) {
    const pictures = Array.from({ length: frames }, (_, i) => toI420(drawClip(name, width, height, i), width, height));
    const original = join(folder, `${name}.yuv`);
    await writeFile(original, Buffer.concat(pictures));
    for (const codec of options.codecs.split(',')) {
      await measure(codec, name, settingsOf[codec].at(-2), pictures.slice(0, 8), original); // V8 optimises
      const group = [];
      for (const setting of settingsOf[codec]) group.push(await measure(codec, name, setting, pictures, original));
      for (const one of group) {
        one.front = !group.some((other) => other.framesASecond > one.framesASecond && other.psnr > one.psnr);
      }
      results.push(...group);
    }
  }
} finally {
  await rm(folder, { recursive: true });
}

console.log('| codec | clip | setting | effort | frames a second | PSNR, dB | SSIM | on the front |');
console.log('|---|---|---|---|---:|---:|---:|---|');
for (const { codec, clip, setting, effort, framesASecond, psnr, ssim, front } of results) {
  const numbers = `${framesASecond.toFixed(0)} | ${psnr.toFixed(2)} | ${ssim.toFixed(4)}`;
  console.log(`| ${codec} | ${clip} | ${setting} | ${effort} | ${numbers} | ${front ? 'yes' : ''} |`);
}
if (options.json) await writeFile(options.json, `${JSON.stringify({ settings: options, results }, null, 2)}\n`);
if (options.svg) await writeFile(options.svg, plotFronts(results));
