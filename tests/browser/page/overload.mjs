// More than the encoder can take: large noisy frames, slowly encoded, asked for without a pause.
import { CanvasRecorder } from '/dist/index.js';
import { listen, send } from './filming.mjs';

export const filmTooMuch = async () => {
  const canvas = Object.assign(document.createElement('canvas'), { width: 640, height: 480 });
  const context = canvas.getContext('2d');
  const recorder = new CanvasRecorder(canvas, { frameRate: 0, effort: 'best', codec: 'vp9' });
  const events = listen(recorder);
  await recorder.start();
  // In one task, so that no answer of the worker can come between.
  for (let frame = 0; frame < 8; frame++) {
    for (let spot = 0; spot < 200; spot++) {
      context.fillStyle = `hsl(${(spot * 37 + frame * 11) % 360} 80% 50%)`;
      context.fillRect((spot * 89 + frame) % 640, (spot * 53) % 480, 40, 40);
    }
    recorder.requestFrame();
  }
  const blob = await recorder.stop();
  return { film: await send(blob), stats: recorder.stats, events };
};
