// Recordings that several workers share, in the page.
import { CanvasRecorder } from '/dist/index.js';
import { watchClosed } from './closed-frames.mjs';
import { event, failure, listen, send } from './filming.mjs';
import { makeCanvas } from './painters.mjs';

const settings = { clock: 'fixed', frameRate: 30, keyFrameInterval: 0.5 };

/** Makes the machine look as if it had so many cores. */
export const pretendCores = (count) =>
  Object.defineProperty(navigator, 'hardwareConcurrency', { value: count, configurable: true });

/** How many workers were started. */
let started = 0;
globalThis.Worker = class extends globalThis.Worker {
  constructor(...given) {
    super(...given);
    started++;
  }
};

const prepare = async ({ kind, ...options }) => {
  const { canvas, paint } = await makeCanvas(kind);
  const recorder = new CanvasRecorder(canvas, { ...settings, ...options });
  return { recorder, paint, events: listen(recorder) };
};

const record = async (recorder, paint, first, end) => {
  for (let number = first; number < end; number++) {
    paint(number);
    await recorder.captureFrame();
  }
};

/** Films of the same pictures, one for each of `all` options, one after the other. */
export const filmAll = async (all, frames, cores = 4) => {
  pretendCores(cores);
  const films = [];
  for (const options of all) {
    const before = started;
    const { recorder, paint, events } = await prepare(options);
    await recorder.start();
    await record(recorder, paint, 0, frames);
    const blob = await recorder.stop();
    const film = await send(blob);
    // A copy, since WebDriver BiDi hands over an object only once.
    films.push({ film, events, stats: recorder.stats, backend: { ...recorder.backend }, started: started - before });
  }
  return films;
};

/** @returns how many frames this page had closed when each capture said that it may draw on */
export const countClosed = async (options, frames) => {
  pretendCores(3);
  const { recorder, paint } = await prepare(options);
  await recorder.start();
  const closed = watchClosed();
  // No copy takes long.
  performance.now = () => 0;
  const counts = [];
  for (let number = 0; number < frames; number++) {
    paint(number);
    await recorder.captureFrame();
    counts.push(closed.size);
  }
  await recorder.cancel();
  return { counts };
};

/** The filter is changed on the way, to one that is refused and then to another. */
export const changeFilter = async (options) => {
  pretendCores(3);
  const { recorder, paint, events } = await prepare(options);
  await recorder.start();
  await record(recorder, paint, 0, 20);
  recorder.filter = 'invert(100%)';
  await record(recorder, paint, 20, 40);
  const refused = event(recorder, 'error');
  recorder.filter = 'blur(';
  await refused;
  await record(recorder, paint, 40, 50);
  recorder.filter = null;
  await record(recorder, paint, 50, 60);
  const film = await send(await recorder.stop());
  return { film, events };
};

/** Parts of the film while it grows. */
export const takeParts = async (options) => {
  pretendCores(3);
  const { recorder, paint, events } = await prepare(options);
  const parts = [];
  recorder.addEventListener('dataavailable', ({ data }) => parts.push(data));
  await recorder.start(500);
  await record(recorder, paint, 0, 150);
  const film = await send(await recorder.stop());
  return { film, parts: await send(new Blob(parts)), count: parts.length, events };
};

/** To a file of the origin's own. */
export const filmToFile = async (options) => {
  pretendCores(2);
  const handle = await (await navigator.storage.getDirectory()).getFileHandle('shared.webm', { create: true });
  const { recorder, paint, events } = await prepare({ ...options, output: handle });
  await recorder.start();
  await record(recorder, paint, 0, 40);
  const film = await send(await recorder.stop());
  return { film, events };
};

/** `how` it ends early: 'worker' (one of them is terminated), 'cancel' or 'signal'. */
export const endEarly = async (how, options) => {
  pretendCores(3);
  const workers = [];
  const aborting = new AbortController();
  const worker = () => {
    const started = new Worker('/dist/worker.js', { type: 'module' });
    workers.push(started);
    return started;
  };
  const { recorder, paint, events } = await prepare({ ...options, worker, signal: aborting.signal });
  await recorder.start();
  await record(recorder, paint, 0, 20);
  const stopped = event(recorder, 'stop');
  let stopping = null;
  if (how === 'worker') workers[1].terminate();
  else {
    const waiting = [];
    for (let number = 20; number < 90; number++) {
      paint(number);
      waiting.push(failure(() => recorder.captureFrame()));
    }
    stopping = failure(() => recorder.stop());
    if (how === 'cancel') await recorder.cancel();
    else aborting.abort();
    await Promise.all(waiting);
  }
  await stopped;
  const after = await failure(() => recorder.captureFrame());
  const film = how === 'worker' ? await send(await recorder.stop()) : null;
  return { film, events, started: workers.length, stopping: await stopping, after, stats: recorder.stats };
};

/** What `start()` and the constructor say. */
export const refusals = async (all) => {
  const { canvas } = await makeCanvas();
  const results = [];
  for (const options of all) {
    const given =
      options.worker === 'one' ? { ...options, worker: new Worker('/dist/worker.js', { type: 'module' }) } : options;
    results.push(
      await failure(async () => {
        const recorder = new CanvasRecorder(canvas, given);
        await recorder.start();
        await recorder.cancel();
      }),
    );
    if (given.worker instanceof Worker) given.worker.terminate();
  }
  return results;
};
