// Has a worker of the page record.

/** Milliseconds between the signs of life that such a worker gives. */
export const pulse = 1000;

/**
 * The first message of `worker` that is no sign of life.
 * @throws Error when there was none for `patience` milliseconds: Firefox ESR now and then never returns from the
 *   constructor of a worker's worker (docs/BROWSERS.md)
 */
const answerOf = (worker, patience) =>
  new Promise((resolve, reject) => {
    let alarm;
    const listen = () => {
      clearTimeout(alarm);
      alarm = setTimeout(() => reject(new Error('the thread of a worker is blocked')), patience);
    };
    listen();
    worker.addEventListener('message', ({ data }) => {
      listen();
      if (data === 'alive') return;
      clearTimeout(alarm);
      resolve(data);
    });
  });

/** `how`: fixed or live. @returns what filmFixed or filmLive returned there */
export const filmInWorker = async (how, options, { script = '/page/filming-worker.mjs', patience = 40_000 } = {}) => {
  const worker = new Worker(script, { type: 'module' });
  try {
    await answerOf(worker, patience);
    worker.postMessage({ how, options });
    return await answerOf(worker, patience);
  } finally {
    worker.terminate();
  }
};
