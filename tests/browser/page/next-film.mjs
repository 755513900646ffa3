// Films one after the other, in the worker that made the one before.
import { CanvasRecorder } from '/dist/index.js';
import { event, failure, filmFixed } from './filming.mjs';
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

/** Films with each of `all` options in a worker that counts, and again in one that is new. */
export const filmEach = async (all) => {
  const films = [];
  for (const options of all) {
    const before = started.length;
    const { film } = await filmFixed({ ...options, worker: '/page/counting-worker.mjs' });
    const count = started.length - before;
    const fresh = await filmFixed({ ...options, worker: () => new Worker('/dist/worker.js', { type: 'module' }) });
    films.push({ film, fresh: fresh.film, started: count, ...(await ask()) });
  }
  return films;
};

/** @returns how many encoders of the browser a film has used, and how many its worker holds while it waits */
export const filmByBrowser = async () => {
  await filmFixed({ backend: 'webcodecs', worker: '/page/counting-worker.mjs' });
  const { encoders, held } = await ask();
  return { encoders, held };
};

/** What ends a worker that waits: 'time', 'page' (it is left), 'error' or 'kill'. @returns whether it did, and what came after */
export const endWaiting = async (how) => {
  await filmFixed();
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
  const { film } = await filmFixed();
  return { waited, ended: endedThen, film, started: started.length };
};

/** @returns how many workers were started and ended after each of some recordings that did not end well */
export const endBadly = async () => {
  const counts = [];
  const count = () => counts.push([started.length, ended.size]);
  const { canvas } = await makeCanvas();
  const cancelled = new CanvasRecorder(canvas);
  await cancelled.start();
  await cancelled.cancel();
  count();
  // With a full stream, start() rejects.
  const full = new WritableStream({ write: () => Promise.reject(new Error('full')) });
  for (const options of [{ filter: 'blur(' }, { output: full }, {}]) {
    await failure(() => filmFixed(options));
    count();
  }
  return counts;
};
