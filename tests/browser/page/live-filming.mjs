// Recording in real time in the page: an animation that runs by itself while it is filmed.
import { CanvasRecorder } from '/dist/index.js';
import { failure, listen, send } from './filming.mjs';
import { makeCanvas } from './painters.mjs';

/**
 * An animation loop as applications have it: picture after picture, one an animation frame of `view`.
 * `loop.reached(count)` resolves when picture `count` was drawn.
 */
export const animate = (paint, view = globalThis) => {
  let number = 0;
  let running = true;
  const waiting = [];
  const draw = () => {
    if (!running) return;
    view.requestAnimationFrame(draw);
    paint(number++);
    for (const { count, resolve } of waiting) if (number > count) resolve();
  };
  view.requestAnimationFrame(draw);
  return {
    reached: (count) => new Promise((resolve) => waiting.push({ count, resolve })),
    drawn: () => number,
    stop: () => {
      running = false;
    },
  };
};

/**
 * Films `frames` animation frames in real time, and sends the film. `loopFirst`: whether the page's loop is there
 * before the recorder starts, or begins afterwards.
 * @returns `{ film, stats, events, drawn }`
 */
export const filmLive = async ({ kind, offscreen, loopFirst = true, frames = 60, deliver = send, ...options } = {}) => {
  const { canvas, paint } = await makeCanvas(kind, offscreen);
  const recorder = new CanvasRecorder(canvas, options);
  const events = listen(recorder);
  let loop;
  if (loopFirst) {
    loop = animate(paint);
    await loop.reached(0);
  }
  await recorder.start();
  loop ??= animate(paint);
  await loop.reached(loop.drawn() + frames);
  const blob = await recorder.stop();
  loop.stop();
  return { film: await deliver(blob), stats: recorder.stats, events, drawn: loop.drawn() };
};

/** Asks for a frame that is shown in a moment, and for one decades ahead. @returns `{ film, error }` */
export const requestAhead = async () => {
  const { canvas, paint } = await makeCanvas();
  const recorder = new CanvasRecorder(canvas, { frameRate: 0 });
  await recorder.start();
  paint(5);
  recorder.requestFrame(performance.now() + 100);
  paint(6);
  const error = await failure(() => recorder.requestFrame(Date.now()));
  return { film: await send(await recorder.stop()), error };
};
