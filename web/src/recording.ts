// One recording, from start to file: takes pictures of the canvas, times them, gathers the bytes.

import type { AudioOption } from './audio/audio-track.js';
import type { Sound } from './audio/sound.js';
import type { RecorderBackend } from './backends/backend.js';
import { allowsMediaRecorder, asAsked, byDefault, rememberFrameTime, withBackend } from './backends/backend.js';
import type { MediaRecorderClient } from './backends/media-recorder-client.js';
import { AnimationTicker } from './capture/animation-ticker.js';
import { RecordingClock } from './capture/clock.js';
import { ContextLoss } from './capture/context-loss.js';
import { DrawingWatch } from './capture/drawing-watch.js';
import { type CaptureOptions, fixedTimes } from './capture/fixed-times.js';
import { type Canvas, FrameSource } from './capture/frame-source.js';
import { otherView } from './capture/view.js';
import { EncoderClient, type EncoderEvents } from './encoder-client.js';
import { aborted, invalidState, notSupported } from './errors.js';
import type { FilterInput } from './filter-text.js';
import { webmType } from './mime-type.js';
import { type ResolvedOptions, encoderConfig } from './options.js';
import { BlobOutput, type Output } from './outputs/output.js';
import type { RecordingEvents, Slice } from './recording-events.js';
import { type RecorderStats, Samples } from './stats.js';
import type { EncoderConfig, FromWorker, WasmSources } from './worker-protocol.js';

/** Frames under way at most with the realtime clock; further ones are dropped, so that memory stays bounded. */
const queueLimit = 3;

/** Bytes that the output has not taken yet, beyond which frames are dropped. */
const backlogLimit = 16 << 20;

/** Frames per second of a hidden page, where `frameRate` says nothing. */
const hiddenRate = 30;

export class Recording {
  readonly #canvas: Canvas;
  readonly #options: ResolvedOptions;
  readonly #source: FrameSource;
  readonly #clientEvents: EncoderEvents;
  readonly #ours: EncoderClient;
  /** The client, when it is the browser's recorder. */
  #native: MediaRecorderClient | null = null;
  #backend: RecorderBackend | null = null;
  #sound: Sound | null = null;
  readonly #ticker: AnimationTicker | null;
  readonly #watch: DrawingWatch;
  readonly #loss: ContextLoss;
  readonly #events: RecordingEvents;
  readonly #filter: FilterInput;
  /** Milliseconds in a part of the file; Infinity for none. */
  readonly #timeslice: number;
  readonly #clock = new RecordingClock();
  readonly #type: string;
  readonly #encodeTimes = new Samples();
  #output: Output = new BlobOutput();
  #captured = 0;
  #dropped = 0;
  #reduction = 0;
  /** The timestamp of the first frame in the part of the file that is not handed out yet. */
  #sliceBegin: number | null = null;
  /** The timestamp of the last frame that is in the file. */
  #lastEncoded = 0;
  /** Milliseconds; the last frame's. */
  #timestamp = -1;
  #lastEnd = 0;
  #stage: 'opening' | 'running' | 'paused' | 'finishing' | 'over' = 'opening';
  /** What ended the recording early; what follows from it is not reported. */
  #error: Error | null = null;
  /** Milliseconds, once it is over. */
  #duration = 0;

