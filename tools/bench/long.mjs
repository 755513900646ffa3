// A long recording to a file of the origin private file system, faster than real time: is memory flat, is the file
// whole, does it seek to the very frame? JSON, in Chromium.
//
//   node tools/bench/long.mjs [--minutes 30] [--size 1280x720] [--rate 30] [--codec vp8|vp9] [--bitrate 500000]
//
// Needs dist/ (tools/build/build). `memory`: bytes of the page and its worker after each minute of film, by
// performance.measureUserAgentSpecificMemory(), which leaves the WebAssembly heap out; `resident`: of all of Chromium's
// processes; `growth`: of both, the last against the first. `seeks`: frames that a <video>
// shows at places spread over the film, and those it should show.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { use, withPage } from '../../tests/browser/engine.mjs';
import { chromium } from '../../tests/browser/engines/chromium.mjs';
import { startSite } from '../../tests/browser/site.mjs';
import { assertFlawless, probe, save } from '../../tests/node/judges.mjs';

const { values: options } = parseArgs({
  options: {
    minutes: { type: 'string', default: '30' },
    size: { type: 'string', default: '1280x720' },
    rate: { type: 'string', default: '30' },
    codec: { type: 'string', default: 'vp8' },
    bitrate: { type: 'string', default: '500000' },
  },
});
const [width, height] = options.size.split('x').map(Number);
const given = { ...options, width, height, rate: Number(options.rate), bitrate: Number(options.bitrate) };
const frames = Number(options.minutes) * 60 * given.rate;
assert.ok(frames <= 65_535, 'the picture has 16 bits for its number');

/** Runs in the page: starts the recording, which goes on piece by piece. */
const open = async ({ codec, width, height, rate, bitrate }) => {
  const { CanvasRecorder } = await import('/dist/index.js');
  const scene = await import('/page/scene.mjs');
  const canvas = Object.assign(document.createElement('canvas'), { width, height });
  const context = canvas.getContext('2d');
  context.setTransform(width / scene.width, 0, 0, height / scene.height, 0, 0);
  const output = await (await navigator.storage.getDirectory()).getFileHandle('long.webm', { create: true });
  const recorder = new CanvasRecorder(canvas, { clock: 'fixed', frameRate: rate, codec, bitrate, output });
  await recorder.start();
  globalThis.film = {
    recorder,
    async capture(from, to) {
      for (let number = from; number < to; number++) {
        for (const [x, y, wide, high, color] of scene.rectangles(number)) {
          context.fillStyle = `rgb(${color})`;
          context.fillRect(x, y, wide, high);
        }
        context.fillStyle = `hsl(${number % 360} 80% 50%)`;
        context.fillRect(number % 150, 62, 10, 26);
        await recorder.captureFrame();
      }
    },
  };
};

/** Runs in the page: ends it, seeks in it, and sends it. */
const close = async (times) => {
  const scene = await import('/page/scene.mjs');
  const { send, event } = await import('/page/filming.mjs');
  const file = await globalThis.film.recorder.stop();
  const video = Object.assign(document.createElement('video'), { muted: true, src: URL.createObjectURL(file) });
  await event(video, 'loadeddata');
  const context = new OffscreenCanvas(scene.width, scene.height).getContext('2d', { willReadFrequently: true });
  const numbers = [];
  for (const time of times) {
    const shown = Promise.all([
      event(video, 'seeked'),
      new Promise((resolve) => video.requestVideoFrameCallback(resolve)),
    ]);
    video.currentTime = time;
    await shown;
    context.drawImage(video, 0, 0, scene.width, scene.height);
    numbers.push(scene.readNumber(context.getImageData(0, 0, scene.width, scene.height).data, 4));
  }
  return { numbers, duration: video.duration, film: await send(file), stats: globalThis.film.recorder.stats };
};

/** Bytes of memory that a process and its descendants have. */
const residentOf = (pid) => {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean);
  const pages = Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]);
  return children.reduce((sum, child) => sum + residentOf(child), pages * 4096);
};

const megabytes = (bytes) => Number((bytes / 1e6).toFixed(2));

use(chromium);
const site = await startSite();
try {
  await withPage(site.open, async (page) => {
    await page.evaluate(open, given);
    const [memory, resident] = [[], []];
    const begin = performance.now();
    for (let from = 0; from < frames;) {
      const minute = Math.min(from + 60 * given.rate, frames);
      for (; from < minute; from += 100) {
        await page.evaluate((first, last) => globalThis.film.capture(first, last), from, Math.min(from + 100, minute));
      }
      from = minute;
      const { bytes } = await page.evaluate(() => performance.measureUserAgentSpecificMemory());
      memory.push(megabytes(bytes));
      resident.push(megabytes(residentOf(page.browser().process().pid)));
    }
    const seconds = (performance.now() - begin) / 1000;
    const wanted = Array.from({ length: 20 }, (_, index) => Math.floor(((index + 0.5) * frames) / 20));
    const { numbers, duration, film, stats } = await page.evaluate(
      close,
      wanted.map((number) => (number + 0.5) / given.rate),
    );
    const path = save(site.films[film]);
    assertFlawless(path);
    const { packets, format } = probe(path);
    const result = {
      ...options,
      frames: packets.length,
      expected: frames,
      duration,
      probed: Number(format.duration),
      megabytes: stats.bytes / 1e6,
      framesPerSecond: frames / seconds,
      memory,
      resident,
      growth: { memory: memory.at(-1) / memory[0], resident: resident.at(-1) / resident[0] },
      seeks: { wanted, shown: numbers },
    };
    console.log(JSON.stringify(result, null, 2));
    assert.equal(packets.length, frames);
    assert.deepEqual(numbers, wanted);
  });
} finally {
  await chromium.close();
  await site.close();
}
