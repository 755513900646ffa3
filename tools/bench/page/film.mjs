// Films the same pictures with one entrant after the other.
import { drawClip } from '/bench/clips.mjs';
import { writeNumber } from '/bench/frame-number.mjs';
import { entrants, findQuality } from './entrants.mjs';

const { port1, port2 } = new MessageChannel();
/** Lets the page do what is waiting, as a page that draws does between its frames. */
const nextTask = () =>
  new Promise((resolve) => {
    port1.onmessage = resolve;
    port2.postMessage(null);
  });

/** Draws the pictures of a clip, and makes the canvas that shows them. `settings`: clip, width, height, frames, rate. */
export const prepare = (settings) => {
  const { clip, width, height, frames, rate, bitrate } = settings;
  const canvas = Object.assign(document.createElement('canvas'), { width, height });
  document.body.replaceChildren(canvas);
  const context = canvas.getContext('2d');
  const pictures = Array.from({ length: frames }, (_, index) => {
    const pixels = drawClip(clip, width, height, index);
    writeNumber(pixels, width, index);
    return new ImageData(new Uint8ClampedArray(pixels.buffer), width, height);
  });
  context.putImageData(pictures[0], 0, 0);
  globalThis.bench = {
    pictures,
    settings: { ...settings, canvas, context, quality: findQuality(canvas, rate, bitrate) },
  };
};

/** Films the first `count` pictures. @returns seconds from the start to the film's Blob, which `send` sends */
export const film = async (name, count) => {
  const { pictures, settings } = globalThis.bench;
  globalThis.bench.film = null;
  const begin = performance.now();
  const { add, finish } = await entrants[name](settings);
  for (let index = 0; index < count; index++) {
    settings.context.putImageData(pictures[index], 0, 0);
    await add(index);
    await nextTask();
  }
  globalThis.bench.film = await finish();
  return (performance.now() - begin) / 1000;
};

/** @returns the film's number at the site */
export const send = async () => {
  const { send } = await import('/page/filming.mjs');
  return send(globalThis.bench.film);
};
