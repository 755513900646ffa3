// One recording, from start to file: takes pictures of the canvas, times them, gathers the bytes.

import { AnimationTicker } from './capture/animation-ticker.js';
import { DrawingWatch } from './capture/drawing-watch.js';
import { type Canvas, FrameSource } from './capture/frame-source.js';
import { checkNumber, checkOptions } from './check.js';
import { ChunkStore } from './chunk-store.js';
import { EncoderClient } from './encoder-client.js';
import { RecorderError, aborted, invalidState } from './errors.js';
import type { FilterInput } from './filter-text.js';
import { webmType } from './mime-type.js';
import { type ResolvedOptions, encoderConfig } from './options.js';
import { type RecorderStats, Samples } from './stats.js';
import type { EncoderConfig, WasmSources } from './worker-protocol.js';

/** About one frame of the fixed clock; times in milliseconds. */
export type CaptureOptions = {
  /** Default: the number of frames captured so far / frameRate. Must rise from frame to frame. */
  timestamp?: number | undefined;
  /** Default: 1 / frameRate. */
  duration?: number | undefined;
};

/** Frames under way at most with the realtime clock; further ones are dropped, so that memory stays bounded. */
const queueLimit = 3;

/** Bytes of the file that are held in this thread before they are folded into a Blob. */
const foldAt = 4 << 20;

const defaultFixedRate = 30;

const contextLost = ['webglcontextlost', 'contextlost'];

export class Recording {
  readonly #canvas: Canvas;
  readonly #options: ResolvedOptions;
  readonly #config: EncoderConfig;
  readonly #source: FrameSource;
  readonly #client: EncoderClient;
  readonly #ticker: AnimationTicker | null;
  readonly #watch: DrawingWatch;
  readonly #onError: (error: Error) => void;
  readonly #store = new ChunkStore(foldAt);
  readonly #encodeTimes = new Samples();
  #captured = 0;
  #dropped = 0;
  /** performance.now() of the start. */
  #origin = 0;
  /** Milliseconds; the last frame's. */
  #timestamp = -1;
  #lastEnd = 0;
  #stage: 'opening' | 'running' | 'finishing' | 'over' = 'opening';
  /** What ended the recording early; what follows from it is not reported. */
  #error: Error | null = null;
  /** Milliseconds, once it is over. */
  #duration = 0;

