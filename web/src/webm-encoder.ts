/// <reference lib="esnext.disposable" preserve="true" />
// Pixels in, a WebM file out: for Node, for browsers, and inside the recorder's worker.

import { checkBoolean, checkChoice, checkInteger, checkNumber, checkOptions, show } from './check.js';
import { ChunkStore } from './chunk-store.js';
import type { CoreModule, CoreRecorder, CoreRecorderConfig } from './core-module.js';
import { type WebmEncoderOptions, checkEncoderOptions } from './encoder-options.js';
import { fromCore, fromTrap, invalidState } from './errors.js';
import { type FilterInput, filterText } from './filter-text.js';
import { FilterEngine, type Size } from './filters/filter-engine.js';
import { type Loaded, type WasmSource, checkWasm, loadCore, toSource } from './load-wasm.js';
import { webmType } from './mime-type.js';

/** About one frame; times in milliseconds. */
export type FrameOptions = {
  /**
   * Default: the number of frames added so far / `frameRate`, or the end of the last one where that is later. Must rise
   * from frame to frame.
   */
  timestamp?: number | undefined;
  /** Default: until the next frame at `frameRate`. In the file a frame lasts until the next one's timestamp. */
  duration?: number | undefined;
  /** Makes it a key frame. */
  keyFrame?: boolean | undefined;
  /** The order of a pixel's four bytes; default 'rgba'. The fourth is ignored: premultiply to compose over black. */
  format?: 'rgba' | 'bgra' | undefined;
};

/** What became of a frame. */
export type EncodedFrame = {
  /** Bytes of the compressed frame. */
  size: number;
  keyFrame: boolean;
};

// Milliseconds: beyond these a time in microseconds is no longer exact.
const maxTime = 9e12;

/**
 * Encodes frames to WebM. Create one with `WebmEncoder.create`, add frames, `finish` once, `close` always (or use
 * `using`): the WebAssembly memory of the encoder is freed by `close`.
 * The same frames and options give the same bytes on every machine.
 */
export class WebmEncoder {
  readonly width: number;
  readonly height: number;
  /** For instance `video/webm;codecs=vp8`. */
  readonly mimeType: string;

  readonly #core: CoreModule;
  readonly #giveBack: () => void;
  readonly #frameRate: number;
  /** The file, where there is no `onData`. */
  readonly #store = new ChunkStore(Infinity);
  readonly #onData: (bytes: Uint8Array<ArrayBuffer>, position: number) => void;
  readonly #filmSize: Size;
  readonly #filterWasm: WasmSource;
  /** Whether what is transparent shows over black. */
  readonly #film: boolean;
  #engine: FilterEngine | null = null;
  /** Settles when the last filter that was given is set, or refused. */
  #filterSet: Promise<void> = Promise.resolve();
  /** Whether pictures go through the engine. */
  #filtering = false;
  #recorder: CoreRecorder | null = null;
  /**
   * 'halted': a frame failed, and the file can only be finished; 'failed': not even that. 'writing': `onData` runs, within
   * a call into the module, whose place in the file is not settled until it returns.
   */
  #state: 'open' | 'halted' | 'writing' | 'finished' | 'failed' | 'closed' = 'open';
  #frames = 0;
  #lastTime = -1;
  #lastEnd = 0;
  /** What `onData` threw: exceptions do not pass through WebAssembly, they wait here. */
  #thrown: { error: unknown } | null = null;

