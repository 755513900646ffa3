// An application that draws on some animation frames only, as many do to run at half the screen's rate.
import { CanvasRecorder } from '/dist/index.js';
import { send } from './filming.mjs';
import { animate } from './live-filming.mjs';
import { makeCanvas } from './painters.mjs';

/** Tells the callbacks of each third animation frame a time that is `late` milliseconds old, as busy pages see it. */
const tellLate = (late) => {
  const request = globalThis.requestAnimationFrame;
  const numbers = new Map();
  globalThis.requestAnimationFrame = (callback) =>
    request((time) => {
      if (!numbers.has(time)) numbers.set(time, numbers.size);
      callback(numbers.get(time) % 3 === 1 ? performance.now() - late : time);
    });
};

/** Draws on one of `every` animation frames; `options` are the recorder's. */
export const filmSome = async (kind, { every, late, ...options }) => {
  if (late) tellLate(late);
  const { canvas, paint } = await makeCanvas(kind);
  const loop = animate((number) => number % every === 0 && paint(number / every));
  await loop.reached(0);
  const recorder = new CanvasRecorder(canvas, options);
  await recorder.start();
  await loop.reached(loop.drawn() + 15 * every);
  const film = await send(await recorder.stop());
  loop.stop();
  return { film };
};
