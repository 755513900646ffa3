// The workers that share films. Those that have done their part wait a while for the next film, which then starts at once.

import type { EncoderChannel, OpenChannel, Receiver } from '../encoder-channel.js';
import type { WorkerOption } from '../options.js';
import type { ToWorker } from '../worker-protocol.js';
import { NodeWorker } from './node-worker.js';

/** Milliseconds that a worker waits for another film. */
const patience = 10_000;

/** By the address of their script; '' is the package's own. */
const idle = new Map<string, PooledWorker[]>();

/** A worker whose script is known by an address is as good as any other with that address. */
const addressOf = (worker: WorkerOption | undefined): string | null => {
  if (worker === undefined) return '';
  return typeof worker === 'string' || worker instanceof URL ? String(worker) : null;
};

const nobody: Receiver = { receive: () => {}, lost: () => {} };

/** `open`: what starts one. @throws RecorderError `worker-start` */
export const takeWorker = (open: OpenChannel, worker: WorkerOption | undefined, receiver: Receiver): PooledWorker => {
  const address = addressOf(worker);
  const spare = address === null ? undefined : idle.get(address)?.pop();
  const taken = spare ?? new PooledWorker(open, worker, address);
  taken.take(receiver);
  return taken;
};

export class PooledWorker {
  readonly #address: string | null;
  readonly #channel: EncoderChannel;
  readonly #thread: NodeWorker | null;
  #receiver: Receiver = nobody;
  #watched = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(open: OpenChannel, worker: WorkerOption | undefined, address: string | null) {
    this.#address = address;
    const isNode = address !== null && NodeWorker.isNeeded();
    this.#thread = isNode ? new NodeWorker(address || import.meta.url.replace(/[^/]*$/, 'worker.js')) : null;
    this.#channel = open(this.#thread ? () => this.#thread as unknown as Worker : worker, {
      receive: (message) => this.#receiver.receive(message),
      lost: (reason) => {
        this.#leave();
        this.#receiver.lost(reason);
      },
    });
  }

  /** Whoever has taken it receives what it says. */
  take(receiver: Receiver): void {
    clearTimeout(this.#timer);
    this.#receiver = receiver;
    if (this.#thread) this.#thread.needed = true;
  }

  /** The name of the lock that the worker is to hold; '' if it holds it already. */
  get lock(): string {
    return this.#watched ? '' : this.#channel.lock;
  }

  post(message: ToWorker, transfer: Transferable[]): void {
    this.#channel.post(message, transfer);
  }

  /** As EncoderChannel's. */
  watch(): void {
    if (!this.#watched) this.#channel.watch();
    this.#watched = true;
  }

  /** For a worker that has done what it was asked for: another film may take it. */
  giveBack(): void {
    this.#receiver = nobody;
    if (this.#address === null) return this.close();
    idle.set(this.#address, [...(idle.get(this.#address) ?? []), this]);
    if (this.#thread) this.#thread.needed = false;
    this.#timer = setTimeout(() => this.close(), patience);
    // Node's timers keep the process alive, unless they are told not to.
    (this.#timer as { unref?(): void }).unref?.();
  }

  /** Ends the worker at once. Nothing is received afterwards. */
  close(): void {
    this.#leave();
    this.#receiver = nobody;
    this.#channel.close();
  }

  #leave(): void {
    clearTimeout(this.#timer);
    const others = idle.get(this.#address ?? '')?.filter((other) => other !== this);
    if (others) idle.set(this.#address ?? '', others);
  }
}
