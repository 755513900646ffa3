// Node's threads with the face of a browser's Worker, as far as the package needs it.

import type { OpenChannel, WorkerChannel } from '../encoder-channel.js';

/** What is used of node:worker_threads and node:os, without their types, which pages do not have. */
type NodeThread = {
  on(event: 'message' | 'messageerror' | 'error' | 'exit', listener: (value: unknown) => void): void;
  postMessage(message: unknown, transfer: Transferable[]): void;
  terminate(): Promise<number>;
  ref(): void;
  unref(): void;
};
type NodeModules = {
  'node:worker_threads': { Worker: new (code: string, options: { eval: true; workerData: unknown }) => NodeThread };
  'node:os': { availableParallelism(): number };
};
type NodeProcess = { getBuiltinModule?<Name extends keyof NodeModules>(name: Name): NodeModules[Name] };

/** Asked for in this way, Node's modules are not seen by bundlers for the web. */
const builtin = <Name extends keyof NodeModules>(name: Name): NodeModules[Name] | undefined =>
  (globalThis as { process?: NodeProcess }).process?.getBuiltinModule?.(name);

/** Gives the thread what a worker's script finds in a browser, then runs the script. CommonJS or a module. */
const script = `
const { parentPort, workerData } = process.getBuiltinModule('node:worker_threads');
globalThis.postMessage = (message, transfer) => parentPort.postMessage(message, transfer);
globalThis.addEventListener = (type, listener) => parentPort.on(type, (data) => listener({ data }));
import(workerData);
`;

export class NodeWorker extends EventTarget {
  readonly #thread: NodeThread;

  /** Whether there are no workers but Node's. */
  static isNeeded(): boolean {
    return typeof Worker === 'undefined' && builtin('node:worker_threads') !== undefined;
  }

  /** `url`: of the worker's script. */
  constructor(url: string) {
    super();
    const { Worker: Thread } = builtin('node:worker_threads')!;
    this.#thread = new Thread(script, { eval: true, workerData: url });
    this.#thread.on('message', (data) => this.dispatchEvent(Object.assign(new Event('message'), { data })));
    this.#thread.on('messageerror', () => this.dispatchEvent(new Event('messageerror')));
    this.#thread.on('error', (error) => this.#fail(error instanceof Error ? error.message : String(error)));
    this.#thread.on('exit', () => this.#fail('it ended'));
  }

  postMessage(message: unknown, transfer: Parameters<WorkerChannel['post']>[1]): void {
    this.#thread.postMessage(message, transfer);
  }

  terminate(): void {
    void this.#thread.terminate();
  }

  /** Whether the process stays alive for it. */
  set needed(needed: boolean) {
    if (needed) this.#thread.ref();
    else this.#thread.unref();
  }

  #fail(message: string): void {
    this.dispatchEvent(Object.assign(new Event('error'), { message }));
  }
}

/** `open` with Node's threads, where there are no other workers, for those that are known by the address of their script. */
export const withThreads = (open: OpenChannel): OpenChannel =>
  NodeWorker.isNeeded()
    ? (worker, receiver) => {
        const script = worker instanceof URL ? worker.href : worker;
        if (script !== undefined && typeof script !== 'string') return open(worker, receiver);
        const thread = new NodeWorker(script ?? import.meta.url.replace(/[^/]*$/, 'worker.js'));
        const channel = open(() => thread as unknown as Worker, receiver);
        return { ...channel, hold: (needed) => (thread.needed = needed) };
      }
    : open;

/** How many threads can run at the same time. */
export const coreCount = (): number =>
  globalThis.navigator?.hardwareConcurrency ?? builtin('node:os')?.availableParallelism() ?? 2;