  /**
   * Loads the WebAssembly module and sets the encoder up.
   * @throws TypeError or RangeError naming the option; FilterSyntaxError; RecorderError `wasm-fetch`, `wasm-compile`, `out-of-memory`,
   * `encoder-failed` or `writer-failed`; DOMException NotSupportedError when `options.wasm` does not hold the codec.
   */
  static async create(options: WebmEncoderOptions): Promise<WebmEncoder> {
    const config = checkEncoderOptions(options);
    const filter = filterText('options.filter', options.filter);
    const wasm = checkWasm(options.wasm);
    const filterWasm = await toSource(checkWasm(options.filterWasm, 'options.filterWasm'));
    const { onData } = options;
    if (onData !== undefined && typeof onData !== 'function') {
      throw new TypeError(`options.onData must be a function, got ${String(onData)}`);
    }
    const [loaded, engine] = await Promise.all([
      loadCore(config.codec, await toSource(wasm)),
      filter ? FilterEngine.load(filterWasm) : null,
    ]);
    const { width, height } = config;
    engine?.setChain(filter, { width, height });
    const encoder = new WebmEncoder(
      loaded,
      { ...config, ...engine?.targetSize },
      { width, height },
      filterWasm,
      onData,
    );
    encoder.#engine = engine;
    encoder.#filtering = Boolean(engine);
    return encoder;
  }

  private constructor(
    { core, giveBack }: Loaded<CoreModule>,
    config: CoreRecorderConfig,
    size: Size,
    filterWasm: WasmSource,
    onData: WebmEncoderOptions['onData'],
  ) {
    this.width = size.width;
    this.height = size.height;
    this.#filmSize = { width: config.width, height: config.height };
    this.#filterWasm = filterWasm;
    this.#film = config.channel === 'color';
    this.mimeType = webmType(config.codec, config.audioChannels > 0);
    this.#core = core;
    this.#giveBack = giveBack;
    this.#frameRate = config.frameRate;
    this.#onData = onData ?? ((bytes, position) => this.#store.write(position, bytes));
    this.#recorder = this.#guard(
      () => core.createRecorder(config, (position, bytes) => this.#receive(position, bytes)),
      null,
    );
  }

  /** Frames added so far. */
  get frameCount(): number {
    return this.#frames;
  }

