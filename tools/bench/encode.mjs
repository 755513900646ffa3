// Encoding speed in Node: our libvpx against the same libvpx compiled plainly, frame by frame in one run.
//
//   node tools/bench/encode.mjs [--codec vp8|vp9] [--size 1280x720] [--frames 60] [--clip canvas|photo]
//                               [--effort realtime|balanced|best] [--rounds 5] [--json]
//
// Needs build/wasm (tools/build/build) and build/wasm-plain (tools/bench/build_plain). Every entrant encodes frame i
// before any encodes frame i + 1, in alternating order, so that a neighbour's load falls on all alike. Times are the
// process's CPU time around addSlot: colour conversion, encoding and writing. Both entrants convert colours with the
// same SIMD code; what differs is libvpx.
import { createHash } from 'node:crypto';
import { parseArgs } from 'node:util';

import { drawClip } from './clips.mjs';
import { instantiate } from './instantiate.mjs';

const { values: options } = parseArgs({
  options: {
    codec: { type: 'string', default: 'vp8' },
    size: { type: 'string', default: '1280x720' },
    frames: { type: 'string', default: '60' },
    clip: { type: 'string', default: 'canvas' },
    effort: { type: 'string', default: 'realtime' },
    rounds: { type: 'string', default: '5' },
    json: { type: 'boolean', default: false },
  },
});
const [width, height] = options.size.split('x').map(Number);
const frames = Number(options.frames);
const frameRate = 30;
const builds = ['wasm', 'wasm-plain'];

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];

/** One entrant with its own recorder; `add` encodes the frame and returns milliseconds of CPU time. */
async function entrant(build) {
  const module = await instantiate(build, options.codec);
  const hash = createHash('sha256');
  const recorder = module.createRecorder(
    {
      codec: options.codec,
      width,
      height,
      bitrate: width * height * frameRate * 0.1,
      frameRate,
      constantFrameRate: true,
      keyFrameInterval: 5,
      rateControl: 'variable',
      effort: options.effort,
      colorSpace: 'bt601',
      layout: 'live',
    },
    (_position, bytes) => hash.update(bytes),
  );
  if (!recorder) throw new Error(module.lastError().message);
  return {
    build,
    add(pixels, index) {
      recorder.frameSlot().set(pixels);
      const start = process.cpuUsage();
      const size = recorder.addSlot('rgba', Math.round((index * 1e6) / frameRate), Math.round(1e6 / frameRate), false);
      const { user, system } = process.cpuUsage(start);
      if (size < 0) throw new Error(module.lastError().message);
      return (user + system) / 1000;
    },
    finish() {
      recorder.finish(NaN);
      recorder.delete();
      return hash.digest('hex');
    },
  };
}

const times = Object.fromEntries(builds.map((build) => [build, []]));
const ratios = [];
for (let round = 0; round < Number(options.rounds); ++round) {
  const entrants = await Promise.all(builds.map(entrant));
  const total = Object.fromEntries(builds.map((build) => [build, 0]));
  for (let index = 0; index < frames; ++index) {
    const pixels = drawClip(options.clip, width, height, index);
    const order = index % 2 ? entrants : entrants.toReversed();
    for (const one of order) {
      const milliseconds = one.add(pixels, index);
      if (index >= 6) total[one.build] += milliseconds; // the first frames run before V8 has optimised the module
    }
  }
  const hashes = new Set(entrants.map((one) => one.finish()));
  if (hashes.size !== 1) throw new Error('the builds wrote different bytes');
  for (const build of builds) times[build].push(total[build] / (frames - 6));
  ratios.push(total['wasm-plain'] / total.wasm);
}

const result = {
  ...options,
  milliseconds: Object.fromEntries(builds.map((build) => [build, Number(median(times[build]).toFixed(2))])),
  ratio: Number(median(ratios).toFixed(2)),
};
if (options.json) {
  console.log(JSON.stringify(result));
} else {
  console.log(
    `${options.codec} ${options.effort}, ${options.size}, ${options.clip} clip, ${options.rounds} rounds of ${frames} frames`,
  );
  for (const build of builds) {
    console.log(`  ${build.padEnd(10)} ${result.milliseconds[build].toFixed(2).padStart(8)} ms a frame`);
  }
  console.log(`  plain / ours: ${result.ratio} (median of rounds; bytes identical)`);
}
