// An application in an iframe, whose canvas the page around it records.
import { CanvasRecorder } from '/dist/index.js';
import { send } from './filming.mjs';
import { animate } from './live-filming.mjs';
import { makeCanvas } from './painters.mjs';

const addFrame = () => {
  const frame = document.createElement('iframe');
  document.body.append(frame);
  return frame;
};

/** Draws on one of `every` animation frames of the iframe. */
export const filmInIframe = async (kind, every) => {
  const { contentDocument, contentWindow } = addFrame();
  const { canvas, paint } = await makeCanvas(kind, false, contentDocument);
  const loop = animate((number) => number % every === 0 && paint(number / every), contentWindow);
  await loop.reached(0);
  const recorder = new CanvasRecorder(canvas);
  await recorder.start();
  await loop.reached(loop.drawn() + 15 * every);
  const film = await send(await recorder.stop());
  loop.stop();
  return { film };
};

/** The iframe goes while its canvas is filmed. @returns the frames before, and those a while later */
export const filmWhatGoes = async (kind) => {
  const frame = addFrame();
  const { canvas, paint } = await makeCanvas(kind, false, frame.contentDocument);
  const first = animate(paint, frame.contentWindow);
  await first.reached(0);
  const recorder = new CanvasRecorder(canvas);
  await recorder.start();
  await first.reached(first.drawn() + 5);
  first.stop();
  frame.remove();
  const before = recorder.stats.framesCaptured;
  const after = animate((number) => paint(first.drawn() + number));
  await after.reached(20);
  after.stop();
  const film = await send(await recorder.stop());
  return { film, before, after: recorder.stats.framesCaptured };
};
