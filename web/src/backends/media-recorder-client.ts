// The browser's MediaRecorder in place of our encoder, for pages where neither a worker nor WebAssembly is to be had.
// It has the face of EncoderClient. Pictures are drawn to a canvas of the film's size, whose stream is recorded, so that
// frame rate, resizing, pauses and filters are the same as everywhere.

import { type Fit, fitInto } from '../capture/fit.js';
import { FrameReader } from '../capture/frame-reader.js';
import type { EncoderClient, EncoderEvents } from '../encoder-client.js';
import { RecorderError, aborted, asError, messageOf, notSupported } from '../errors.js';
import { FilterEngine, type Size } from '../filters/filter-engine.js';
import { webmType } from '../mime-type.js';
import { type EncoderConfig, type Picture, type WasmSources, release } from '../worker-protocol.js';
import type { RecorderBackend } from './backend.js';
import { PieceRequests } from './piece-requests.js';

/** What is recorded with the pictures. Bits per second. */
type SoundTrack = { readonly track: MediaStreamTrack; readonly bitrate: number };

type Face = Pick<
  EncoderClient,
  'outstanding' | 'addFrame' | 'setTimer' | 'setFilter' | 'wantsMore' | 'finish' | 'close'
>;

export class MediaRecorderClient implements Face {
  readonly #events: EncoderEvents;
  readonly #failure: Error | null;
  #reason: string;
  #config: EncoderConfig | null = null;
  #context: CanvasRenderingContext2D | null = null;
  #stream: MediaStream | null = null;
  /** Hands the canvas's picture to the recorder. */
  #present = (): void => {};
  #recorder: MediaRecorder | null = null;
  #wasm: WasmSources | null = null;
  #engine: FilterEngine | null = null;
  /** Whether pictures go through the engine. */
  #filtering = false;
  #reader: FrameReader | null = null;
  #frames = 0;
  /** Whether a picture was drawn that the recorder takes. */
  #shown = false;
  #outstanding = 0;
  /** Pictures are filtered and drawn one after the other. */
  #drawing: Promise<void> = Promise.resolve();
  #pieces: PieceRequests | null = null;
  /** Pieces of the file are read one after the other. */
  #reading: Promise<void> = Promise.resolve();
  #size = 0;
  #timer = 0;
  #error: Error | null = null;
  #stopped: Promise<unknown> | null = null;

  /** `reason`: why it is wanted. An error, which kept our encoder from starting, is thrown where it cannot be had either. */
  constructor(events: EncoderEvents, reason: string | Error) {
    this.#events = events;
    this.#failure = typeof reason === 'string' ? null : reason;
    this.#reason = typeof reason === 'string' ? reason : reason.message;
  }

