/**
 * Runs in a page whose browser tells nobody what happens in there: writes down what the page complains about, and
 * which workers it has started and not ended, in `globalThis.watched`.
 */
export const watchFromInside = () => {
  const problems = [];
  addEventListener('error', (event) => problems.push(`uncaught: ${event.message}`));
  addEventListener('unhandledrejection', ({ reason }) => problems.push(`uncaught: ${reason?.message ?? reason}`));
  for (const type of ['error', 'warn']) {
    const log = console[type].bind(console);
    console[type] = (...words) => {
      problems.push(`${type}: ${words.join(' ')}`);
      log(...words);
    };
  }

  const workers = new Map();
  let ended = () => {};
  const remove = (worker) => {
    workers.delete(worker);
    ended();
  };
  globalThis.Worker = class extends Worker {
    constructor(url, options) {
      super(url, options);
      // The page's own is the page's business.
      if (!String(url).endsWith('/page/filming-worker.mjs')) workers.set(this, String(url));
    }

    terminate() {
      super.terminate();
      remove(this);
    }
  };

  /** Resolves when every worker was ended, and none holds one of the package's locks any more. */
  const workersGone = async () => {
    while (workers.size > 0) await new Promise((resolve) => (ended = resolve));
    const { held } = await navigator.locks.query();
    await Promise.all(
      held.filter(({ name }) => name.startsWith('kinora-')).map(({ name }) => navigator.locks.request(name, () => {})),
    );
  };
  globalThis.watched = { problems, workersGone };
};
