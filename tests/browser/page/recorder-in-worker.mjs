// Has a worker of the page record.
import { event } from './filming.mjs';

/** `how`: fixed or live. @returns what filmFixed or filmLive returned there */
export const filmInWorker = async (how, options) => {
  const worker = new Worker('/page/filming-worker.mjs', { type: 'module' });
  await event(worker, 'message');
  worker.postMessage({ how, options });
  const { data } = await event(worker, 'message');
  worker.terminate();
  return data;
};
