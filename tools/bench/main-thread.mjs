// What recording costs the page's own thread, in Chromium: milliseconds a frame, as JSON.
//
//   node tools/bench/main-thread.mjs [--size 1280x720] [--frames 120] [--codec vp8|vp9] [--form video-frame|image-bitmap|image-data]
//
// Needs dist/ (tools/build/build). Frames are drawn and captured with the fixed clock.
//   capture   captureFrame() until it returns: the picture is taken and handed to the worker
//   delay     from there until a task that was posted runs: what capturing still makes the event loop do
//   total     both, frame by frame
//   idle      the same delay without a capture, after the same drawing: the floor of `delay`
//   draw      the page's own drawing of a frame
//   redraw    the same right after a capture, when the browser may have to copy the canvas first
import { parseArgs } from 'node:util';
import { use, withPage } from '../../tests/browser/engine.mjs';
import { chromium } from '../../tests/browser/engines/chromium.mjs';
import { startSite } from '../../tests/browser/site.mjs';

use(chromium);

const { values: options } = parseArgs({
  options: {
    size: { type: 'string', default: '1280x720' },
    frames: { type: 'string', default: '120' },
    codec: { type: 'string', default: 'vp8' },
    form: { type: 'string', default: 'video-frame' },
  },
});
const [width, height] = options.size.split('x').map(Number);
const missing = {
  'video-frame': [],
  'image-bitmap': ['VideoFrame'],
  'image-data': ['VideoFrame', 'createImageBitmap'],
}[options.form];
if (!missing) throw new Error(`--form must be video-frame, image-bitmap or image-data, got ${options.form}`);

/** Runs in the page. @returns samples by name, in milliseconds */
const measure = async ({ codec, frames, width, height }) => {
  const { CanvasRecorder } = await import('/dist/index.js');
  const canvas = Object.assign(document.createElement('canvas'), { width, height });
  document.body.append(canvas);
  const context = canvas.getContext('2d');
  const draw = (frame) => {
    context.fillStyle = '#123';
    context.fillRect(0, 0, width, height);
    for (let spot = 0; spot < 60; spot++) {
      context.fillStyle = `hsl(${(spot * 47 + frame) % 360} 70% 55%)`;
      context.fillRect((spot * 173 + frame * 3) % width, (spot * 97 + frame) % height, 90, 60);
    }
    // Reading a pixel makes the browser draw now, so that drawing is not counted as capturing.
    context.getImageData(0, 0, 1, 1);
  };
  const { port1, port2 } = new MessageChannel();
  const nextTask = () =>
    new Promise((resolve) => {
      port1.onmessage = resolve;
      port2.postMessage(null);
    });
  const samples = { capture: [], delay: [], total: [], idle: [], draw: [], redraw: [] };
  const recorder = new CanvasRecorder(canvas, { clock: 'fixed', frameRate: 30, codec });
  await recorder.start();
  for (let frame = 0; frame < frames; frame++) {
    const begin = performance.now();
    draw(frame);
    const before = performance.now();
    await nextTask();
    const again = performance.now();
    draw(frame);
    const drawn = performance.now();
    if (frame > 0) samples.redraw.push(before - begin);
    samples.idle.push(again - before);
    samples.draw.push(drawn - again);

    const start = performance.now();
    const wanting = recorder.captureFrame();
    const captured = performance.now();
    await nextTask();
    const end = performance.now();
    samples.capture.push(captured - start);
    samples.delay.push(end - captured);
    samples.total.push(end - start);
    await wanting;
  }
  await recorder.stop();
  return samples;
};

const summary = (values) => {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (part) => Number(sorted[Math.min(Math.floor(sorted.length * part), sorted.length - 1)].toFixed(3));
  return { p50: at(0.5), p95: at(0.95), max: at(1) };
};

const site = await startSite();
try {
  const samples = await withPage(
    site.open,
    (page) => page.evaluate(measure, { codec: options.codec, frames: Number(options.frames), width, height }),
    {
      expected: /willReadFrequently/,
      prepare: (page) =>
        page.evaluateOnNewDocument((names) => names.forEach((name) => delete globalThis[name]), missing),
    },
  );
  const numbers = Object.entries(samples).map(([name, values]) => [name, summary(values)]);
  console.log(JSON.stringify({ ...options, frames: Number(options.frames), ms: Object.fromEntries(numbers) }, null, 2));
} finally {
  await chromium.close();
  await site.close();
}
