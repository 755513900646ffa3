// The recorder's options: what may be given, what is refused, what is assumed.

import type { AudioOption } from './audio/audio-track.js';
import type { BackendOption } from './backends/backend.js';
import { defaultBitrate } from './bitrate.js';
import type { Fit } from './capture/fit.js';
import type { Resize } from './capture/frame-source.js';
import { checkChoice, checkInteger, checkLike, checkNumber, checkOptions } from './check.js';
import { notSupported } from './errors.js';
import { type FilterInput, filterText } from './filter-text.js';
import { type WasmOption, checkWasm } from './load-wasm.js';
import type { VideoCodec } from './mime-type.js';
import type { OutputOption } from './outputs/output.js';
import { maxDimension } from './encoder-options.js';
import type { EncoderConfig, FileLayout, WorkerCount } from './worker-protocol.js';

/** A worker, its address, how to make one, or false for none: see `CanvasRecorderOptions`. */
export type WorkerOption = Worker | (() => Worker) | URL | string | false;

/** Of CanvasRecorder; each may be left out, and is checked when the recorder is made. */
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
  /**
   * How many workers share the film, 1 to 64, with the fixed clock; never more than the machine has cores. 'auto': as
   * many as it has, up to 8. Each encodes segments of the film, as long as the key frames are apart: the file depends on
   * that length, and not on the number of workers. About `(workers - 1) / 2` segments of pictures wait in memory, 4 bytes
   * a pixel. Default: one worker, without segments. `output` is then written from the page.
   */
  workers?: WorkerCount | undefined;
  /**
   * Seconds between key frames at most, 0 (each frame) to 3600; default 5, with `workers` 2. Players seek to key frames.
   */
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
  /**
   * 'discard' (default): what is transparent is recorded as it looks over black. 'keep': with transparency, as WebM's
   * alpha channel, which takes a second encoder and half as many bits again; Chromium and Firefox show it.
   */
  alpha?: 'discard' | 'keep' | undefined;
  /**
   * What happens when the canvas gets another size while it is recorded; the film keeps its own. 'contain' (default):
   * the picture is scaled to lie whole in the film, with black beside it; 'cover': scaled to fill it, cut off; 'fill':
   * stretched; 'error': the recording ends with an `error` event.
   */
  resize?: Resize | undefined;
  /**
   * Where the file goes. 'blob' (default): `stop()` resolves to it. A FileSystemFileHandle: it is written there as it
   * grows, so that memory stays constant, and `stop()` resolves to the finished file; in the origin private file system
   * it is written in place, and what was written survives a crash. A WritableStream of bytes: gets the file as a live
   * WebM, without duration and index, unless it is one of the File System API; `stop()` resolves to an empty Blob.
   */
  output?: OutputOption | undefined;
  /**
   * What encodes. 'wasm': the package's own encoder, the same everywhere. 'webcodecs': the browser's VideoEncoder, and
   * our own writer for the same file layout; no `alpha: 'keep'`, and `effort` means nothing to it. 'mediarecorder': the
   * browser's MediaRecorder, with the realtime clock only, and without `alpha: 'keep'`; its file is made seekable at the
   * end, if it is a Blob. One that cannot be had makes `start()` reject with NotSupportedError.
   * 'auto' (default): 'wasm' where it is as fast as frames come, which is measured before the first recording of a large
   * canvas; else 'webcodecs' if the browser has it; 'mediarecorder' where a worker or WebAssembly is not to be had.
   * `recorder.backend` tells which, and why.
   */
  backend?: BackendOption | undefined;
  /**
   * Sound beside the pictures: a MediaStream's first audio track, an audio track, or a node of an AudioContext. It is
   * recorded as Opus by the browser's MediaRecorder, whatever encodes the pictures; needs the realtime clock. Default:
   * none.
   */
  audio?: AudioOption | undefined;
  /** Bits per second of the sound, 6000 to 510000; default 128000. */
  audioBitrate?: number | undefined;
  /** Cancels the recording, as `cancel()`. */
  signal?: AbortSignal | undefined;
  /** Where the WebAssembly file is; default: beside this script. It must hold `codec`. */
  wasm?: WasmOption | undefined;
  /** Where `kinora-filters.wasm` is; default: beside this script. Loaded when there is a filter. */
  filterWasm?: WasmOption | undefined;
  /**
   * The encoder's worker, which the recorder terminates at the end; its URL; a function that makes one for each
   * `start()`; or false to encode in this thread. Default: `worker.js` beside this script.
   * One that was started from a URL waits 10 seconds after a film, unless the page is left: the next film, of whichever
   * recorder, starts at once, and has its memory if the size is the same.
   * Wherever it lies, it needs the package's `shared-*.js` files beside it.
   */
  worker?: WorkerOption | undefined;
};

export type ResolvedOptions = {
  codec: VideoCodec;
  bitrate: number | undefined;
  frameRate: number | undefined;
  clock: 'realtime' | 'fixed';
  workers: WorkerCount | undefined;
  keyFrameInterval: number;
  effort: 'realtime' | 'balanced' | 'best';
  colorSpace: 'bt601' | 'bt709';
  filter: FilterInput;
  alpha: 'discard' | 'keep';
  resize: Resize;
  output: OutputOption;
  backend: BackendOption;
  audio: AudioOption | undefined;
  audioBitrate: number;
  signal: AbortSignal | undefined;
  wasm: WasmOption | undefined;
  filterWasm: WasmOption | undefined;
  worker: WorkerOption | undefined;
};