  /**
   * Checks that the canvas can be recorded. `onError` is told, once, what ends the recording early; it is for the
   * receiver to call `finish()` then. `onFilterError` is told why a filter was refused; the recording goes on.
   * @throws RangeError for the canvas's size; as FrameSource
   */
  constructor(
    canvas: Canvas,
    options: ResolvedOptions,
    filter: FilterInput,
    onError: (error: Error) => void,
    onFilterError: (error: Error) => void,
  ) {
    this.#canvas = canvas;
    this.#options = options;
    this.#config = encoderConfig(options, filter, canvas.width, canvas.height);
    this.#source = new FrameSource(canvas);
    this.#onError = onError;
    this.#client = new EncoderClient({
      data: (bytes, position) => this.#store.write(position, bytes),
      encoded: (encodeMs) => this.#encodeTimes.add(encodeMs),
      filterRefused: onFilterError,
      failed: (error) => this.#fail(error),
    });
    const { clock, frameRate } = options;
    this.#ticker =
      clock === 'fixed' || frameRate === 0 ? null : new AnimationTicker(frameRate, (time) => this.#frame(time));
    this.#watch = new DrawingWatch(canvas);
  }

  /** @throws as EncoderClient.open */
  async open(wasm: Promise<WasmSources>): Promise<void> {
    // From here on, so that by the first frame it is known how the page draws.
    if (this.#ticker) this.#watch.start();
    try {
      const { drawing } = await this.#client.open(this.#options.worker, await wasm, this.#config);
      if (!drawing) this.#source.usePlainBytes();
    } catch (error) {
      this.abandon();
      throw error;
    }
  }

  /** Starts the clock. */
  run(): void {
    this.#stage = 'running';
    this.#origin = performance.now();
    for (const type of contextLost) this.#canvas.addEventListener(type, this.#onContextLost);
    this.#watch.look(); // what was drawn until now is on the screen already, and no longer in the canvas
    this.#ticker?.start();
  }

  /** For the frames that are captured from now on. */
  setFilter(filter: string): void {
    this.#client.setFilter(filter);
  }

  get stats(): RecorderStats {
    const [p50 = 0, p95 = 0] = this.#encodeTimes.quantiles(0.5, 0.95);
    return {
      framesCaptured: this.#captured,
      framesEncoded: this.#encodeTimes.count,
      framesDropped: this.#dropped,
      bytes: this.#store.size,
      encodeMs: { p50, p95 },
      queueLength: this.#client.outstanding,
      duration: this.#stage === 'running' ? this.#now() : this.#duration,
    };
  }

  /** Takes a frame now, of the realtime clock. A failure is told to `onError`. */
  requestFrame(): void {
    if (this.#options.clock === 'fixed') {
      throw invalidState("requestFrame() needs clock 'realtime'; with clock 'fixed' use captureFrame()");
    }
    this.#tick(performance.now());
  }

  /**
   * Takes a frame now, of the fixed clock. Resolves when the encoder wants more.
   * @throws TypeError, RangeError, after which the recording goes on; whatever else ended the recording
   */
  captureFrame(options: CaptureOptions | undefined): Promise<void> {
    try {
      const { timestamp, duration } = this.#fixedTimes(options);
      try {
        this.#grab(timestamp, duration);
        this.#lastEnd = timestamp + duration;
      } catch (error) {
        this.#fail(error as Error);
        throw error;
      }
    } catch (error) {
      return Promise.reject(error as Error);
    }
    return this.#client.wantsMore();
  }

  /**
   * Ends the recording: the last frame lasts until now (realtime clock).
   * @returns the file; when it could not be finished, all of it that came, and `onError` is told.
   * @throws DOMException AbortError when abandoned meanwhile
   */
  async finish(): Promise<Blob> {
    const realtime = this.#options.clock === 'realtime';
    // A recording that was too short for an animation frame, or was never asked for one, still shows the canvas.
    if (realtime && this.#captured === 0 && !this.#error) this.#tick(this.#origin);
    this.#duration = this.#now();
    this.#stage = 'finishing';
    this.#halt();
    try {
      await this.#client.finish(realtime ? this.#duration : undefined);
    } catch (error) {
      if (this.#isOver()) throw aborted();
      this.#fail(error as Error);
    }
    this.#stage = 'over';
    this.#client.close();
    return this.#store.toBlob(webmType(this.#options.codec));
  }

  /** Ends the recording and the worker at once; nothing is kept. @returns false if it was over already */
  abandon(): boolean {
    if (this.#isOver()) return false;
    this.#stage = 'over';
    this.#halt();
    this.#client.close();
    return true;
  }

  #isOver(): boolean {
    return this.#stage === 'over';
  }

  #fail(error: Error): void {
    if (this.#error || this.#isOver()) return;
    this.#error = error;
    this.#onError(error);
  }

  #halt(): void {
    this.#ticker?.stop();
    this.#watch.stop();
    for (const type of contextLost) this.#canvas.removeEventListener(type, this.#onContextLost);
  }

  /** Milliseconds recorded. With the realtime clock, always later than the last frame. */
  #now(): number {
    if (this.#options.clock === 'fixed') return this.#lastEnd;
    return Math.max(performance.now() - this.#origin, this.#timestamp + 1);
  }

  readonly #onContextLost = (): void => {
    const message = 'the canvas lost its context while recording';
    this.#fail(new RecorderError('context-lost', message, { field: 'canvas' }));
  };

  /** An animation frame. One in which the page did not draw shows what the one before it does: nothing to take. */
  #frame(time: number): void {
    if (this.#watch.look()) this.#tick(time);
  }

  #tick(time: number): void {
    if (this.#stage !== 'running') return;
    if (this.#client.outstanding >= queueLimit) {
      this.#dropped++;
      return;
    }
    // The film begins with its first frame; two frames never share a microsecond.
    const timestamp = this.#captured === 0 ? 0 : Math.max(time - this.#origin, this.#timestamp + 0.001);
    // How long it will be shown is not known yet: most likely as long as the one before.
    const duration = this.#captured === 0 ? undefined : Math.min(Math.max(timestamp - this.#timestamp, 1), 1000);
    try {
      this.#grab(timestamp, duration);
    } catch (error) {
      this.#fail(error as Error);
    }
  }

  #grab(timestamp: number, duration: number | undefined): void {
    const picture = this.#source.grab(timestamp);
    this.#captured++;
    this.#timestamp = timestamp;
    this.#client.addFrame(picture, timestamp, duration);
  }

  #fixedTimes(options: CaptureOptions | undefined): { timestamp: number; duration: number } {
    if (this.#options.clock !== 'fixed') {
      throw invalidState("captureFrame() needs clock 'fixed'; with clock 'realtime' use requestFrame()");
    }
    const given = checkOptions('options', options);
    const rate = this.#options.frameRate ?? defaultFixedRate;
    if (rate === 0 && given.timestamp === undefined) {
      throw new TypeError('timestamp must be given when options.frameRate is 0, got undefined');
    }
    const timestamp = checkNumber('timestamp', given.timestamp, 0, 9e12, (this.#captured * 1000) / rate);
    if (this.#captured > 0 && timestamp < this.#timestamp + 0.001) {
      throw new RangeError(`timestamp must be later than the last frame's ${this.#timestamp} ms, got ${timestamp}`);
    }
    const duration = checkNumber('duration', given.duration, 0.001, 9e12, 1000 / (rate || defaultFixedRate));
    return { timestamp, duration };
  }
}
