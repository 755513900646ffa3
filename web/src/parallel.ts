/// <reference lib="esnext.disposable" preserve="true" />
// kinora/parallel: pixels in, a WebM file out, as WebmEncoder, by several workers; for Node and for browsers.

import { fixedTimes } from './capture/fixed-times.js';
import type { CaptureOptions } from './capture/fixed-times.js';
import { ChunkStore } from './chunk-store.js';
import { EncoderClient } from './encoder-client.js';
import { checkNumber, checkOptions, show } from './check.js';
import { invalidState, notSupported } from './errors.js';
import { type FilterInput, filterText } from './filter-text.js';
import { checkWasm, toSource } from './load-wasm.js';
import { webmType } from './mime-type.js';
import { type WorkerOption, checkWorker, checkWorkerCount } from './options.js';
import { type WebmEncoderOptions, checkEncoderOptions } from './encoder-options.js';
import type { WorkerCount } from './worker-protocol.js';
import { defaultInterval } from './segments/plan.js';

export type { CaptureOptions, FilterInput, WebmEncoderOptions, WorkerCount, WorkerOption };
export { RecorderError, type RecorderErrorCode } from './errors.js';

/** Of `ParallelEncoder.create`; only the size is needed. */
export type ParallelEncoderOptions = Omit<WebmEncoderOptions, 'audioChannels'> & {
  /**
   * How many workers share the film, 1 to 64; never more than the machine has cores. Default 'auto': as many as it has,
   * up to 8. The file does not depend on it.
   */
  workers?: WorkerCount | undefined;
  /** As CanvasRecorder's, but for one Worker. In Node: the URL of `worker.js`, or false. */
  worker?: Exclude<WorkerOption, Worker> | undefined;
};

/**
 * Encodes frames to WebM by several workers. Each encodes segments of the film, which are as long as key frames are
 * apart (`keyFrameInterval`, here 2 seconds by default, rounded to whole frames, at least 15), and depend on nothing
 * before them. The same frames and options give the same bytes on every machine, with any number of workers.
 * Create one with `ParallelEncoder.create`, add frames, `finish` once, `close` always (or use `using`).
 */
export class ParallelEncoder {
  readonly width: number;
  readonly height: number;
  /** For instance `video/webm;codecs=vp8`. */
  readonly mimeType: string;

  readonly #frameRate: number;
  readonly #client: EncoderClient;
  #store: ChunkStore | null;
  #state: 'open' | 'finished' | 'closed' = 'open';
  #frames = 0;
  /** Milliseconds; the last frame's. */
  #timestamp = -1;
  /** Milliseconds; of the last frame. */
  #end = 0;
  #encoded = 0;
  /** Why no frame is taken any more. */
  #error: Error | null = null;
  /** A filter's fault that nobody was told of yet. */
  #refused: Error | null = null;

  /**
   * Starts the workers.
   * @throws TypeError or RangeError naming the option; FilterSyntaxError; RecorderError `worker-start`, `wasm-fetch`,
   * `wasm-compile`, `out-of-memory`, `encoder-failed` or `writer-failed`; DOMException NotSupportedError when
   * `options.wasm` does not hold the codec. No worker is left behind.
   */
  static async create(options: ParallelEncoderOptions): Promise<ParallelEncoder> {
    const { keyFrameInterval = defaultInterval } = checkOptions('options', options);
    const config = checkEncoderOptions({ ...options, keyFrameInterval });
    if (config.audioChannels)
      throw notSupported('options.audioChannels needs WebmEncoder: ParallelEncoder has no sound');
    const workers = checkWorkerCount('options.workers', options.workers) ?? 'auto';
    const worker = checkWorker(options.worker);
    if (typeof worker === 'object' && !(worker instanceof URL)) {
      throw new TypeError(`options.worker must be a function that returns a Worker, a URL, a string or false, got one`);
    }
    const filter = filterText('options.filter', options.filter);
    const codec = checkWasm(options.wasm);
    const filters = checkWasm(options.filterWasm, 'options.filterWasm');
    const { onData } = options;
    if (onData !== undefined && typeof onData !== 'function') {
      throw new TypeError(`options.onData must be a function, got ${String(onData)}`);
    }
    const encoder = new ParallelEncoder(config, onData);
    try {
      const wasm = { codec: await toSource(codec), filters: await toSource(filters) };
      // A checked config says -1 where the bitrate decides.
      const { quality } = options;
      const audioChannels = undefined;
      const recording = {
        quality,
        audioChannels,
        filter,
        fit: 'fill',
        adapt: false,
        backend: 'wasm',
        workers,
      } as const;
      await encoder.#client.open(worker, wasm, { ...config, ...recording }, null);
    } catch (error) {
      encoder.close();
      throw error;
    }
    return encoder;
  }