  /**
   * Checks that the canvas can be recorded. `timeslice`: milliseconds; undefined for none.
   * @throws RangeError for the canvas's size; as FrameSource
   */
  constructor(
    canvas: Canvas,
    options: ResolvedOptions,
    filter: FilterInput,
    timeslice: number | undefined,
    events: RecordingEvents,
  ) {
    this.#canvas = canvas;
    this.#options = options;
    this.#filter = filter;
    this.#type = webmType(options.codec, Boolean(options.audio));
    this.#timeslice = timeslice ?? Infinity;
    this.#events = events;
    encoderConfig(options, filter, canvas, 'file'); // for its checks
    this.#source = new FrameSource(canvas, options.resize, options.alpha === 'keep');
    this.#clientEvents = {
      data: (bytes, position) => this.#output.write(position, bytes),
      written: (size) => Object.assign(this.#output, { size }),
      encoded: (frame) => this.#encoded(frame),
      skipped: () => this.#dropped++,
      tick: () => this.#ticker?.tick(),
      filterRefused: events.filterRefused,
      failed: (error) => this.#fail(error),
    };
    this.#ours = new EncoderClient(this.#clientEvents);
    const { clock, frameRate } = options;
    this.#ticker =
      clock === 'fixed' || frameRate === 0
        ? null
        : new AnimationTicker(
            frameRate,
            () => this.#watch.look(),
            (time) => this.#tick(time),
            () => otherView(canvas),
          );
    this.#watch = new DrawingWatch(canvas);
    this.#loss = new ContextLoss(canvas, (error) => this.#fail(error));
  }