/** @throws TypeError, RangeError, or DOMException NotSupportedError, each naming the option and its value */
export const resolveOptions = (given: CanvasRecorderOptions | undefined): ResolvedOptions => {
  const options = checkOptions('options', given);
  const clock = checkChoice('options.clock', options.clock, ['realtime', 'fixed']);
  const audio = checkAudio(options.audio);
  if (audio && clock === 'fixed')
    throw notSupported("options.audio needs clock 'realtime': sound has a pace of its own");
  const workers = checkWorkers(options);
  return {
    codec: checkChoice('options.codec', options.codec, ['vp8', 'vp9']),
    bitrate: optionalNumber('options.bitrate', options.bitrate, 1000, 1e9),
    frameRate: optionalNumber('options.frameRate', options.frameRate, 0, 1000),
    clock,
    workers,
    keyFrameInterval: checkNumber('options.keyFrameInterval', options.keyFrameInterval, 0, 3600, workers ? 2 : 5),
    effort: checkChoice('options.effort', options.effort, ['realtime', 'balanced', 'best']),
    colorSpace: checkChoice('options.colorSpace', options.colorSpace, ['bt601', 'bt709']),
    filter: checkFilter('options.filter', options.filter),
    alpha: checkChoice('options.alpha', options.alpha, ['discard', 'keep']),
    resize: checkChoice('options.resize', options.resize, ['contain', 'cover', 'fill', 'error']),
    output: checkOutput(options.output),
    backend: checkChoice('options.backend', options.backend, ['auto', 'wasm', 'webcodecs', 'mediarecorder']),
    audio,
    audioBitrate: checkNumber('options.audioBitrate', options.audioBitrate, 6000, 510_000, 128_000),
    signal: checkLike('options.signal', options.signal, ['aborted'], 'an AbortSignal'),
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
  { width, height }: { readonly width: number; readonly height: number },
  layout: FileLayout,
): EncoderConfig => {
  const { codec, clock, keyFrameInterval, effort, colorSpace, resize } = options;
  checkInteger('canvas.width', width, 1, maxDimension);
  checkInteger('canvas.height', height, 1, maxDimension);
  // Below one frame in a thousand seconds there is no rate to speak of.
  const frameRate = Math.max(expectedRate(options), 0.001);
  const constantFrameRate = clock === 'fixed' && Boolean(options.frameRate);
  const bitrate = options.bitrate ?? defaultBitrate(codec, width, height, frameRate);
  const text = filterText('filter', filter);
  return {
    ...{ codec, width, height, frameRate, constantFrameRate, bitrate, keyFrameInterval, effort, colorSpace },
    channel: options.alpha === 'keep' ? 'both' : 'color',
    layout,
    filter: text,
    fit: resize as Fit,
    adapt: clock === 'realtime',
    backend: 'wasm',
    workers: options.workers,
  };
};

/** @throws TypeError, RangeError; DOMException NotSupportedError for what several workers cannot do */
const checkWorkers = ({ workers, clock, backend, worker }: CanvasRecorderOptions): WorkerCount | undefined => {
  const count = checkWorkerCount('options.workers', workers);
  if (count === undefined || (count === 1 && clock !== 'fixed')) return undefined;
  const without = (needed: string): DOMException => notSupported(`options.workers ${count} needs ${needed}`);
  if (clock !== 'fixed') throw without("options.clock 'fixed'");
  if (backend === 'webcodecs' || backend === 'mediarecorder') throw without("options.backend 'wasm'");
  if (typeof worker === 'object' && !(worker instanceof URL)) {
    throw without('options.worker to be a URL or a function, not one Worker');
  }
  return count;
};

/** @throws TypeError, RangeError */
export const checkWorkerCount = (name: string, workers: unknown): WorkerCount | undefined =>
  workers === undefined || workers === 'auto' ? workers : checkInteger(name, workers, 1, 64);

/** @throws TypeError */
export const checkFilter = (name: string, filter: FilterInput | undefined): FilterInput => {
  filterText(name, filter);
  return filter ?? null;
};

const optionalNumber = (name: string, value: unknown, least: number, most: number): number | undefined =>
  value === undefined ? undefined : checkNumber(name, value, least, most, least);

const checkOutput = (output: OutputOption | undefined): OutputOption => {
  if (output === 'blob') return output;
  const members = ['getWriter', 'createWritable', 'getFile'];
  return checkLike('options.output', output, members, "'blob', a WritableStream or a FileSystemFileHandle") ?? 'blob';
};

const checkAudio = (audio: AudioOption | undefined): AudioOption | undefined =>
  checkLike('options.audio', audio, kindsOfAudio, 'a MediaStream, a MediaStreamTrack or an AudioNode');

/** What only a node of Web Audio, a MediaStream or one of its tracks has. */
const kindsOfAudio = ['numberOfOutputs', 'getAudioTracks', 'enabled'];

/** @throws TypeError */
export const checkWorker = (worker: WorkerOption | undefined): WorkerOption | undefined => {
  const kind = typeof worker;
  if (worker === undefined || worker === false || kind === 'string' || kind === 'function') return worker;
  if (kind === 'object' && worker && (worker instanceof URL || 'postMessage' in (worker as Worker))) return worker;
  throw new TypeError(
    `options.worker must be a Worker, a function that returns one, a URL, a string or false, got ${String(worker)}`,
  );
};
