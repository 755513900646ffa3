// Recordings that go wrong, in the page.
import { CanvasRecorder } from '/dist/index.js';
import { event, failure, listen, send } from './filming.mjs';
import { makeCanvas } from './painters.mjs';

const settings = { clock: 'fixed', frameRate: 30 };

/** Starts a recorder with `options` on a canvas of this size. @returns the error and the state afterwards */
export const failToStart = async ({ width = 160, height = 120, ...options } = {}) => {
  const canvas = Object.assign(document.createElement('canvas'), { width, height });
  const recorder = new CanvasRecorder(canvas, { ...settings, ...options });
  const events = listen(recorder);
  const error = await failure(() => recorder.start());
  const stopping = await failure(() => recorder.stop());
  return { error, events, state: recorder.state, stopping: stopping?.name };
};

/** The error of each set of options, at construction. JSON has no NaN, so numbers may be given as `{ number: 'NaN' }`. */
export const failToConstruct = (all) =>
  Promise.all(
    all.map(([name, value]) =>
      failure(
        () => new CanvasRecorder(new OffscreenCanvas(2, 2), { [name]: value?.number ? Number(value.number) : value }),
      ),
    ),
  );

const images = new Map();
/** A picture of another site, which taints the canvas that it is drawn on. */
const foreignImage = (url) => {
  if (!images.has(url)) {
    const image = new Image();
    image.src = url;
    images.set(
      url,
      image.decode().then(() => image),
    );
  }
  return images.get(url);
};

export const startTainted = async (url) => {
  const { canvas } = await makeCanvas();
  canvas.getContext('2d').drawImage(await foreignImage(url), 0, 0);
  const recorder = new CanvasRecorder(canvas, settings);
  const events = listen(recorder);
  return { error: await failure(() => recorder.start()), events, state: recorder.state };
};

/** What can happen to a canvas in the middle of its recording. Each may return a promise. */
const accidents = {
  resize: ({ canvas }) => {
    canvas.width = 200;
  },
  resizeToNothing: ({ canvas }) => {
    canvas.height = 0;
  },
  taint: async ({ canvas, url }) => canvas.getContext('2d').drawImage(await foreignImage(url), 0, 0),
  loseContext: async ({ canvas }) => {
    const lost = event(canvas, 'webglcontextlost');
    canvas.getContext('webgl').getExtension('WEBGL_lose_context').loseContext();
    await lost;
  },
  terminateWorker: ({ worker }) => worker.terminate(),
};

/**
 * Records `frames` pictures, then lets the accident happen, and goes on.
 * @returns the events, what the next captureFrame() failed with, and the film that the `dataavailable` event brought
 */
export const recordUntil = async (accident, { kind = '2d', frames = 10, url, ownWorker = false, ...options } = {}) => {
  const { canvas, paint } = await makeCanvas(kind);
  const worker = ownWorker ? new Worker('/dist/worker.js', { type: 'module' }) : null;
  const recorder = new CanvasRecorder(canvas, { ...settings, ...options, ...(worker && { worker }) });
  const events = listen(recorder);
  const data = event(recorder, 'dataavailable');
  const stopped = event(recorder, 'stop');
  await recorder.start();
  for (let number = 0; number < frames; number++) {
    paint(number);
    await recorder.captureFrame();
  }
  const { framesEncoded } = recorder.stats;
  await accidents[accident]({ canvas, worker, url });
  const next = await failure(() => recorder.captureFrame());
  await stopped;
  const after = await failure(() => recorder.captureFrame());
  const blob = await recorder.stop();
  const same = blob === (await data).data;
  return { events, next, after, same, state: recorder.state, framesEncoded, film: await send(blob) };
};

/** The same in real time, where nobody calls captureFrame(). */
export const recordLiveUntil = async (accident, { kind = '2d', url, ...options } = {}) => {
  const [{ canvas, paint }, { animate }] = [await makeCanvas(kind), await import('./live-filming.mjs')];
  const recorder = new CanvasRecorder(canvas, options);
  const events = listen(recorder);
  const stopped = event(recorder, 'stop');
  const loop = animate(paint);
  await loop.reached(0);
  await recorder.start();
  await loop.reached(loop.drawn() + 10);
  await accidents[accident]({ canvas, url });
  await stopped;
  loop.stop();
  return { events, state: recorder.state, film: await send(await recorder.stop()) };
};
