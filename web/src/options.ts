// The recorder's options: what may be given, what is refused, what is assumed.

import { defaultBitrate } from './bitrate.js';
import { checkChoice, checkNumber, checkOptions } from './check.js';
import { notSupported } from './errors.js';
import { type FilterInput, filterText } from './filter-text.js';
import { type WasmOption, checkWasm } from './load-wasm.js';
import type { VideoCodec } from './mime-type.js';
import { maxDimension } from './webm-encoder.js';
import type { EncoderConfig } from './worker-protocol.js';

export type WorkerOption = Worker | (() => Worker) | URL | string | false;

export type CanvasRecorderOptions = {
  /** Default 'vp8'. */
  codec?: VideoCodec | undefined;
  /** Bits per second, 1000 to 1e9. Default: 0.1 (VP9: 0.07) bit a pixel and frame, at least 250,000. */
  bitrate?: number | undefined;
  /**
   * Frames per second, 0 to 1000. With the realtime clock: at most so many; 0: only those asked for by
   * `requestFrame()`; omitted: one each animation frame. With the fixed clock: frame i is at i / frameRate seconds,
   * default 30, and the file states the rate if it is given; 0: each `captureFrame()` brings its own timestamp.
   */
  frameRate?: number | undefined;
  /**
   * 'realtime' (default): frames are taken as they are shown, each at its true time. 'fixed': each `captureFrame()`
   * is one frame of the film, however long it took to draw.
   */
  clock?: 'realtime' | 'fixed' | undefined;
  /** Seconds between key frames at most, 0 (each frame) to 3600; default 5. Players seek to key frames. */
  keyFrameInterval?: number | undefined;
  /** How much time a frame may take; default 'realtime'. */
  effort?: 'realtime' | 'balanced' | 'best' | undefined;
  /** The Y'CbCr that RGB becomes; default 'bt601', which every player shows right. */
  colorSpace?: 'bt601' | 'bt709' | undefined;
  /**
   * What is done to each picture before it is encoded: a chain as CSS writes it, or one of `chain()`; default: nothing.
   * The film has the size that the filter gives. A text with a fault makes `start()` reject.
   */
  filter?: FilterInput | undefined;
  /** Where the WebAssembly file is; default: beside this script. It must hold `codec`. */
  wasm?: WasmOption | undefined;
  /** Where `kinora-filters.wasm` is; default: beside this script. Loaded when there is a filter. */
  filterWasm?: WasmOption | undefined;
  /**
   * The encoder's worker, which the recorder terminates at the end; its URL; a function that makes one for each
   * `start()`; or false to encode in this thread. Default: `worker.js` beside this script.
   * Wherever it lies, it needs the package's `shared-*.js` files beside it.
   */
  worker?: WorkerOption | undefined;
};

export type ResolvedOptions = {
  codec: VideoCodec;
  bitrate: number | undefined;
  frameRate: number | undefined;
  clock: 'realtime' | 'fixed';
  keyFrameInterval: number;
  effort: 'realtime' | 'balanced' | 'best';
  colorSpace: 'bt601' | 'bt709';
  filter: FilterInput;
  wasm: WasmOption | undefined;
  filterWasm: WasmOption | undefined;
  worker: WorkerOption | undefined;
};

/** Options of other versions, and those of their values that are what this version does anyway. */
const others: Record<string, readonly unknown[]> = {
  alpha: ['discard'],
  audio: [],
  backend: ['auto', 'wasm'],
  output: ['blob'],
  resize: ['error'],
  signal: [],
};

/** @throws TypeError, RangeError, or DOMException NotSupportedError, each naming the option and its value */
export const resolveOptions = (given: CanvasRecorderOptions | undefined): ResolvedOptions => {
  const options = checkOptions('options', given);
  for (const [name, accepted] of Object.entries(others)) {
    const value = (options as Record<string, unknown>)[name];
    if (value !== undefined && !accepted.includes(value)) {
      throw notSupported(`options.${name} is not supported by this version, got ${String(value)}`);
    }
  }
  return {
    codec: checkChoice('options.codec', options.codec, ['vp8', 'vp9']),
    bitrate: optionalNumber('options.bitrate', options.bitrate, 1000, 1e9),
    frameRate: optionalNumber('options.frameRate', options.frameRate, 0, 1000),
    clock: checkChoice('options.clock', options.clock, ['realtime', 'fixed']),
    keyFrameInterval: checkNumber('options.keyFrameInterval', options.keyFrameInterval, 0, 3600, 5),
    effort: checkChoice('options.effort', options.effort, ['realtime', 'balanced', 'best']),
    colorSpace: checkChoice('options.colorSpace', options.colorSpace, ['bt601', 'bt709']),
    filter: checkFilter('options.filter', options.filter),
    wasm: checkWasm(options.wasm),
    filterWasm: checkWasm(options.filterWasm, 'options.filterWasm'),
    worker: checkWorker(options.worker),
  };
};

/** The rate that the encoder should reckon with: displays mostly show 60 frames per second. */
const expectedRate = ({ clock, frameRate }: ResolvedOptions): number =>
  frameRate || (clock === 'realtime' && frameRate === undefined ? 60 : 30);

/** What the encoder is told, for a canvas of this size. @throws RangeError naming width or height */
export const encoderConfig = (
  options: ResolvedOptions,
  filter: FilterInput,
  width: number,
  height: number,
): EncoderConfig => {
  const { codec, keyFrameInterval, effort, colorSpace } = options;
  for (const [name, value] of Object.entries({ width, height })) {
    if (!(value >= 1 && value <= maxDimension)) {
      throw new RangeError(`canvas.${name} must be from 1 to ${maxDimension}, got ${value}`);
    }
  }
  // Below one frame in a thousand seconds there is no rate to speak of.
  const frameRate = Math.max(expectedRate(options), 0.001);
  const constantFrameRate = options.clock === 'fixed' && Boolean(options.frameRate);
  const bitrate = options.bitrate ?? defaultBitrate(codec, width, height, frameRate);
  const text = filterText('filter', filter);
  return {
    ...{ codec, width, height, frameRate, constantFrameRate, bitrate, keyFrameInterval, effort, colorSpace },
    filter: text,
  };
};

/** @throws TypeError */
export const checkFilter = (name: string, filter: FilterInput | undefined): FilterInput => {
  filterText(name, filter);
  return filter ?? null;
};

const optionalNumber = (name: string, value: unknown, least: number, most: number): number | undefined =>
  value === undefined ? undefined : checkNumber(name, value, least, most, least);

const checkWorker = (worker: WorkerOption | undefined): WorkerOption | undefined => {
  const kind = typeof worker;
  if (worker === undefined || worker === false || kind === 'string' || kind === 'function') return worker;
  if (kind === 'object' && worker && (worker instanceof URL || 'postMessage' in (worker as Worker))) return worker;
  throw new TypeError(
    `options.worker must be a Worker, a function that returns one, a URL, a string or false, got ${String(worker)}`,
  );
};
