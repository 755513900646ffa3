// A film as a crash leaves it.

import { CanvasRecorder } from 'kinora';
import { reelSource } from '../sources/reel.js';

const frameRate = 24;
const frames = 72;
/** How much of the file was written before the crash. */
const kept = 0.9;

/** Three seconds that were written piece by piece into a file which nobody finished, cut off in the midst of a frame. */
export const makeBrokenFilm = async (): Promise<File> => {
  const { canvas, drawAt, close } = reelSource({ width: 640, height: 360 });
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  const output = new WritableStream<Uint8Array<ArrayBuffer>>({ write: (piece) => void pieces.push(piece.slice()) });
  const recorder = new CanvasRecorder(canvas, { clock: 'fixed', frameRate, output });
  try {
    await recorder.start();
    for (let frame = 0; frame < frames; frame++) {
      await drawAt?.(frame / frameRate);
      await recorder.captureFrame();
    }
    await recorder.stop();
  } catch (error) {
    await recorder.cancel();
    throw error;
  } finally {
    close();
  }
  const whole = new Blob(pieces);
  return new File([whole.slice(0, Math.floor(whole.size * kept))], 'broken.webm', { type: 'video/webm' });
};