  private constructor(
    { width, height, codec, frameRate }: ReturnType<typeof checkEncoderOptions>,
    onData: WebmEncoderOptions['onData'],
  ) {
    this.width = width;
    this.height = height;
    this.mimeType = webmType(codec);
    this.#frameRate = frameRate;
    const store = onData ? null : new ChunkStore(Infinity);
    this.#store = store;
    const ignore = (): void => {};
    this.#client = new EncoderClient({
      data: (bytes, position) => (onData ? onData(bytes, position) : store?.write(position, bytes)),
      encoded: () => this.#encoded++,
      failed: (error) => (this.#error = error),
      filterRefused: (error) => (this.#refused ??= error),
      ...{ written: ignore, skipped: ignore, tick: ignore },
    });
  }

  /** Frames added so far. */
  get frameCount(): number {
    return this.#frames;
  }

  /** Frames that are in the file. */
  get encodedCount(): number {
    return this.#encoded;
  }

  /**
   * Takes one frame of `width * height` RGBA pixels, rows from the top without padding, which are copied at once.
   * Resolves when another is wanted, so that awaiting it bounds the memory. Times in milliseconds; by default frame i is
   * at i / frameRate seconds.
   * @throws RangeError when the number of bytes does not fit; TypeError or RangeError for a time that is none or does not
   * rise, after which the encoder is as before; DOMException InvalidStateError after `finish` or `close`; RecorderError
   * `worker-lost`, `out-of-memory`, `encoder-failed` or `writer-failed`, after which no frame is taken, and `finish`
   * gives the file of those before
   */
  async addFrame(pixels: Uint8Array | Uint8ClampedArray, options?: CaptureOptions): Promise<void> {
    this.#check('addFrame');
    this.#checkFilter();
    if (!(pixels instanceof Uint8Array || pixels instanceof Uint8ClampedArray)) {
      throw new TypeError(`pixels must be a Uint8Array or a Uint8ClampedArray, got ${show(pixels)}`);
    }
    const expected = this.width * this.height * 4;
    if (pixels.length !== expected) {
      throw new RangeError(
        `pixels must have ${this.width} * ${this.height} * 4 = ${expected} bytes, got ${pixels.length}`,
      );
    }
    const { timestamp, duration } = fixedTimes(options, this.#frameRate, this.#frames, this.#timestamp, this.#end);
    this.#frames++;
    this.#timestamp = timestamp;
    this.#end = timestamp + duration;
    const copy = new Uint8ClampedArray(this.#client.lend() ?? new ArrayBuffer(expected));
    copy.set(pixels);
    this.#client.addFrame(copy, timestamp, duration);
    await this.#client.wantsMore();
  }

  /**
   * Sets what is done to each frame that is added from now on. The film keeps its size. A text with a fault changes
   * nothing: a call of `addFrame` or `finish` after it throws the FilterSyntaxError or RangeError, and takes nothing.
   * @throws TypeError for what is no filter
   */
  setFilter(filter: FilterInput): void {
    this.#check('setFilter');
    this.#client.setFilter(filterText('filter', filter));
  }

  /**
   * Finishes the file. The encoder takes no more frames; still `close` it.
   * @param options `end`: milliseconds at which the last frame ends; default: its timestamp plus its duration.
   * @returns the whole file, or no bytes when `onData` received them.
   */
  async finish(options?: { end?: number | undefined }): Promise<Uint8Array<ArrayBuffer>> {
    const end = checkNumber('end', checkOptions('options', options).end, 0, 9e12, NaN);
    this.#check('finish', null);
    this.#checkFilter();
    this.#state = 'finished';
    await this.#client.finish(Number.isNaN(end) ? undefined : end);
    this.#checkFilter();
    return this.#store?.toBytes() ?? new Uint8Array(0);
  }

  /**
   * Ends what is under way, and the workers with it, or leaves them to the next film if this one is finished: workers
   * wait 10 seconds for it. May be called at any time and more than once.
   */
  close(): void {
    this.#state = 'closed';
    this.#store = null;
    this.#client.close();
  }

  /** As `close()`, for `using`. */
  [Symbol.dispose](): void {
    this.close();
  }

  #checkFilter(): void {
    const refused = this.#refused;
    this.#refused = null;
    if (refused) throw refused;
  }

  #check(method: string, error = this.#error): void {
    if (this.#state !== 'open') throw invalidState(`${method}() cannot be called: the encoder is ${this.#state}`);
    if (error) throw error;
  }
}