  get backend(): RecorderBackend {
    return { name: 'mediarecorder', reason: this.#reason };
  }

  get outstanding(): number {
    return this.#outstanding;
  }

  /**
   * Starts the recorder, and the filter if there is one. `sound` is recorded with the pictures.
   * @throws DOMException NotSupportedError naming why it cannot be had, or what kept our encoder from starting; FilterSyntaxError, RangeError of the filter; as
   * loadCore where a filter's WebAssembly cannot run; AbortError when closed meanwhile
   */
  async open(wasm: WasmSources, config: EncoderConfig, sound: SoundTrack | null): Promise<void> {
    const mimeType = webmType(config.codec ?? 'vp8', Boolean(sound));
    const missing = whyUnsupported(config, mimeType);
    if (missing) throw this.#failure ?? notSupported(`backend 'mediarecorder' cannot be had: ${missing}`);
    const { width, height, fit, filter } = config;
    this.#config = config;
    this.#wasm = wasm;
    this.#reader = new FrameReader(width, height, fit);
    if (filter) await this.#setFilter(filter, undefined);
    if (this.#error) throw this.#error;
    const canvas = document.createElement('canvas');
    Object.assign(canvas, this.#engine?.targetSize ?? { width, height });
    // What is transparent shows over black.
    this.#context = canvas.getContext('2d', { alpha: false });
    const stream = canvas.captureStream(0);
    this.#stream = stream;
    // In Firefox it is a method of the stream.
    const source = [stream.getVideoTracks()[0], stream].find((object) => object && 'requestFrame' in object);
    this.#present = () => (source as CanvasCaptureMediaStreamTrack | undefined)?.requestFrame();
    if (sound) stream.addTrack(sound.track);
    const recorder = new MediaRecorder(stream, {
      mimeType,
      ...(sound && { audioBitsPerSecond: sound.bitrate }),
      ...(config.bitrate !== undefined && { videoBitsPerSecond: config.bitrate }),
      // Chromium's; others have an interval of their own.
      videoKeyFrameIntervalDuration: (config.keyFrameInterval ?? 0) * 1000,
    } as MediaRecorderOptions);
    this.#recorder = recorder;
    recorder.ondataavailable = ({ data }) => this.#receive(data);
    recorder.onerror = (event) => this.#fail(recorderError((event as Event & { error?: unknown }).error));
    this.#stopped = new Promise((resolve) => recorder.addEventListener('stop', resolve));
    recorder.start();
    this.#pieces = new PieceRequests(recorder);
  }

  /** Takes the picture over. `timestamp` in milliseconds; the recorder goes by when it is drawn. */
  addFrame(picture: Picture | Promise<Picture>, timestamp: number): void {
    this.#outstanding++;
    const begin = performance.now();
    this.#drawing = this.#drawing.then(async () => {
      try {
        await this.#draw(await picture);
        if (this.#error) return;
        this.#outstanding--;
        this.#events.encoded({ type: 'encoded', timestamp, encodeMs: performance.now() - begin, reduction: 0 });
      } catch (thrown) {
        this.#fail(asError(thrown, 'capture-failed', 'the canvas could not be read'));
      }
    });
  }

  /** As EncoderClient's; but a hidden page's own timers are slow, and there is no other. */
  setTimer(interval: number): void {
    clearInterval(this.#timer);
    this.#timer = interval ? window.setInterval(() => this.#events.tick(), interval) : 0;
  }

  setFilter(filter: string): void {
    this.#drawing = this.#drawing.then(async () => {
      try {
        await this.#setFilter(filter, this.#context?.canvas);
      } catch (thrown) {
        this.#events.filterRefused(thrown as Error);
      }
    });
  }

  pause(): void {
    if (this.#recorder?.state === 'recording') this.#recorder.pause();
  }

  resume(): void {
    if (this.#recorder?.state === 'paused') this.#recorder.resume();
  }

  async wantsMore(): Promise<void> {
    if (this.#error) throw this.#error;
  }

  /** Resolves when all of the file has come. */
  async finish(): Promise<void> {
    await this.#drawing;
    const recorder = this.#recorder;
    if (!recorder) throw this.#error ?? aborted();
    // Pictures of a pause are in no film, but one without any is none.
    if (!this.#shown) this.resume();
    if (recorder.state === 'recording') await this.#showLast();
    await this.#pieces?.end();
    if (recorder.state !== 'inactive') recorder.stop();
    await this.#stopped;
    await this.#reading;
  }

  close(): void {
    this.#error ??= aborted();
    this.#outstanding = 0;
    this.setTimer(0);
    void this.#pieces?.end();
    if (this.#recorder && this.#recorder.state !== 'inactive') this.#recorder.stop();
    this.#stream?.getVideoTracks()[0]?.stop();
    this.#engine?.close();
    this.#engine = null;
  }

  /** The file with duration and index; as it is, where WebAssembly cannot run or it is not here. */
  async mend(file: Blob): Promise<Blob> {
    try {
      const { repair } = await import('../repair.js');
      return await repair(file);
    } catch (thrown) {
      this.#reason += `; the file is as MediaRecorder made it: ${messageOf(thrown)}`;
      return file;
    }
  }

  /** `film`: the size that the result must have. @throws as WebmEncoder.setFilter */
  async #setFilter(filter: string, film: Size | undefined): Promise<void> {
    const size = this.#config!;
    if (!filter && film?.width === size.width && film.height === size.height) {
      this.#filtering = false;
      return;
    }
    const engine = this.#engine ?? (await FilterEngine.load(this.#wasm!.filters));
    if (this.#error) return engine.close();
    this.#engine = engine;
    engine.setChain(filter, size, { target: film ?? { width: 0, height: 0 } });
    this.#filtering = true;
  }

  async #draw(picture: Picture): Promise<void> {
    const context = this.#context;
    try {
      if (this.#error || !context) return;
      if (this.#engine && this.#filtering) await this.#drawFiltered(context, this.#engine, picture);
      else if (picture instanceof Uint8ClampedArray) {
        const { width, height } = this.#config!;
        context.putImageData(new ImageData(picture, width, height), 0, 0);
      } else drawFitted(context, picture, this.#config!.fit);
      this.#frames++;
      this.#shown ||= this.#recorder?.state === 'recording';
      this.#present();
    } finally {
      release(picture);
    }
  }

  async #drawFiltered(context: CanvasRenderingContext2D, engine: FilterEngine, picture: Picture): Promise<void> {
    const order = await this.#reader!.read(picture, engine.slot());
    if (this.#error) return;
    const data = new Uint8ClampedArray(engine.run(order, this.#frames, true));
    for (let i = 3; i < data.length; i += 4) data[i] = 255; // premultiplied over black already
    const { width, height } = engine.targetSize;
    context.putImageData(new ImageData(data, width, height), 0, 0);
  }

  /**
   * The last picture twice more, so that the film lasts as long as the recording: its end is reckoned from the distance of
   * its last frames. Then all have reached the recorder.
   */
  async #showLast(): Promise<void> {
    const { width, height } = this.#context!.canvas;
    for (let time = 0; time < 2; time++) {
      // A stream takes only what was drawn since.
      this.#context!.drawImage(this.#context!.canvas, 0, 0, width, height);
      this.#present();
      await twoFrames();
    }
  }

  #receive(data: Blob): void {
    this.#reading = this.#reading.then(async () => {
      try {
        const bytes = new Uint8Array(await data.arrayBuffer());
        const position = this.#size;
        this.#size += bytes.length;
        if (bytes.length > 0) this.#events.data(bytes, position);
      } catch (thrown) {
        this.#fail(recorderError(thrown));
      }
    });
  }

  #fail(error: Error): void {
    if (this.#error) return;
    this.#error = error;
    this.#outstanding = 0;
    this.#events.failed(error);
  }
}

const recorderError = (cause: unknown): RecorderError =>
  new RecorderError('encoder-failed', `the browser's MediaRecorder stopped: ${messageOf(cause)}`, { cause });

/** Why this cannot be recorded so; null if it can. */
const whyUnsupported = ({ adapt, channel }: EncoderConfig, mimeType: string): string | null => {
  if (!adapt) return "clock 'fixed' needs an encoder that takes frames at any pace";
  if (channel !== 'color') return "it has no alpha: 'keep'";
  if (typeof MediaRecorder !== 'function') return 'there is no MediaRecorder in this thread';
  if (typeof HTMLCanvasElement.prototype.captureStream !== 'function') return 'canvases have no captureStream()';
  return MediaRecorder.isTypeSupported(mimeType) ? null : `MediaRecorder does not support ${mimeType}`;
};

const drawFitted = (context: CanvasRenderingContext2D, picture: VideoFrame | ImageBitmap, fit: Fit): void => {
  const { canvas } = context;
  const size = 'displayWidth' in picture ? { width: picture.displayWidth, height: picture.displayHeight } : picture;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(picture, ...fitInto(fit, size, canvas));
};

/** Resolves after two animation frames; of a hidden page, which has none, after a while. */
const twoFrames = (): Promise<void> =>
  new Promise((resolve) => {
    requestAnimationFrame(() => requestAnimationFrame(() => resolve()));
    setTimeout(resolve, 200);
  });
