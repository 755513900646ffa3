// The public recorder: states, events and promises around a Recording.

import type { RecorderBackend } from './backends/backend.js';
import type { CaptureOptions } from './capture/fixed-times.js';
import type { Canvas } from './capture/frame-source.js';
import { checkCanvas, checkNumber } from './check.js';
import { aborted, invalidState, notSupported } from './errors.js';
import { type FilterInput, filterText } from './filter-text.js';
import { toSource } from './load-wasm.js';
import { isTypeSupported, webmType } from './mime-type.js';
import { type CanvasRecorderOptions, type ResolvedOptions, checkFilter, resolveOptions } from './options.js';
import { Recording } from './recording.js';
import type { Slice } from './recording-events.js';
import { type RecorderStats, noStats } from './stats.js';
import type { WasmSources } from './worker-protocol.js';

/**
 * As MediaRecorder's BlobEvent. `timecode`: milliseconds from the recording's start to the first frame of `data`, or to
 * the frame before it when it has none.
 */
export type RecorderDataEvent = Event & { readonly data: Blob; readonly timecode: number };
/** What an `error` event carries: why the recording ended, or why a filter was refused. */
export type RecorderErrorEvent = Event & { readonly error: Error; readonly message: string };

/** The recorder's events by their names. */
export type CanvasRecorderEventMap = {
  start: Event;
  dataavailable: RecorderDataEvent;
  pause: Event;
  resume: Event;
  stop: Event;
  error: RecorderErrorEvent;
};

export type { RecorderBackend };

type Listener<Name extends keyof CanvasRecorderEventMap> =
  ((event: CanvasRecorderEventMap[Name]) => void) | { handleEvent(event: CanvasRecorderEventMap[Name]): void };

/** EventTarget with the types of the recorder's events. */
type RecorderEventTarget = {
  new (): {
    /** As EventTarget's; the recorder's events have their types. */
    addEventListener<Name extends keyof CanvasRecorderEventMap>(
      type: Name,
      listener: Listener<Name> | null,
      options?: boolean | AddEventListenerOptions,
    ): void;
    /** As EventTarget's. */
    removeEventListener<Name extends keyof CanvasRecorderEventMap>(
      type: Name,
      listener: Listener<Name> | null,
      options?: boolean | EventListenerOptions,
    ): void;
  } & EventTarget;
};

/** Milliseconds that a frame's time may lie in the future. */
const furthestAhead = 1000;

/** A signal may live longer than its recordings, whose films it must not keep. */
const cancelOn = (signal: AbortSignal, recorder: WeakRef<CanvasRecorder>): void =>
  signal.addEventListener('abort', () => void recorder.deref()?.cancel());

/**
 * Records a canvas to a WebM file with duration and index, so that it can be seeked.
 *
 * Events: `start`; `pause` and `resume`; `error`, when the recording ends early (the canvas was tainted or lost its
 * context, the worker died, the output is full); then always `dataavailable`, and `stop`. What was encoded before an
 * error is in the file.
 *
 * `dataavailable` brings the finished file; or, once `requestData()` or a timeslice has asked for parts of it, the
 * parts. All parts together are a live WebM: they play while they come, without duration and index, which only the file
 * has that `stop()` resolves to.
 */
export class CanvasRecorder extends (EventTarget as RecorderEventTarget) {
  readonly canvas: Canvas;
  /** Called when the recording has begun. */
  onstart: ((event: Event) => void) | null = null;
  /** Called with the film, or with a part of it. */
  ondataavailable: ((event: RecorderDataEvent) => void) | null = null;
  /** Called after `pause()`. */
  onpause: ((event: Event) => void) | null = null;
  /** Called after `resume()`. */
  onresume: ((event: Event) => void) | null = null;
  /** Called when the recording is over and its last data was handed out. */
  onstop: ((event: Event) => void) | null = null;
  /** Called when something went wrong; see the class for what becomes of the recording. */
  onerror: ((event: RecorderErrorEvent) => void) | null = null;

  readonly #options: ResolvedOptions;
  #filter: FilterInput;
  #wasm: Promise<WasmSources> | null = null;
  #workerUsed = false;
  #recording: Recording | null = null;
  #state: 'inactive' | 'starting' | 'recording' | 'paused' = 'inactive';
  #backend: RecorderBackend | null = null;
  #starting: Promise<void> | null = null;
  #stopped: Promise<Blob> | null = null;

  /** Whether files of this type can be made, for instance `video/webm;codecs=vp9`. */
  static isTypeSupported(mimeType: string): boolean {
    return isTypeSupported(mimeType);
  }

