// Files of the browser's own recorder, and files whose recorder was killed, repaired in the page.
import { CanvasRecorder } from '/dist/index.js';
import { lint, repair } from '/dist/repair.js';
import { event, send } from './filming.mjs';
import { animate } from './live-filming.mjs';
import { makeCanvas } from './painters.mjs';
import { numbersAt } from './playback.mjs';

/** `blob` in a player, with its beginning there; the caller revokes. */
const show = async (blob) => {
  const video = Object.assign(document.createElement('video'), { muted: true });
  document.body.append(video);
  const loaded = event(video, 'loadeddata');
  video.src = URL.createObjectURL(blob);
  await loaded;
  return video;
};

const hide = (video) => {
  URL.revokeObjectURL(video.src);
  video.remove();
};

const repaired = async (file) => {
  let report;
  const blob = await repair(file, { onReport: (found) => (report = found) });
  return { blob, report, faults: await lint(blob) };
};

/** Some 40 pictures by the browser's MediaRecorder. `timeslice` in milliseconds, or none. */
export const repairMediaRecorder = async (mimeType, timeslice) => {
  const { canvas, paint } = await makeCanvas();
  const loop = animate(paint);
  await loop.reached(0);
  const recorder = new MediaRecorder(canvas.captureStream(), { mimeType });
  const pieces = [];
  recorder.addEventListener('dataavailable', ({ data }) => pieces.push(data));
  const stopped = event(recorder, 'stop');
  recorder.start(timeslice);
  await event(recorder, 'start');
  await loop.reached(loop.drawn() + 40);
  recorder.stop();
  await stopped;
  loop.stop();

  const original = new Blob(pieces, { type: recorder.mimeType });
  const { blob, report, faults } = await repaired(original);
  const video = await show(blob);
  const { duration } = video;
  const numbers = await numbersAt(video, [duration * 0.9, duration * 0.2, duration * 0.6]);
  hide(video);
  return { pieces: pieces.length, duration, numbers, report, faults, films: [await send(original), await send(blob)] };
};

/**
 * A recording to a file, whose worker is killed while it encodes a frame and perhaps others wait. `frames`: how many
 * were encoded for certain. @returns the number that the last picture of the repaired film shows, and what was found
 */
export const killAndRepair = async (frames) => {
  const handle = await (await navigator.storage.getDirectory()).getFileHandle('killed.webm', { create: true });
  const worker = new Worker('/dist/worker.js', { type: 'module' });
  const { canvas, paint } = await makeCanvas();
  const settings = { clock: 'fixed', frameRate: 30, keyFrameInterval: 0.5, output: handle, worker };
  const recorder = new CanvasRecorder(canvas, settings);
  await recorder.start();
  for (let number = 0; number < frames; number++) {
    paint(number);
    await recorder.captureFrame();
  }
  const { framesEncoded } = recorder.stats;
  paint(frames);
  recorder.captureFrame().catch(() => {});
  const stopped = event(recorder, 'stop');
  worker.terminate();
  await stopped;

  const file = await handle.getFile();
  const { blob, report, faults } = await repaired(file);
  const video = await show(blob);
  const { duration } = video;
  const last = report.frames > 1 ? (await numbersAt(video, [(report.frames - 0.5) / 30]))[0] : 0;
  hide(video);
  return { framesEncoded, frames: report.frames, last, duration, faults };
};
