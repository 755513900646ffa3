// Recordings whose start is cut off, fails or is changed on the way, in the page.
import { CanvasRecorder } from '/dist/index.js';
import { failure, listen, send } from './filming.mjs';
import { makeCanvas } from './painters.mjs';

const settings = { clock: 'fixed', frameRate: 30 };

/** A stream that calls `taken` when a recorder has taken it, in the middle of `start()`. */
const streamThat = (taken, sink) => {
  const output = new WritableStream(sink);
  output.getWriter = () => {
    const writer = WritableStream.prototype.getWriter.call(output);
    taken();
    return writer;
  };
  return output;
};

const prepare = async (options) => {
  const { canvas, paint } = await makeCanvas();
  paint(0);
  const recorder = new CanvasRecorder(canvas, { ...settings, ...options });
  return { recorder, paint, events: listen(recorder) };
};

/** Cancelled before the stream was taken, and while it is. */
export const cancelStart = async () => {
  const output = new WritableStream();
  const before = await prepare({ output });
  const starting = failure(() => before.recorder.start());
  await before.recorder.cancel();
  const early = { error: (await starting)?.name, locked: output.locked };

  let reason = null;
  const taken = streamThat(() => during.recorder.cancel(), {
    abort: (why) => {
      reason = why.name;
    },
  });
  const during = await prepare({ output: taken });
  const error = await failure(() => during.recorder.start());
  return { early, late: { error: error?.name, reason }, events: during.events };
};

/** The stream breaks while the recorder starts. */
export const breakStream = async () => {
  let controller;
  const output = streamThat(() => controller.error(new Error('the disk is full')), {
    start: (given) => {
      controller = given;
    },
  });
  const { recorder, events } = await prepare({ output });
  const error = await failure(() => recorder.start());
  const stopping = await failure(() => recorder.stop());
  return { error, events, state: recorder.state, stopping: stopping?.name };
};

/** A film, then a start that fails because of the canvas. */
export const failSecondTime = async () => {
  const { recorder, events } = await prepare();
  await recorder.start();
  await recorder.captureFrame();
  await recorder.stop();
  recorder.canvas.width = 0;
  const error = await failure(() => recorder.start());
  const stopping = await failure(() => recorder.stop());
  return { error: error?.message, stopping: stopping?.name, events };
};

/** The filter is set after start() was called, and before it resolves. */
export const setFilter = async (filter) => {
  const { recorder, paint, events } = await prepare();
  const starting = recorder.start();
  recorder.filter = filter;
  await starting;
  for (let number = 0; number < 4; number++) {
    paint(number);
    await recorder.captureFrame();
  }
  return { events, film: await send(await recorder.stop()) };
};

/** A worker of the page's own is handed over, and the start fails before it is reached. @returns whether it was ended */
export const failBeforeWorker = async () => {
  const worker = new Worker('/dist/worker.js', { type: 'module' });
  let ended = false;
  worker.terminate = () => {
    ended = true;
    Worker.prototype.terminate.call(worker);
  };
  const { recorder, events } = await prepare({ worker, clock: 'realtime', audio: new MediaStream() });
  const error = await failure(() => recorder.start());
  const result = { error: error?.name, state: recorder.state, events, ended };
  worker.terminate();
  return result;
};

/** A track of sound that ends while the recorder starts; then a start without it, which must be free of the first. */
export const endSound = async () => {
  const context = new AudioContext();
  const [track] = context.createMediaStreamDestination().stream.getAudioTracks();
  const { recorder, events } = await prepare({
    ...{ clock: 'realtime', backend: 'wasm', audio: track },
    output: streamThat(() => track.stop()),
  });
  const errors = [];
  for (let time = 0; time < 2; time++) errors.push((await failure(() => recorder.start()))?.name ?? null);
  const stopping = await failure(() => recorder.stop());
  await context.close();
  return { errors, events, state: recorder.state, stopping: stopping?.name };
};

/** Films that are done, of which nothing is held but the signal of some. */
export const filmWithSignal = async () => {
  const controller = new AbortController();
  const films = { without: [], with: [] };
  for (const [name, options] of [
    ['with', { signal: controller.signal }],
    ['without', {}],
    ['with', { signal: controller.signal }],
    ['without', {}],
  ]) {
    const { recorder } = await prepare(options);
    await recorder.start();
    await recorder.captureFrame();
    await recorder.stop();
    films[name].push(new WeakRef(recorder));
  }
  Object.assign(globalThis, { controller, films });
};

/** How many of them are still in memory. */
export const filmsLeft = () => {
  const left = (films) => films.filter((film) => film.deref()).length;
  return { with: left(globalThis.films.with), without: left(globalThis.films.without) };
};

/** A signal that is aborted while it records still cancels. */
export const abortBySignal = async () => {
  const controller = new AbortController();
  const { recorder, events } = await prepare({ signal: controller.signal });
  await recorder.start();
  await recorder.captureFrame();
  controller.abort();
  const stopping = await failure(() => recorder.stop());
  return { events, state: recorder.state, stopping: stopping?.name };
};