  /** @throws as EncoderClient.open; what the output throws when it is opened */
  async open(wasm: Promise<WasmSources>): Promise<void> {
    // From here on, so that by the first frame it is known how the page draws.
    this.#watch.start();
    try {
      await this.#source.settle();
      const sources = await wasm;
      if (this.#options.audio) await this.#openSound(this.#options.audio);
      if (this.#options.backend === 'mediarecorder') await this.#openMediaRecorder(sources, asAsked);
      else await this.#openEncoder(sources);
      if (this.#error) throw this.#error;
    } catch (error) {
      this.abandon();
      throw error;
    }
  }

  /** What encodes; null until that is decided. */
  get backend(): RecorderBackend | null {
    return this.#native?.backend ?? this.#backend;
  }

  /** Starts the clock. */
  run(): void {
    this.#clock.start();
    this.#sound?.start();
    this.#loss.watch();
    globalThis.document?.addEventListener('visibilitychange', this.#onVisibility);
    this.#runTicker();
  }

  /** No frames and no time until `resume()`. */
  pause(): void {
    this.#stage = 'paused';
    this.#clock.pause();
    this.#stopTicker();
    this.#sound?.pause();
    this.#native?.pause();
  }

  resume(): void {
    this.#native?.resume();
    this.#sound?.resume();
    this.#clock.resume();
    this.#runTicker();
  }

  /** The file's bytes since the last slice. @throws DOMException NotSupportedError when they are not kept */
  cut(): Slice {
    if (!(this.#output instanceof BlobOutput)) throw notSupported("parts of the file need options.output 'blob'");
    const slice = { data: this.#output.cut(this.#type), timecode: this.#sliceBegin ?? this.#lastEncoded };
    this.#sliceBegin = null;
    return slice;
  }

  /** What is left for the last `dataavailable` event, given the whole `file`. */
  lastSlice(file: Blob): Slice {
    const wasCut = this.#output instanceof BlobOutput && this.#output.wasCut;
    return wasCut ? this.cut() : { data: file, timecode: 0 };
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
      effortReduction: this.#reduction,
      bytes: this.#output.size,
      encodeMs: { p50, p95 },
      queueLength: this.#client.outstanding,
      duration: this.#stage === 'running' || this.#stage === 'paused' ? this.#end() : this.#duration,
    };
  }

  /** Takes a frame now, of the realtime clock. A failure is told to `onError`. */
  requestFrame(time = performance.now()): void {
    if (this.#options.clock === 'fixed') {
      throw invalidState("requestFrame() needs clock 'realtime'; with clock 'fixed' use captureFrame()");
    }
    this.#watch.warnIfCleared();
    this.#tick(time);
  }

  /**
   * Takes a frame now, of the fixed clock. Resolves when the encoder wants more.
   * @throws TypeError, RangeError, after which the recording goes on; whatever else ended the recording
   */
  async captureFrame(options: CaptureOptions | undefined): Promise<void> {
    const { clock, frameRate } = this.#options;
    if (clock !== 'fixed') {
      throw invalidState("captureFrame() needs clock 'fixed'; with clock 'realtime' use requestFrame()");
    }
    const { timestamp, duration } = fixedTimes(options, frameRate, this.#captured, this.#timestamp, this.#lastEnd);
    if (this.#stage === 'paused') return;
    this.#watch.warnIfCleared();
    try {
      if (this.#grab(timestamp, duration)) this.#lastEnd = timestamp + duration;
    } catch (error) {
      this.#fail(error as Error);
      throw error;
    }
    await Promise.all([this.#client.wantsMore(), this.#output.ready()]);
  }

  /**
   * Ends the recording: the last frame lasts until now (realtime clock).
   * @returns the file; when it could not be finished, all of it that came, and `onError` is told.
   * @throws DOMException AbortError when abandoned meanwhile
   */
  async finish(): Promise<Blob> {
    const realtime = this.#options.clock === 'realtime';
    // A recording that was too short for an animation frame, or was never asked for one, still shows the canvas.
    if (realtime && this.#captured === 0 && !this.#error) this.#take(0);
    this.#duration = this.#end();
    this.#stage = 'finishing';
    this.#halt();
    try {
      await this.#sound?.stop();
      await this.#client.finish(realtime ? this.#duration : undefined);
    } catch (error) {
      if (this.#isOver()) throw aborted();
      this.#fail(error as Error);
    }
    this.#client.close();
    // What its stream still holds may fail yet, which is to be told.
    const file = await this.#output.finish(this.#type);
    if (this.#isOver()) throw aborted();
    this.#stage = 'over';
    return this.#native && this.#output instanceof BlobOutput ? this.#native.mend(file) : file;
  }

  /** Ends the recording and the worker at once; nothing is kept. @returns false if it was over already */
  abandon(): boolean {
    if (this.#isOver()) return false;
    this.#stage = 'over';
    this.#halt();
    this.#sound?.close();
    this.#client.close();
    this.#output.abort();
    return true;
  }

  async #openEncoder(wasm: WasmSources): Promise<void> {
    const { backend, worker, workers } = this.#options;
    try {
      const file = await this.#openOutput(worker !== false && !workers);
      const config = this.#config();
      this.#sound?.prepare();
      const opened = await this.#ours.open(worker, wasm, withBackend(config, backend), file);
      if (!opened.drawing) this.#source.usePlainBytes();
      if (opened.frameMs) rememberFrameTime(config, opened.frameMs);
      this.#backend = opened.backend ?? (backend === 'wasm' ? { name: backend, reason: asAsked } : byDefault);
    } catch (error) {
      if (!allowsMediaRecorder(this.#options, error)) throw error;
      await this.#openMediaRecorder(wasm, error);
    }
  }

  /** `reason`: as MediaRecorderClient's. */
  async #openMediaRecorder(wasm: WasmSources, reason: string | Error): Promise<void> {
    const { MediaRecorderClient } = await import('./backends/media-recorder-client.js');
    if (this.#isOver()) throw aborted();
    this.#ours.close();
    this.#native = new MediaRecorderClient(this.#clientEvents, reason);
    await this.#openOutput(false);
    await this.#native.open(wasm, this.#config(), this.#sound);
  }

  #config(): EncoderConfig {
    const config = encoderConfig(this.#options, this.#filter, this.#canvas, this.#output.layout);
    return { ...config, audioChannels: this.#sound?.channels };
  }

  async #openSound(audio: AudioOption): Promise<void> {
    const { Sound } = await import('./audio/sound.js');
    if (this.#isOver()) throw aborted();
    this.#sound = new Sound(audio, this.#options.audioBitrate, {
      // What was heard after the end came with a piece that began before.
      packet: (packet, time) =>
        this.#stage === 'finishing' && time >= this.#duration ? undefined : this.#ours.addAudio(packet, time),
      failed: (error) => this.#fail(error),
    });
  }

  /** Opens it once. `worker`: whether there is one that could write. @returns the file that the worker is to write */
  async #openOutput(worker: boolean): Promise<FileSystemFileHandle | null> {
    const { output } = this.#options;
    if (output === 'blob') return null;
    const { StreamOutput, openElsewhere } = await import('./outputs/elsewhere.js');
    if (this.#output instanceof StreamOutput) return null;
    if (this.#isOver()) throw aborted();
    const opened = await openElsewhere(output, worker, (error) => this.#fail(error));
    this.#output = opened.output;
    if (this.#isOver()) {
      this.#output.abort();
      throw aborted();
    }
    return opened.file;
  }

  #encoded({ timestamp, encodeMs, reduction }: FromWorker & { type: 'encoded' }): void {
    this.#encodeTimes.add(encodeMs);
    this.#reduction = reduction;
    this.#sliceBegin ??= timestamp;
    this.#lastEncoded = timestamp;
    if (timestamp - this.#sliceBegin >= this.#timeslice && this.#stage !== 'finishing') this.#events.slice(this.cut());
  }

  get #client(): EncoderClient | MediaRecorderClient {
    return this.#native ?? this.#ours;
  }

  #isOver(): boolean {
    return this.#stage === 'over';
  }

  #fail(error: Error): void {
    if (this.#error || this.#isOver()) return;
    this.#error = error;
    // While it opens, `open()` throws it.
    if (this.#stage !== 'opening') this.#events.failed(error);
  }

  #runTicker(): void {
    this.#stage = 'running';
    this.#watch.look(); // what was drawn until now is on the screen already, and no longer in the canvas
    this.#ticker?.start();
    this.#onVisibility();
  }

  #stopTicker(): void {
    this.#ticker?.stop();
    if (this.#ticker) this.#client.setTimer(0);
  }

  #halt(): void {
    this.#stopTicker();
    this.#watch.stop();
    globalThis.document?.removeEventListener('visibilitychange', this.#onVisibility);
    this.#loss.stop();
  }

  /** Milliseconds recorded. With the realtime clock, always later than the last frame. */
  #end(): number {
    if (this.#options.clock === 'fixed') return this.#lastEnd;
    return Math.max(this.#clock.now, this.#timestamp + 1);
  }

  /** A hidden page has no animation frames, and its own timers are slow; the worker's are not. */
  readonly #onVisibility = (): void => {
    const hidden = globalThis.document?.hidden && this.#ticker && this.#stage === 'running';
    if (this.#ticker) this.#client.setTimer(hidden ? 1000 / (this.#options.frameRate || hiddenRate) : 0);
  };

  #tick(time: number): void {
    if (this.#stage !== 'running') return;
    if (this.#client.outstanding >= queueLimit || this.#output.backlog > backlogLimit) this.#dropped++;
    else this.#take(this.#clock.at(time));
  }

  /** Takes a frame of the realtime clock; `time` in milliseconds recorded. */
  #take(time: number): void {
    // The film begins with its first frame; two frames never share a microsecond.
    const timestamp = this.#captured === 0 ? 0 : Math.max(time, this.#timestamp + 0.001);
    // How long it will be shown is not known yet: most likely as long as the one before.
    const duration = this.#captured === 0 ? undefined : Math.min(Math.max(timestamp - this.#timestamp, 1), 1000);
    try {
      this.#grab(timestamp, duration);
    } catch (error) {
      this.#fail(error as Error);
    }
  }

  /** @returns false for a canvas without pixels, of which there is no frame */
  #grab(timestamp: number, duration: number | undefined): boolean {
    const picture = this.#source.grab(timestamp);
    if (!picture) return false;
    this.#captured++;
    this.#timestamp = timestamp;
    this.#client.addFrame(picture, timestamp, duration);
    return true;
  }
}
