// Films made while the page counts how its pictures are taken.
import { CanvasRecorder } from '/dist/index.js';
import { watchClosed } from './closed-frames.mjs';
import { filmFixed, send } from './filming.mjs';
import { height, rectangles, width } from './scene.mjs';

export const filmAndCount = async (options) => {
  const result = await filmFixed(options);
  return { ...result, taken: globalThis.taken };
};

/** Three frames of the scene at half opacity, on a canvas that is cleared first. */
export const filmTranslucent = async () => {
  const canvas = Object.assign(document.createElement('canvas'), { width, height });
  const context = canvas.getContext('2d');
  const recorder = new CanvasRecorder(canvas, { clock: 'fixed' });
  await recorder.start();
  for (let number = 0; number < 3; number++) {
    context.clearRect(0, 0, width, height);
    for (const [x, y, wide, high, color] of rectangles(number)) {
      context.fillStyle = `rgb(${color.join(' ')} / ${128 / 255})`;
      context.fillRect(x, y, wide, high);
    }
    await recorder.captureFrame();
  }
  return { film: await send(await recorder.stop()) };
};

/** With a worker that has no OffscreenCanvas. */
export const filmWithPlainWorker = async (options) => {
  const result = await filmFixed({ ...options, worker: '/page/plain-worker.mjs' });
  return { ...result, taken: globalThis.taken };
};

/**
 * Captures three frames at once; each look at the clock takes `step` milliseconds.
 * @returns how many of them were read when each capture said that the page may draw on
 */
export const countRead = async (step) => {
  const canvas = Object.assign(document.createElement('canvas'), { width, height });
  canvas.getContext('2d').fillRect(0, 0, width, height);
  const recorder = new CanvasRecorder(canvas, { clock: 'fixed', worker: false });
  await recorder.start();
  const read = watchClosed();
  let time = 0;
  performance.now = () => (time += step);
  const captures = Array.from({ length: 3 }, () => recorder.captureFrame().then(() => read.size));
  const counts = await Promise.all(captures);
  await recorder.stop();
  return counts;
};
