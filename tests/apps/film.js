// What every application does with the package: films a canvas as VP8, and as VP9 with a filter; makes a film of
// pictures as whammy did; takes a snapshot. Each is sent to the test.
import { height, rectangles, width } from './scene.mjs';

const send = async (body) => Number(await (await fetch('/films', { method: 'POST', body })).text());

const makeCanvas = () => {
  const canvas = Object.assign(document.createElement('canvas'), { width, height });
  const context = canvas.getContext('2d');
  const paint = (number) => {
    for (const [x, y, wide, high, color] of rectangles(number)) {
      context.fillStyle = `rgb(${color})`;
      context.fillRect(x, y, wide, high);
    }
  };
  return { canvas, paint };
};

const record = async (CanvasRecorder, options) => {
  const { canvas, paint } = makeCanvas();
  const recorder = new CanvasRecorder(canvas, { clock: 'fixed', frameRate: 30, ...options });
  await recorder.start();
  for (let number = 0; number < 12; number++) {
    paint(number);
    await recorder.captureFrame();
  }
  return send(await recorder.stop());
};

const compile = async (Video) => {
  const { canvas, paint } = makeCanvas();
  const video = new Video(30, 0.9);
  for (let number = 0; number < 12; number++) {
    paint(number);
    // What has to be encoded first.
    video.add(canvas.toDataURL('image/png'));
  }
  return send(await video.compileAsync());
};

/** @returns the numbers of the films in the test */
export const film = async ({ CanvasRecorder, chain, snapshot }, Whammy) => {
  const vp8 = await record(CanvasRecorder, {});
  const vp9 = await record(CanvasRecorder, { codec: 'vp9', filter: chain().invert() });
  const { canvas, paint } = makeCanvas();
  paint(1);
  const still = await send(await snapshot(canvas, { type: 'image/webp', filter: 'invert()' }));
  return { vp8, vp9, still, pictures: await compile(Whammy.Video) };
};