  /**
   * The place in the WebAssembly memory for one frame's pixels, `width * height * 4` bytes without padding. Write the
   * pixels there and call `addSlot`: that saves the copy that `addFrame` makes. Ask anew for each frame.
   */
  frameSlot(): Uint8Array<ArrayBuffer> {
    const recorder = this.#open('frameSlot');
    if (this.#filtering && this.#engine) return this.#engine.slot();
    return this.#guard(() => recorder.frameSlot(), undefined) as Uint8Array<ArrayBuffer>;
  }

  /**
   * Encodes what stands in the frame slot.
   * @throws TypeError or RangeError naming the option (a timestamp that does not rise, for instance), after which the
   * encoder is as before; DOMException InvalidStateError after `finish` or `close`, or in `onData`; RecorderError `out-of-memory`,
   * `encoder-failed` or `writer-failed`, after which no frame is taken, and `finish` gives the file of those before.
   */
  addSlot(frame?: FrameOptions): EncodedFrame {
    const recorder = this.#open('addSlot');
    const { timestamp, duration, keyFrame, format } = this.#checkFrame(frame);
    const order = this.#filtering && this.#engine ? this.#filterSlot(this.#engine, recorder, format) : format;
    const size = this.#guard(() => recorder.addSlot(order, timestamp, duration, keyFrame), -1);
    this.#frames++;
    this.#lastTime = timestamp;
    this.#lastEnd = timestamp + duration;
    return { size, keyFrame: recorder.lastWasKeyFrame() };
  }

  /**
   * Encodes one frame of `width * height` pixels, rows from the top without padding. An ImageData is always 'rgba'.
   * @throws as addSlot, and RangeError when the number of bytes or the ImageData's size does not fit.
   */
  addFrame(pixels: Uint8Array | Uint8ClampedArray | ImageData, frame?: FrameOptions): EncodedFrame {
    this.#open('addFrame');
    // Before the copy, so that a wrong option changes nothing.
    this.#checkFrame(frame);
    this.frameSlot().set(this.#checkPixels(pixels));
    return this.addSlot(frame);
  }

  /**
   * Adds a packet of Opus; needs `options.audioChannels`. `timestamp`: milliseconds, of the packet's first sample, not
   * below the last packet's. Pictures and sound may come as they do: a packet waits in memory until the other track has
   * come as far, or is a second ahead.
   * @throws TypeError, RangeError for `timestamp`; RecorderError `invalid-argument` for bytes that are no Opus, or without
   * `audioChannels`, after which the encoder is as before; else as addSlot.
   */
  addAudio(packet: Uint8Array, timestamp: number): void {
    const recorder = this.#open('addAudio');
    if (!(packet instanceof Uint8Array)) throw new TypeError(`packet must be a Uint8Array, got ${show(packet)}`);
    const time = checkNumber('timestamp', timestamp, 0, maxTime);
    this.#guard(() => recorder.addAudio(packet, Math.round(time * 1000)), false);
  }

  /**
   * Sets what is done to each picture that is added after it resolves. The film keeps its size.
   * @throws FilterSyntaxError; TypeError, or RangeError naming the parameter; what WebmEncoder.create throws for a module
   * that cannot be loaded; DOMException InvalidStateError after `finish` or `close`. The filter is then as before.
   */
  async setFilter(filter: FilterInput): Promise<void> {
    const text = filterText('filter', filter);
    // One after the other: while the module is loaded for one filter, the next may be set.
    return (this.#filterSet = this.#filterSet.catch(() => {}).then(() => this.#setFilter(text)));
  }

  async #setFilter(text: string): Promise<void> {
    this.#open('setFilter');
    const film = this.#filmSize;
    // Without a filter there may be no engine; but a film of another size needs one that says so.
    if (!text && film.width === this.width && film.height === this.height) {
      this.#filtering = false;
      return;
    }
    const engine = this.#engine ?? (await FilterEngine.load(this.#filterWasm));
    this.#open('setFilter');
    this.#engine = engine;
    engine.setChain(text, { width: this.width, height: this.height }, { target: film });
    this.#filtering = true;
  }

  /** Takes effect with the next frame. `bitrate`: bits per second, 1000 to 1e9. @throws TypeError, RangeError */
  setBitrate(bitrate: number): void {
    const recorder = this.#open('setBitrate', 'writing');
    const checked = checkNumber('bitrate', bitrate, 1000, 1e9);
    this.#guard(() => recorder.setBitrate(checked), false);
  }

  /**
   * From the next frame on, takes less time for each than `effort` does: by so many steps, 0 (as configured) or more.
   * @returns the steps taken: there are only a few. @throws TypeError, RangeError
   */
  reduceEffort(steps: number): number {
    const recorder = this.#open('reduceEffort');
    const checked = checkInteger('steps', steps, 0, 100);
    return this.#guard(() => recorder.reduceEffort(checked), -1);
  }

  /**
   * Finishes the file. The encoder takes no more frames; still `close` it.
   * @param options `end`: milliseconds at which the last frame ends; default: its timestamp plus its duration.
   * @returns the whole file, or no bytes when `onData` received them.
   */
  finish(options?: { end?: number | undefined }): Uint8Array<ArrayBuffer> {
    const recorder = this.#open('finish', 'halted');
    const end = checkNumber('end', checkOptions('options', options).end, 0, maxTime, NaN);
    this.#guard(() => recorder.finish(Math.round(end * 1000)), false);
    this.#state = 'finished';
    return this.#store.toBytes();
  }

  /** Frees the encoder's memory. May be called at any time, by `onData` too, and more than once. */
  close(): void {
    // What has called `onData` still needs the module.
    if (this.#state === 'writing') queueMicrotask(() => this.#free());
    else if (this.#state !== 'closed') this.#free();
    this.#state = 'closed';
  }

  /** As `close()`, for `using`. */
  [Symbol.dispose](): void {
    this.close();
  }

  #free(): void {
    const recorder = this.#recorder;
    const engine = this.#engine;
    this.#recorder = this.#engine = null;
    // After a trap the module's memory is in an unknown state; it goes with the module.
    if (this.#state === 'failed' || !recorder) return;
    engine?.close();
    recorder.delete();
    this.#giveBack();
  }

  /** From the filters' memory to the encoder's. */
  #filterSlot(engine: FilterEngine, recorder: CoreRecorder, format: 'rgba' | 'bgra'): 'rgba' {
    const pixels = this.#guard(() => engine.run(format, this.#frames, this.#film), undefined);
    this.#guard(() => recorder.frameSlot(), undefined)?.set(pixels as Uint8Array);
    return 'rgba';
  }

  /** The WebAssembly recorder, in the states in which `method` may be called. */
  #open(method: string, also?: 'halted' | 'writing'): CoreRecorder {
    if ((this.#state === 'open' || this.#state === also) && this.#recorder) return this.#recorder;
    throw invalidState(`${method}() cannot be called: the encoder is ${this.#state}`);
  }

  /** Runs a call into WebAssembly. `failed` is its sign of an error. */
  #guard<T>(call: () => T, failed: T): T {
    let result: T;
    try {
      result = call();
    } catch (trap) {
      this.#state = 'failed';
      throw fromTrap(trap);
    }
    if (this.#thrown) {
      this.#state = 'failed';
      throw this.#thrown.error;
    }
    if (result !== failed) return result;
    const error = this.#core.lastError();
    // A value that was refused changed nothing; after anything else the film would have a hole.
    if (error.code !== 'invalid-argument') this.#state = 'halted';
    throw fromCore(error);
  }

  #receive(position: number, bytes: Uint8Array): void {
    if (this.#thrown || this.#state === 'closed') return;
    this.#state = 'writing';
    try {
      this.#onData(bytes.slice(), position);
    } catch (error) {
      this.#thrown = { error };
    }
    // Else it was closed. Of a file that is being finished nothing depends on what the state was before.
    if (this.#state === 'writing') this.#state = 'open';
  }

  /** Fills in the defaults; times become whole microseconds. */
  #checkFrame(
    options: FrameOptions | undefined,
  ): Required<{ [key in keyof FrameOptions]: NonNullable<FrameOptions[key]> }> {
    const frame = checkOptions('options', options);
    // Each time is rounded by itself from the frame's number, so that rounding errors do not add up.
    const atRate = (index: number): number => Math.round((index * 1e6) / this.#frameRate);
    const regular = atRate(this.#frames);
    const next = Math.max(regular, this.#lastEnd);
    const timestamp = Math.round(checkNumber('timestamp', frame.timestamp, 0, maxTime, next / 1000) * 1000);
    if (timestamp <= this.#lastTime) {
      throw new RangeError(
        `timestamp must be later than the last frame's ${this.#lastTime / 1000} ms, got ${timestamp / 1000}`,
      );
    }
    const step = timestamp === regular ? atRate(this.#frames + 1) - timestamp : atRate(1);
    const duration = Math.round(checkNumber('duration', frame.duration, 0.001, maxTime, step / 1000) * 1000);
    return {
      timestamp,
      duration,
      keyFrame: checkBoolean('keyFrame', frame.keyFrame, false),
      format: checkChoice('format', frame.format, ['rgba', 'bgra']),
    };
  }

  #checkPixels(pixels: Uint8Array | Uint8ClampedArray | ImageData): Uint8Array | Uint8ClampedArray {
    if (pixels instanceof Uint8Array || pixels instanceof Uint8ClampedArray) {
      const expected = this.width * this.height * 4;
      if (pixels.length === expected) return pixels;
      throw new RangeError(
        `pixels must have ${this.width} * ${this.height} * 4 = ${expected} bytes, got ${pixels.length}`,
      );
    }
    if (typeof ImageData === 'undefined' || !(pixels instanceof ImageData)) {
      throw new TypeError(`pixels must be a Uint8Array, a Uint8ClampedArray or an ImageData, got ${show(pixels)}`);
    }
    if (pixels.width === this.width && pixels.height === this.height) return pixels.data as Uint8ClampedArray;
    throw new RangeError(
      `pixels must be ${this.width}x${this.height}, got an ImageData of ${pixels.width}x${pixels.height}`,
    );
  }
}
