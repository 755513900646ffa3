// The recorder's side of the encoder: sends frames, counts those under way, keeps order.

import { RecorderError, aborted, asError, fromMessage } from './errors.js';
import { type EncoderChannel, type Receiver, openChannel } from './encoder-channel.js';
import type { WorkerOption } from './options.js';
import {
  type EncoderConfig,
  type FromWorker,
  type Picture,
  type ToWorker,
  type WasmSources,
  release,
  transferOf,
} from './worker-protocol.js';
import { takeWorker } from './worker-pool.js';

type Opened = FromWorker & { type: 'opened' };
type Deferred<T> = { promise: Promise<T>; resolve(value: T): void; reject(reason: Error): void };

const defer = <T>(): Deferred<T> => {
  const deferred = {} as Deferred<T>;
  deferred.promise = new Promise<T>((resolve, reject) => Object.assign(deferred, { resolve, reject }));
  // Nobody has to listen: each failure is also reported by other ways.
  deferred.promise.catch(() => {});
  return deferred;
};

export type EncoderEvents = {
  data(bytes: Uint8Array<ArrayBuffer>, position: number): void;
  /** The file that the worker writes has that many bytes. */
  written(size: number): void;
  /** As the message. All of the frame's bytes came before. */
  encoded(frame: FromWorker & { type: 'encoded' }): void;
  /** The encoder left a frame out. */
  skipped(): void;
  /** Of the timer that was asked for. */
  tick(): void;
  /** A filter was refused; the one before it stays. */
  filterRefused(error: Error): void;
  /** A frame failed, or the worker died. No frame is taken any more; `finish()` may still work. */
  failed(error: Error): void;
};

/** `captureFrame()` waits while this many frames or more are under way: one is encoded, one is ready to be next. */
const enoughFrames = 2;

export class EncoderClient {
  readonly #events: EncoderEvents;
  #channel: EncoderChannel | null = null;
  #opening: Deferred<Opened> | null = null;
  #finishing: Deferred<void> | null = null;
  #hungry: Deferred<void>[] = [];
  #outstanding = 0;
  /** Pictures that are promises are sent in order; the others with them while any is waiting. */
  #unsent = 0;
  #sending: Promise<void> = Promise.resolve();
  #opened = false;
  #finished = false;
  /** Why no frames are taken any more. */
  #error: Error | null = null;
  /** Whether there is still somebody who could finish the file. */
  #alive = true;

  constructor(events: EncoderEvents) {
    this.#events = events;
  }

  /** Frames handed over and not encoded yet. */
  get outstanding(): number {
    return this.#outstanding;
  }

  /**
   * Starts the worker and the encoder. `file`: what the worker is to write to; null for `data` events.
   * @throws RecorderError `worker-start`, and as WebmEncoder.create; DOMException AbortError when closed meanwhile
   */
  open(
    worker: WorkerOption | undefined,
    wasm: WasmSources,
    config: EncoderConfig,
    file: FileSystemFileHandle | null,
  ): Promise<Opened> {
    this.#opening = defer();
    // Closed before it was opened: no worker must be started any more.
    if (this.#error) this.#opening.reject(this.#error);
    else void this.#connect(worker, { type: 'open', config, wasm, file });
    return this.#opening.promise;
  }

  /** Memory for the bytes of a picture that is added next; undefined where it may be any. */
  lend(): ArrayBuffer | undefined {
    return this.#channel?.lend?.();
  }

  /** Takes the picture over. Times in milliseconds. */
  addFrame(picture: Picture | Promise<Picture>, timestamp: number, duration: number | undefined): void {
    this.#outstanding++;
    if (!(picture instanceof Promise) && this.#unsent === 0) return this.#send(picture, timestamp, duration);
    this.#unsent++;
    this.#sending = this.#sending.then(async () => {
      try {
        this.#send(await picture, timestamp, duration);
      } catch (thrown) {
        this.#fail(asError(thrown, 'capture-failed', 'the canvas could not be read'));
      }
      this.#unsent--;
    });
  }

