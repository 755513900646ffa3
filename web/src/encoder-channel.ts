// The way to the encoder: a worker's messages, or a session in this thread.

import { RecorderError, messageOf } from './errors.js';
import type { WorkerOption } from './options.js';
import { openSessions } from './sessions.js';
import type { FromWorker, ToWorker } from './worker-protocol.js';

type Channel = {
  /** Sends a message. What is in `transfer` belongs to the other side afterwards. @throws DOMException */
  post(message: ToWorker, transfer: Transferable[]): void;
  /** To be called once the worker holds its lock. */
  watch(): void;
};

/** To one worker. */
export type WorkerChannel = Channel & {
  /** The name of the Web Lock that the worker is to hold; '' for none. */
  lock: string;
  /** Whether the process stays alive for the worker, where that is a question. */
  hold?(needed: boolean): void;
  /** Ends the worker at once. Nothing is received afterwards. */
  close(): void;
};

/** To whatever encodes a film. */
export type EncoderChannel = Channel & {
  /** Memory for a picture's bytes, which this side uses again when the picture is encoded. */
  lend?(): ArrayBuffer | undefined;
  /** Whether no more frames are wanted at the moment; without it, that goes by their number. */
  isFull?(): boolean;
  /** Nothing is received afterwards. Workers end at once, unless all is `done` that they were asked for. */
  close(done: boolean): void;
};

export type Receiver = {
  receive(message: FromWorker): void;
  /** The worker did not start, or died. */
  lost(reason: string): void;
};

export type OpenChannel = (worker: WorkerOption | undefined, receiver: Receiver) => WorkerChannel;

/** @throws RecorderError `worker-start` */
export const openChannel: OpenChannel = (worker, receiver) => {
  if (worker === false) {
    const sessions = openSessions((message) => receiver.receive(message));
    return {
      lock: '',
      post: (message) => sessions.receive(message),
      watch: () => {},
      close: () => sessions.close(),
    };
  }
  return overWorker(startWorker(worker), receiver);
};

const startWorker = (worker: WorkerOption | undefined): Worker => {
  try {
    if (worker === undefined) return startOwn();
    if (typeof worker === 'string' || worker instanceof URL) return new Worker(worker, { type: 'module' });
    return typeof worker === 'function' ? worker() : (worker as Worker);
  } catch (cause) {
    const message = `the worker could not be started: ${messageOf(cause)}`;
    throw new RecorderError('worker-start', message, { field: 'worker', value: worker, cause });
  }
};

const startOwn = (): Worker => {
  const { protocol, origin } = new URL(import.meta.url);
  // Bundlers look for exactly this expression, and may give the script an address that is no server's.
  if (!protocol.startsWith('http') || origin === location.origin) {
    return new Worker(new URL('./worker.js', import.meta.url), { type: 'module' });
  }
  // A script of another site, a CDN's, cannot be a worker, but a worker of this site may import it.
  const script = `import ${JSON.stringify(import.meta.url.replace(/[^/]*$/, 'worker.js'))}`;
  return new Worker(URL.createObjectURL(new Blob([script], { type: 'text/javascript' })), { type: 'module' });
};

const overWorker = (worker: Worker, { receive, lost }: Receiver): WorkerChannel => {
  const closed = new AbortController();
  const { signal } = closed;
  const locks = globalThis.navigator?.locks;
  const lock = locks ? `kinora-${crypto.getRandomValues(new Uint32Array(4)).join('-')}` : '';
  const listen = (type: string, listener: (event: Event) => void): void =>
    worker.addEventListener(type, listener, { signal });
  listen('message', (event) => receive((event as MessageEvent<FromWorker>).data));
  listen('messageerror', () => lost('a message could not be read'));
  listen('error', (event) => {
    // It is dealt with here; without this it would be reported as an error of the page, too.
    event.preventDefault();
    lost((event as ErrorEvent).message || 'its script could not be loaded');
  });
  return {
    lock,
    post: (message, transfer) => worker.postMessage(message, transfer),
    watch: () => {
      const died = (): void => {
        if (!signal.aborted) lost('it was terminated');
      };
      if (lock) locks.request(lock, { signal }, died).catch(() => {});
    },
    close: () => {
      closed.abort();
      worker.terminate();
    },
  };
};
