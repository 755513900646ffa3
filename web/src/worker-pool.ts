// The encoders' workers. One that has done its part waits a while for the next film, which then starts at once: script and
// code are there, and for a film like the one before also the memory, whose first use takes time.

import type { EncoderChannel, OpenChannel, Receiver, WorkerChannel } from './encoder-channel.js';
import type { WorkerOption } from './options.js';
import type { ToWorker } from './worker-protocol.js';

/** Milliseconds that a worker waits for another film. */
const patience = 10_000;

/** Those who wait, the last that came first. */
const idle: PooledWorker[] = [];

/** A page that is left needs them no more, and may only be kept by the browser when they hold no locks. */
const letGo = (): void => {
  for (const worker of idle.splice(0)) worker.close();
};

/** A worker whose script is known by an address is as good as any other with that address; '' is the package's own. */
const addressOf = (worker: WorkerOption | undefined): string | null => {
  if (worker === undefined) return '';
  return typeof worker === 'string' || worker instanceof URL ? String(worker) : null;
};

const nobody: Receiver = { receive: () => {}, lost: () => {} };

/** `open`: what starts one. @throws RecorderError `worker-start` */
export const takeWorker = (open: OpenChannel, worker: WorkerOption | undefined, receiver: Receiver): EncoderChannel => {
  const address = addressOf(worker);
  const spare = idle.find((waiting) => waiting.address === address) ?? new PooledWorker(open, worker, address);
  spare.take(receiver);
  return spare;
};

class PooledWorker implements EncoderChannel {
  readonly address: string | null;
  readonly #channel: WorkerChannel;
  #receiver: Receiver = nobody;
  #watched = false;
  /** What two films have in common that take the same code and as much memory. */
  #kind: unknown[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(open: OpenChannel, worker: WorkerOption | undefined, address: string | null) {
    this.address = address;
    this.#channel = open(worker, {
      receive: (message) => this.#receiver.receive(message),
      // One that waits has nobody else who would end it.
      lost: (reason) => (idle.includes(this) ? this.close() : this.#receiver.lost(reason)),
    });
  }

  /** Whoever has taken it receives what it says. */
  take(receiver: Receiver): void {
    this.#leave();
    this.#receiver = receiver;
    this.#channel.hold?.(true);
  }

  post(message: ToWorker, transfer: Transferable[]): void {
    this.#channel.post(message.type === 'open' ? this.#complete(message) : message, transfer);
  }

  watch(): void {
    if (!this.#watched) this.#channel.watch();
    this.#watched = true;
  }

  close(done = false): void {
    this.#leave();
    this.#receiver = nobody;
    if (!done || this.address === null) return this.#channel.close();
    idle.unshift(this);
    globalThis.addEventListener?.('pagehide', letGo);
    this.#channel.hold?.(false);
    this.#timer = setTimeout(() => this.close(), patience);
    // Node's timers keep the process alive, unless they are told not to.
    (this.#timer as { unref?(): void }).unref?.();
  }

  #complete(message: ToWorker & { type: 'open' }): ToWorker {
    const { wasm, config } = message;
    const kind = [wasm.codec, wasm.filters, config.codec, config.width, config.height];
    const again = kind.every((part, index) => part === this.#kind[index]);
    this.#kind = kind;
    return { ...message, again, lock: this.#watched ? '' : this.#channel.lock };
  }

  #leave(): void {
    clearTimeout(this.#timer);
    const place = idle.indexOf(this);
    if (place >= 0) idle.splice(place, 1);
  }
}