  /**
   * Reads the options; nothing else happens before `start()`.
   * @throws TypeError or RangeError naming the option, its limits and its value; DOMException NotSupportedError for
   * options that this version does not have
   */
  constructor(canvas: Canvas, options?: CanvasRecorderOptions) {
    super();
    checkCanvas('canvas', canvas);
    this.canvas = canvas;
    this.#options = resolveOptions(options);
    this.#filter = this.#options.filter;
    for (const type of ['start', 'dataavailable', 'pause', 'resume', 'stop', 'error'] as const) {
      this.addEventListener(type, (event: Event) => (this[`on${type}`] as ((event: Event) => void) | null)?.(event));
    }
    if (this.#options.signal) cancelOn(this.#options.signal, new WeakRef(this));
  }

  /** Not 'inactive' from the `start` event on, until `stop()` is called or an error ends the recording. */
  get state(): 'inactive' | 'recording' | 'paused' {
    return this.#state === 'starting' ? 'inactive' : this.#state;
  }

  /** The file's type, for instance `video/webm;codecs=vp8`. */
  get mimeType(): string {
    const { codec, audio } = this.#options;
    return webmType(codec, Boolean(audio));
  }

  /** What encodes, and why it was chosen; null before the first recording has started. */
  get backend(): RecorderBackend | null {
    return this.#recording?.backend ?? this.#backend;
  }

  /**
   * What is done to each picture before it is encoded. While recording, it takes effect with the next frame, and the
   * film keeps its size. A text with a fault is told by an `error` event with a FilterSyntaxError or a RangeError: the
   * filter before it stays, the recording goes on. Set before, it makes `start()` reject.
   * @throws TypeError for what is no filter
   */
  get filter(): FilterInput {
    return this.#filter;
  }

  set filter(filter: FilterInput) {
    this.#filter = checkFilter('filter', filter);
    if (this.state !== 'inactive') this.#recording?.setFilter(filterText('filter', filter));
  }

  /** A snapshot of the numbers of the recording under way, or of the last one. */
  get stats(): RecorderStats {
    return this.#recording?.stats ?? noStats();
  }

  /**
   * Starts the encoder, then the recording; resolves with the `start` event. `timeslice`: milliseconds, at least 1: a
   * `dataavailable` event each time when so much was recorded; needs `output: 'blob'`.
   * @throws DOMException InvalidStateError while recording, SecurityError for a tainted canvas, NotSupportedError where
   * canvases cannot be read, AbortError when cancelled meanwhile; RangeError for `timeslice`, the canvas's size, or a number in
   * the filter; FilterSyntaxError; RecorderError
   * `worker-start`, `wasm-fetch`, `wasm-compile`, `out-of-memory`, `encoder-failed`. No worker is left behind.
   */
  async start(timeslice?: number): Promise<void> {
    if (timeslice !== undefined) {
      checkNumber('timeslice', timeslice, 1, 9e12, 1);
      if (this.#options.output !== 'blob') throw notSupported("timeslice needs options.output 'blob'");
    }
    this.#options.signal?.throwIfAborted();
    if (this.#state !== 'inactive') throw invalidState(`start() cannot be called: the recorder is ${this.#state}`);
    if (this.#workerUsed) {
      throw invalidState('start() cannot be called again: options.worker is one Worker; give a function for more');
    }
    this.#stopped = null;
    const recording = new Recording(this.canvas, this.#options, this.#filter, timeslice, {
      failed: (error) => this.#fail(recording, error),
      filterRefused: (error) => this.#report(error),
      slice: (slice) => this.#emit(slice),
    });
    this.#recording = recording;
    this.#state = 'starting';
    this.#workerUsed = typeof this.#options.worker === 'object' && !(this.#options.worker instanceof URL);
    this.#starting = this.#begin(recording);
    await this.#starting;
  }

  /**
   * Takes no frames, and no time passes in the film, until `resume()`: it has neither a gap nor a jump there. Already
   * paused, does nothing. @throws DOMException InvalidStateError when inactive
   */
  pause(): void {
    const recording = this.#active('pause');
    if (this.#state === 'paused') return;
    this.#state = 'paused';
    recording.pause();
    queueMicrotask(() => this.dispatchEvent(new Event('pause')));
  }

  /** Goes on. Not paused, does nothing. @throws DOMException InvalidStateError when inactive */
  resume(): void {
    const recording = this.#active('resume');
    if (this.#state === 'recording') return;
    this.#state = 'recording';
    recording.resume();
    queueMicrotask(() => this.dispatchEvent(new Event('resume')));
  }

  /**
   * Asks for a `dataavailable` event with what was encoded since the last one; the recording goes on.
   * @throws DOMException InvalidStateError when inactive, NotSupportedError when the output is not 'blob'
   */
  requestData(): void {
    const slice = this.#active('requestData').cut();
    queueMicrotask(() => this.#emit(slice));
  }

  /**
   * Takes a frame now; for `frameRate: 0`. `at`: when it was shown, as performance.now() tells the time, at most a second
   * ahead; default: now.
   * Does nothing in a pause.
   * @throws DOMException InvalidStateError when inactive, or with the fixed clock; TypeError or RangeError for `at`
   */
  requestFrame(at?: DOMHighResTimeStamp): void {
    const now = performance.now();
    // What Date.now() tells would make a film of decades. A time at which a video's frame is to be shown is a little ahead.
    this.#active('requestFrame').requestFrame(checkNumber('at', at, 0, now + furthestAhead, now));
  }

  /**
   * Takes what the canvas shows as the next frame; for `clock: 'fixed'`. The picture is taken before it returns; it
   * resolves when the encoder wants more, so that awaiting it bounds the memory. Does nothing in a pause.
   * @throws DOMException InvalidStateError when inactive, or with the realtime clock; TypeError or RangeError for a time
   * that is no number or does not rise (the recording goes on); else what ended the recording
   */
  async captureFrame(at?: CaptureOptions): Promise<void> {
    return this.#active('captureFrame').captureFrame(at);
  }

  /**
   * Ends the recording and resolves to the file, after the events `dataavailable` and `stop`. Called again, or after
   * an error has ended the recording, it resolves to the same file. While the recorder is starting, waits for that.
   * @throws DOMException InvalidStateError when nothing was ever started, AbortError when cancelled; what start() threw
   */
  async stop(): Promise<Blob> {
    if (this.#state === 'starting') await this.#starting;
    if (this.state !== 'inactive' && this.#recording) this.#end(this.#recording);
    if (this.#stopped) return this.#stopped;
    throw invalidState('stop() cannot be called: nothing was recorded');
  }

  /**
   * Ends the recording or its start, and the worker, at once; nothing is kept. A pending `stop()` gets AbortError. Of a
   * file of the private file system what was written is there, and a moment may pass until it can be opened again.
   */
  async cancel(): Promise<void> {
    const recording = this.#recording;
    const starting = this.#state === 'starting';
    if (this.state !== 'inactive' && recording) this.#end(recording);
    this.#state = 'inactive';
    this.#recording = null;
    if (recording?.abandon() && !starting) this.dispatchEvent(new Event('stop'));
  }

  async #begin(recording: Recording): Promise<void> {
    const filter = this.#filter;
    try {
      this.#wasm ??= this.#sources();
      await recording.open(this.#wasm);
      if (this.#recording !== recording) throw aborted();
      recording.run();
    } catch (error) {
      recording.abandon();
      // One that was handed over is ended even where it was not reached.
      if (this.#workerUsed) (this.#options.worker as Worker).terminate();
      if (this.#recording === recording) {
        this.#state = 'inactive';
        this.#recording = null;
      }
      throw error;
    }
    this.#state = 'recording';
    this.#backend = recording.backend;
    // Set while it was opened.
    if (this.#filter !== filter) recording.setFilter(filterText('filter', this.#filter));
    this.dispatchEvent(new Event('start'));
  }

  async #sources(): Promise<WasmSources> {
    const { wasm, filterWasm } = this.#options;
    return { codec: await toSource(wasm), filters: await toSource(filterWasm) };
  }

  #active(method: string): Recording {
    if (this.state !== 'inactive' && this.#recording) return this.#recording;
    throw invalidState(`${method}() cannot be called: the recorder is ${this.#state}`);
  }

  /** An error ends the recording: the file of what came before it follows by itself. */
  #fail(recording: Recording, error: Error): void {
    if (this.state !== 'inactive' && this.#recording === recording) this.#end(recording);
    this.#report(error);
  }

  #report(error: Error): void {
    this.dispatchEvent(Object.assign(new Event('error'), { error, message: error.message }));
  }

  #end(recording: Recording): void {
    this.#state = 'inactive';
    this.#stopped = this.#finish(recording);
    // The file also comes by event; nobody has to wait for this promise.
    this.#stopped.catch(() => {});
  }

  async #finish(recording: Recording): Promise<Blob> {
    const blob = await recording.finish();
    this.#emit(recording.lastSlice(blob));
    this.dispatchEvent(new Event('stop'));
    return blob;
  }

  #emit(slice: Slice): void {
    this.dispatchEvent(Object.assign(new Event('dataavailable'), slice));
  }
}
