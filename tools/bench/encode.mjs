// Encoding speed in Node: our libvpx, the same libvpx compiled plainly, and native libvpx with its assembly, picture by
// picture in one run, one thread each. Build them first: tools/bench/build_encoders.
//
//   node tools/bench/encode.mjs [--sizes 640x480,1280x720,1920x1080] [--clips canvas,photo]
//                               [--encoders vp8-realtime-4,vp8-realtime-8,...] [--frames 40] [--rounds 3]
//                               [--builds native,wasm,wasm-plain] [--json FILE] [--against FILE]
//
// An encoder is codec-quality-speed; the speed is libvpx's cpu-used, without VP8's minus sign. Every build encodes
// picture i before any encodes picture i + 1, in alternating order, so that a neighbour's load falls on all alike. Times
// are processor time of the encoding alone. Ratios are medians over all pictures of all rounds. V8 optimises a function
// once it has run for a while: everything is encoded four times at the first size before anything is measured, and a few
// pictures before each measurement. The builds' packets must be the same bytes, or the run fails.
// --json saves the run; --against prints each ratio beside that of a saved run.
import { readFile, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';

import { drawClip } from './clips.mjs';
import { openEncoder } from './encoders.mjs';
import { toI420 } from './i420.mjs';
import { median } from './median.mjs';

const list = (text) => text.split(',');
const defaults = {
  sizes: '640x480,1280x720,1920x1080',
  clips: 'canvas,photo',
  encoders: 'vp8-realtime-4,vp8-realtime-6,vp8-realtime-8,vp8-realtime-12,vp8-good-4,vp9-realtime-8',
  builds: 'native,wasm,wasm-plain',
  frames: '40',
  rounds: '3',
};
const { values: options } = parseArgs({
  options: {
    ...Object.fromEntries(Object.entries(defaults).map(([name, value]) => [name, { type: 'string', default: value }])),
    json: { type: 'string' },
    against: { type: 'string' },
  },
});
const builds = list(options.builds);
const frames = Number(options.frames);
const warmUp = { rounds: 4, frames: 8 };
const ours = builds.includes('wasm') ? 'wasm' : builds[0];

/** Frame i of the clip goes to each build in turn; returns milliseconds[build][frame]. */
async function runRound(clip, pictures, round) {
  const encoders = await Promise.all(builds.map((build) => openEncoder(build, clip)));
  const milliseconds = builds.map(() => []);
  for (const [index, picture] of pictures.entries()) {
    const results = [];
    for (let turn = 0; turn < builds.length; ++turn) {
      const which = (turn + index + round) % builds.length;
      results[which] = await encoders[which].encode(picture);
      milliseconds[which].push(results[which].milliseconds);
    }
    const different = results.findIndex(({ hash }) => hash !== results[0].hash);
    if (different > 0) throw new Error(`frame ${index}: ${builds[different]} wrote other bytes than ${builds[0]}`);
  }
  for (const encoder of encoders) await encoder.close();
  return milliseconds;
}

async function measure(clip, pictures) {
  const times = builds.map(() => []);
  await runRound(clip, pictures.slice(0, warmUp.frames), 0);
  for (let round = 0; round < Number(options.rounds); ++round) {
    for (const [which, measured] of (await runRound(clip, pictures, round)).entries()) times[which].push(...measured);
  }
  const own = times[builds.indexOf(ours)];
  const { name, size, encoder } = clip;
  return {
    clip: name,
    size,
    encoder,
    milliseconds: Object.fromEntries(builds.map((build, which) => [build, median(times[which])])),
    // How many times as fast as each of the others ours is.
    speed: Object.fromEntries(builds.map((build, which) => [build, median(times[which].map((t, i) => t / own[i]))])),
  };
}

/** Every clip of the options, with its pictures, for every encoder, at each of the sizes. */
function* entries(sizes) {
  for (const size of sizes) {
    const [width, height] = size.split('x').map(Number);
    for (const name of list(options.clips)) {
      const pictures = Array.from({ length: frames }, (_, i) =>
        toI420(drawClip(name, width, height, i), width, height),
      );
      for (const encoder of list(options.encoders)) {
        const [codec, quality, speed] = encoder.split('-');
        const cpuUsed = codec === 'vp8' && quality === 'realtime' ? -Number(speed) : Number(speed);
        const bitrate = width * height * 3;
        yield { clip: { name, size, encoder, width, height, codec, quality, speed: cpuUsed, bitrate }, pictures };
      }
    }
  }
}

const saved = options.against ? JSON.parse(await readFile(options.against, 'utf8')).results : [];
const others = builds.filter((build) => build !== ours);
console.log(
  `| clip | size | encoder | ${builds.map((build) => `${build}, ms`).join(' | ')} | ` +
    `${others.map((build) => `ours : ${build}`).join(' | ')} |`,
);
console.log(`|---|---|---|${'---:|'.repeat(builds.length + others.length)}`);

const sizes = list(options.sizes);
for (const { clip, pictures } of entries(sizes.slice(0, 1))) {
  for (let round = 0; round < warmUp.rounds; ++round) await runRound(clip, pictures, round);
}
const results = [];
for (const { clip, pictures } of entries(sizes)) {
  const { name, size, encoder } = clip;
  const result = await measure(clip, pictures);
  results.push(result);
  const before = saved.find((one) => one.clip === name && one.size === size && one.encoder === encoder);
  const ratio = (build) =>
    result.speed[build].toFixed(2) + (before?.speed[build] ? ` (${before.speed[build].toFixed(2)})` : '');
  console.log(
    `| ${name} | ${size} | ${encoder} | ${builds.map((build) => result.milliseconds[build].toFixed(1)).join(' | ')}` +
      ` | ${others.map(ratio).join(' | ')} |`,
  );
}
if (options.json) {
  const { json: _json, against: _against, ...settings } = options;
  const machine = { cpu: cpus()[0].model, node: process.version, v8: process.versions.v8 };
  await writeFile(options.json, `${JSON.stringify({ settings, machine, results }, null, 2)}\n`);
}
