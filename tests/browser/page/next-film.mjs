// Films one after the other, in the worker that made the one before.
import { CanvasRecorder } from '/dist/index.js';
import { event, failure, send } from './filming.mjs';
import { makeCanvas } from './painters.mjs';

/** The workers that the page has started, and ended. */
const started = [];
const ended = new Set();
globalThis.Worker = class extends globalThis.Worker {
  constructor(...given) {
    super(...given);
    started.push(this);
  }

  terminate() {
    super.terminate();
    ended.add(this);
  }
};

/** Whose time is 10 seconds. */
const waiting = [];
const { setTimeout: setRealTimeout } = globalThis;
globalThis.setTimeout = (callback, delay, ...given) => {
  if (delay !== 10_000) return setRealTimeout(callback, delay, ...given);
  return waiting.push(callback);
};

const channel = new BroadcastChannel('instances');
/** @returns what the worker that waits has `made`, and its memory's `bytes` */
const ask = async () => {
  const answer = event(channel, 'message');
  channel.postMessage('ask');
  return (await answer).data;
};

/** Films `frames` pictures of a canvas that is `times` as large as others; `end`: how that ends. */
const film = async ({ frames = 12, times = 1, ...options }, end = async (recorder) => send(await recorder.stop())) => {
  const { canvas, paint } = await makeCanvas();
  Object.assign(canvas, { width: canvas.width * times, height: canvas.height * times });
  const recorder = new CanvasRecorder(canvas, { clock: 'fixed', frameRate: 30, ...options });
  await recorder.start();
  for (let number = 0; number < frames; number++) {
    paint(number);
    await recorder.captureFrame();
  }
  return end(recorder);
};

/** Films with each of `all` options in a worker that counts, and again in one that is new. */
export const filmEach = async (all) => {
  const films = [];
  for (const options of all) {
    const before = started.length;
    const next = await film({ ...options, worker: '/page/counting-worker.mjs' });
    const count = started.length - before;
    const fresh = await film({ ...options, worker: () => new Worker('/dist/worker.js', { type: 'module' }) });
    films.push({ film: next, fresh, started: count, ...(await ask()) });
  }
  return films;
};

/** What ends a worker that waits: 'time', 'page' (it is left), 'error' or 'kill'. @returns whether it did, and what came after */
export const endWaiting = async (how) => {
  await film({});
  const waited = ended.size === 0;
  if (how === 'time') for (const callback of waiting) callback();
  else if (how === 'page') dispatchEvent(new Event('pagehide'));
  else if (how === 'error') started[0].dispatchEvent(new ErrorEvent('error', { message: 'wrong' }));
  else {
    const [{ name }] = (await navigator.locks.query()).held.filter((lock) => lock.name.startsWith('kinora-'));
    started[0].terminate();
    // The page has asked for it before this.
    await navigator.locks.request(name, () => {});
  }
  const endedThen = ended.size;
  return { waited, ended: endedThen, film: await film({}), started: started.length };
};

/** @returns how many workers were started and ended after each of some recordings that did not end well */
export const endBadly = async () => {
  const counts = [];
  const record = async (options, end) => {
    await failure(() => film(options, end));
    counts.push([started.length, ended.size]);
  };
  await record({}, (recorder) => recorder.cancel());
  await record({ filter: 'blur(' });
  // The worker has done its part.
  await record({ output: new WritableStream({ write: () => Promise.reject(new Error('full')) }) });
  await record({});
  return counts;
};
