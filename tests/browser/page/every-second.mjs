// An application that draws on each second animation frame, as many do to run at half the screen's rate.
import { CanvasRecorder } from '/dist/index.js';
import { send } from './filming.mjs';
import { animate } from './live-filming.mjs';
import { makeCanvas } from './painters.mjs';

export const filmEverySecond = async (kind) => {
  const { canvas, paint } = await makeCanvas(kind);
  const loop = animate((number) => number % 2 === 0 && paint(number / 2));
  await loop.reached(0);
  const recorder = new CanvasRecorder(canvas);
  await recorder.start();
  await loop.reached(loop.drawn() + 30);
  const film = await send(await recorder.stop());
  loop.stop();
  return { film };
};