  /** A packet of Opus, which is taken over; `timestamp` in milliseconds. */
  addAudio(packet: Uint8Array<ArrayBuffer>, timestamp: number): void {
    if (!this.#error) this.#channel?.post({ type: 'audio', packet, timestamp }, [packet.buffer]);
  }

  /** Asks for ticks each `interval` milliseconds, from where no hidden page slows timers down; 0 for none. */
  setTimer(interval: number): void {
    this.#channel?.post({ type: 'timer', interval }, []);
  }

  /** For the frames that are added from now on. */
  setFilter(filter: string): void {
    const post = (): void => this.#channel?.post({ type: 'filter', filter }, []);
    if (this.#unsent === 0) post();
    else this.#sending = this.#sending.then(post);
  }

  /** Resolves when another frame would not have to wait long. @throws what made the recording fail */
  wantsMore(): Promise<void> {
    const deferred = defer<void>();
    if (this.#error) deferred.reject(this.#error);
    else if (!this.#isFull()) deferred.resolve();
    else this.#hungry.push(deferred);
    return deferred.promise;
  }

  /** Resolves when the file is whole. `end` in milliseconds; undefined for the last frame's own. */
  finish(end: number | undefined): Promise<void> {
    const finishing = (this.#finishing = defer());
    this.#sending = this.#sending.then(() => {
      if (this.#alive && this.#channel) this.#channel.post({ type: 'finish', end }, []);
      else finishing.reject(this.#error ?? aborted());
    });
    return finishing.promise;
  }

  /** Ends the worker, or leaves it to another film when this one is finished. Whatever waits is rejected with AbortError. */
  close(): void {
    this.#channel?.close(this.#finished && !this.#error);
    this.#channel = null;
    this.#end(aborted());
  }

  async #connect(worker: WorkerOption | undefined, message: ToWorker & { type: 'open' }): Promise<void> {
    try {
      const receiver: Receiver = {
        receive: (message) => this.#receive(message),
        lost: (reason) => this.#lose(reason),
      };
      if (message.config.workers) {
        const { SegmentChannel } = await import('./segments/segment-channel.js');
        if (this.#error) return;
        this.#channel = new SegmentChannel(openChannel, worker, receiver);
      } else this.#channel = takeWorker(openChannel, worker, receiver);
      this.#channel.post(message, []);
    } catch (thrown) {
      this.#opening?.reject(asError(thrown, 'worker-start', 'the worker could not be started'));
    }
  }

  #send(picture: Picture, timestamp: number, duration: number | undefined): void {
    if (this.#error || !this.#channel) return release(picture);
    try {
      this.#channel.post({ type: 'frame', picture, timestamp, duration }, transferOf(picture));
    } catch (thrown) {
      release(picture);
      // The only pictures that cannot be cloned are bitmaps of a canvas that holds another site's pictures.
      const tainted = thrown instanceof DOMException && thrown.name === 'DataCloneError';
      this.#fail(
        tainted
          ? new DOMException('the canvas is tainted by cross-origin data', 'SecurityError')
          : asError(thrown, 'capture-failed', 'the frame could not be sent'),
      );
    }
  }

  #receive(message: FromWorker): void {
    if (message.type === 'data') this.#events.data(message.bytes, message.position);
    else if (message.type === 'written') this.#events.written(message.size);
    else if (message.type === 'tick') this.#events.tick();
    else if (message.type === 'opened') {
      this.#opened = true;
      this.#channel?.watch();
      this.#opening?.resolve(message);
    } else if (message.type === 'encoded' || message.type === 'skipped') {
      this.#outstanding--;
      if (message.type === 'skipped') this.#events.skipped();
      else this.#events.encoded(message);
      this.#feed();
    } else if (message.type === 'room') this.#feed();
    else if (message.type === 'finished') {
      this.#finished = true;
      this.#finishing?.resolve();
    } else if (message.type !== 'failed') return;
    else if (message.step === 'open') this.#opening?.reject(fromMessage(message.error));
    else if (message.step === 'filter') this.#events.filterRefused(fromMessage(message.error));
    else if (message.step === 'finish') this.#finishing?.reject(fromMessage(message.error));
    else this.#fail(fromMessage(message.error));
  }

  #isFull(): boolean {
    return this.#channel?.isFull?.() ?? this.#outstanding >= enoughFrames;
  }

  #feed(): void {
    while (this.#hungry.length > 0 && !this.#isFull()) this.#hungry.shift()!.resolve();
  }

  #lose(reason: string): void {
    const error = this.#opened
      ? new RecorderError('worker-lost', `the worker was lost: ${reason}`, { field: 'worker' })
      : new RecorderError('worker-start', `the worker could not be started: ${reason}`, { field: 'worker' });
    const first = this.#alive && this.#opened && !this.#finishing;
    this.#end(error);
    if (first) this.#events.failed(error);
  }

  #fail(error: Error): void {
    if (this.#error) return;
    this.#stopTaking(error);
    this.#events.failed(error);
  }

  #end(error: Error): void {
    this.#alive = false;
    this.#stopTaking(error);
    this.#opening?.reject(error);
    this.#finishing?.reject(error);
  }

  #stopTaking(error: Error): void {
    this.#error ??= error;
    this.#outstanding = 0;
    for (const deferred of this.#hungry.splice(0)) deferred.reject(error);
  }
}
