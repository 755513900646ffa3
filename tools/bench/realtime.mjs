// An animation at the screen's rate, recorded while it runs: kinora beside MediaRecorder, in Chromium, in one run. JSON.
//
//   node tools/bench/realtime.mjs [--seconds 10] [--size 1280x720] [--codec vp8|vp9] [--bitrate 5000000] [--rounds 1]
//
// Needs dist/ (tools/build/build). For each: `drawn`, the page's own frames a second, to be held against `alone`, without
// a recorder; `kept`, different frames in the file, by the number that each shows; `psnr`, dB of the kept frames against
// what was drawn, the mean over the film; `kbps`, the file's; `stats`, kinora's own.
import { parseArgs } from 'node:util';
import { use, withPage } from '../../tests/browser/engine.mjs';
import { chromium } from '../../tests/browser/engines/chromium.mjs';
import { height as sceneHeight, readNumber, rectangles, width as sceneWidth } from '../../tests/browser/page/scene.mjs';
import { startSite } from '../../tests/browser/site.mjs';
import { run, save } from '../../tests/node/judges.mjs';

const { values: options } = parseArgs({
  options: {
    seconds: { type: 'string', default: '10' },
    size: { type: 'string', default: '1280x720' },
    codec: { type: 'string', default: 'vp8' },
    bitrate: { type: 'string', default: '5000000' },
    rounds: { type: 'string', default: '1' },
  },
});
const [width, height] = options.size.split('x').map(Number);
// Pictures are compared at half the size, so that ten seconds of them fit into memory.
const [wide, high] = [width / 2, height / 2];

/** Runs in the page. `how`: 'alone', 'kinora' or 'mediarecorder'. */
const film = async ({ how, seconds, width, height, codec, bitrate }) => {
  const scene = await import('/page/scene.mjs');
  const { send, event } = await import('/page/filming.mjs');
  const canvas = Object.assign(document.createElement('canvas'), { width, height });
  document.body.append(canvas);
  const context = canvas.getContext('2d');
  context.setTransform(width / scene.width, 0, 0, height / scene.height, 0, 0);
  let number = 0;
  const draw = () => {
    for (const [x, y, wide, high, color] of scene.rectangles(number)) {
      context.fillStyle = `rgb(${color})`;
      context.fillRect(x, y, wide, high);
    }
    number++;
  };
  draw();
  let stop = async () => null;
  let recorder;
  if (how === 'kinora') {
    const { CanvasRecorder } = await import('/dist/index.js');
    recorder = new CanvasRecorder(canvas, { codec, bitrate });
    await recorder.start();
    stop = () => recorder.stop();
  } else if (how === 'mediarecorder') {
    const native = new MediaRecorder(canvas.captureStream(), {
      mimeType: `video/webm;codecs=${codec}`,
      videoBitsPerSecond: bitrate,
    });
    const data = event(native, 'dataavailable');
    native.start();
    stop = async () => {
      native.stop();
      return (await data).data;
    };
  }
  const begin = performance.now();
  await new Promise((resolve) => {
    const loop = (time) => {
      if (time - begin > seconds * 1000) return resolve();
      requestAnimationFrame(loop);
      draw();
    };
    requestAnimationFrame(loop);
  });
  const drawn = number / ((performance.now() - begin) / 1000);
  const blob = await stop();
  return { drawn, film: blob && (await send(blob)), stats: recorder?.stats };
};

/** The picture of a number as it was drawn. */
const pictureOf = (number) => {
  const picture = new Uint8Array(wide * high * 3);
  const [across, down] = [wide / sceneWidth, high / sceneHeight];
  for (const [x, y, w, h, color] of rectangles(number)) {
    for (let row = y * down; row < (y + h) * down; row++) {
      for (let column = x * across; column < (x + w) * across; column++) {
        picture.set(color, (row * wide + column) * 3);
      }
    }
  }
  return picture;
};

const psnr = (one, other) => {
  let sum = 0;
  for (let at = 0; at < one.length; at++) sum += (one[at] - other[at]) ** 2;
  return 10 * Math.log10((255 * 255) / (sum / one.length));
};

/** The scene's own size, of a picture of the film. */
const reduced = (picture) => {
  const small = new Uint8Array(sceneWidth * sceneHeight * 3);
  for (let y = 0; y < sceneHeight; y++) {
    for (let x = 0; x < sceneWidth; x++) {
      const from =
        (Math.floor(((y + 0.5) * high) / sceneHeight) * wide + Math.floor(((x + 0.5) * wide) / sceneWidth)) * 3;
      small.set(picture.subarray(from, from + 3), (y * sceneWidth + x) * 3);
    }
  }
  return small;
};

const judge = (bytes) => {
  const path = save(bytes);
  const decoder = options.codec === 'vp9' ? 'libvpx-vp9' : 'libvpx';
  const { stdout } = run(
    ...['ffmpeg', '-v', 'error', '-c:v', decoder, '-i', path, '-fps_mode', 'passthrough'],
    ...['-vf', `scale=${wide}:${high}:in_color_matrix=bt601:in_range=tv:flags=accurate_rnd+full_chroma_int+area`],
    ...['-pix_fmt', 'rgb24', '-f', 'rawvideo', '-'],
  );
  const size = wide * high * 3;
  const numbers = new Set();
  let sum = 0;
  for (let at = 0; at < stdout.length; at += size) {
    const picture = stdout.subarray(at, at + size);
    const number = readNumber(reduced(picture), 3);
    if (Number.isNaN(number) || numbers.has(number)) continue;
    numbers.add(number);
    sum += psnr(picture, pictureOf(number));
  }
  const { seconds } = options;
  return {
    frames: stdout.length / size,
    kept: numbers.size,
    psnr: Number((sum / numbers.size).toFixed(2)),
    kbps: Math.round((bytes.length * 8) / 1000 / Number(seconds)),
  };
};

use(chromium);
const site = await startSite();
try {
  const rounds = [];
  for (let round = 0; round < Number(options.rounds); round++) {
    const results = {};
    for (const how of ['alone', 'kinora', 'mediarecorder']) {
      const given = {
        ...options,
        how,
        seconds: Number(options.seconds),
        width,
        height,
        bitrate: Number(options.bitrate),
      };
      const result = await withPage(site.open, (page) => page.evaluate(film, given));
      results[how] = {
        drawn: Number(result.drawn.toFixed(1)),
        ...(result.film !== null && judge(site.films[result.film])),
        ...(result.stats && { stats: result.stats }),
      };
    }
    rounds.push(results);
  }
  console.log(JSON.stringify({ ...options, rounds }, null, 2));
} finally {
  await chromium.close();
  await site.close();
}
