// The browser's own encoder in place of ours: VideoEncoder makes the packets, our writer the file.

import { FrameReader } from '../capture/frame-reader.js';
import { RecorderError, messageOf, notSupported } from '../errors.js';
import { FilterEngine, type Size } from '../filters/filter-engine.js';
import type { WasmSource } from '../load-wasm.js';
import type { EncoderConfig, Picture, ToWorker, WasmSources } from '../worker-protocol.js';
import { type OnData, PacketWriter } from './packet-writer.js';

export type WebCodecsEvents = {
  data: OnData;
  /** The frame at `timestamp` (milliseconds) is in the file, `encodeMs` after it was handed to the encoder. */
  encoded(timestamp: number, encodeMs: number): void;
  /** The encoder left a frame out. */
  skipped(): void;
  /** No frame is taken any more; `finish` gives the file of those before. */
  failed(error: Error): void;
};

/** The fullest form of the names; the level is one that encoders do not hold frames against. */
const codecNames = { vp8: 'vp8', vp9: 'vp09.00.10.08' };

/** Frames that wait for the browser's encoder at most, before the next is taken. */
const queueLimit = 2;

/** How long an encoder may hold frames back before it is asked for them. Milliseconds. */
const patience = 1000;

/** A frame on its way through the encoder. Times in milliseconds but for `at`: microseconds, which names it. */
type Pending = { at: number; timestamp: number; duration: number; begin: number };

/** Why the browser cannot encode this; null if it can. */
export const whyUnsupported = async (config: EncoderConfig, film: Size = config): Promise<string | null> => {
  if (typeof VideoEncoder !== 'function') return 'there is no VideoEncoder';
  if (config.channel !== 'color') return 'it has no alpha channel';
  try {
    const { supported } = await VideoEncoder.isConfigSupported(encoderConfigOf(config, film));
    return supported ? null : `VideoEncoder does not support ${config.codec} at ${film.width}x${film.height}`;
  } catch (thrown) {
    return `VideoEncoder refuses ${config.codec} at ${film.width}x${film.height}: ${messageOf(thrown)}`;
  }
};

const encoderConfigOf = ({ codec, bitrate, frameRate, adapt }: EncoderConfig, film: Size): VideoEncoderConfig => ({
  codec: codecNames[codec ?? 'vp8'],
  width: film.width,
  height: film.height,
  ...(bitrate !== undefined && { bitrate }),
  ...(frameRate !== undefined && { framerate: frameRate }),
  bitrateMode: 'variable',
  // 'realtime' may leave frames out to keep up, which no one who waits for each frame wants.
  latencyMode: adapt ? 'realtime' : 'quality',
  alpha: 'discard',
});

export class WebCodecsEncoder {
  readonly #config: EncoderConfig;
  readonly #film: Size;
  readonly #filterWasm: WasmSource;
  readonly #events: WebCodecsEvents;
  readonly #writer: PacketWriter;
  readonly #encoder: VideoEncoder;
  readonly #reader: FrameReader;
  #engine: FilterEngine | null;
  #filtering: boolean;
  /** Pixels on their way into a VideoFrame, where no filter holds them. */
  #slot: Uint8Array<ArrayBuffer> | null = null;
  #frames = 0;
  /** Microseconds; of the last key frame. */
  #keyAt = -Infinity;
  #pending: Pending[] = [];
  /** Those who wait for the encoder to take more. */
  #waiting: (() => void)[] = [];
  #watchdog: ReturnType<typeof setTimeout> | undefined;
  /** Sound that came before the first frame was encoded. */
  #earlySound: { packet: Uint8Array<ArrayBuffer>; timestamp: number }[] = [];
  #error: Error | null = null;

  /** @throws DOMException NotSupportedError naming why; FilterSyntaxError, RangeError of the filter; as loadCore */
  static async create(config: EncoderConfig, wasm: WasmSources, events: WebCodecsEvents): Promise<WebCodecsEncoder> {
    const missing = await whyUnsupported(config);
    if (missing) throw notSupported(`backend 'webcodecs' cannot be had: ${missing}`);
    const [writer, engine] = await Promise.all([
      PacketWriter.load(config.codec ?? 'vp8', wasm.codec, events.data),
      config.filter ? FilterEngine.load(wasm.filters) : null,
    ]);
    engine?.setChain(config.filter, config);
    const film = engine?.targetSize ?? { width: config.width, height: config.height };
    // The filter may give another size.
    const unfit = engine && (await whyUnsupported(config, film));
    if (unfit) throw notSupported(`backend 'webcodecs' cannot be had: ${unfit}`);
    return new WebCodecsEncoder(config, film, wasm.filters, writer, engine, events);
  }

  private constructor(
    config: EncoderConfig,
    film: Size,
    filterWasm: WasmSource,
    writer: PacketWriter,
    engine: FilterEngine | null,
    events: WebCodecsEvents,
  ) {
    this.#config = config;
    this.#film = film;
    this.#filterWasm = filterWasm;
    this.#writer = writer;
    this.#engine = engine;
    this.#filtering = engine !== null;
    this.#events = events;
    this.#reader = new FrameReader(config.width, config.height, config.fit);
    this.#encoder = new VideoEncoder({
      output: (chunk, metadata) => this.#receive(chunk, metadata),
      error: (cause) => this.#fail(encoderError(cause)),
    });
    this.#encoder.configure(encoderConfigOf(config, film));
    this.#encoder.addEventListener?.('dequeue', () => this.#wake());
  }

  /**
   * Takes a picture, which stays the caller's; resolves when the encoder has room for the next.
   * @throws RecorderError; DOMException SecurityError
   */
  async add({ picture, timestamp, duration }: ToWorker & { type: 'frame' }): Promise<void> {
    if (this.#error) return;
    const at = Math.round(timestamp * 1000);
    const frame = await this.#frameOf(picture, at);
    try {
      const rate = this.#config.frameRate ?? 30;
      this.#pending.push({ at, timestamp, duration: duration ?? 1000 / rate, begin: performance.now() });
      const keyFrame = at - this.#keyAt >= (this.#config.keyFrameInterval ?? 0) * 1e6;
      if (keyFrame) this.#keyAt = at;
      this.#encoder.encode(frame, { keyFrame });
    } catch (cause) {
      // It is closed once it has failed, which may have happened since.
      throw this.#error ?? encoderError(cause);
    } finally {
      if (frame !== picture) frame.close();
    }
    this.#frames++;
    this.#watch();
    while (!this.#error && this.#encoder.encodeQueueSize >= queueLimit) {
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
  }

  /** A packet of Opus; milliseconds. @throws RecorderError */
  addAudio(packet: Uint8Array<ArrayBuffer>, timestamp: number): void {
    if (this.#error) return;
    if (this.#writer.begun) this.#writer.writeAudio(packet, Math.round(timestamp * 1000));
    else this.#earlySound.push({ packet, timestamp });
  }

  /** For the pictures that follow; the film keeps its size. @throws as WebmEncoder.setFilter */
  async setFilter(filter: string): Promise<void> {
    const { width, height } = this.#config;
    if (!filter && this.#film.width === width && this.#film.height === height) {
      this.#filtering = false;
      return;
    }
    const engine = (this.#engine ??= await FilterEngine.load(this.#filterWasm));
    engine.setChain(filter, { width, height }, { target: this.#film });
    this.#filtering = true;
  }

  /** Finishes the file: of the frames before a failure, if there was one. `end`: milliseconds. @throws RecorderError */
  async finish({ end }: { end: number | undefined }): Promise<void> {
    await this.#flush();
    if (!this.#writer.begun) this.#begin(undefined);
    this.#writer.finish(end === undefined ? undefined : Math.round(end * 1000));
  }

  /** Frees all memory. */
  close(): void {
    this.#error ??= new RecorderError('encoder-failed', 'the encoder is closed');
    clearTimeout(this.#watchdog);
    if (this.#encoder.state !== 'closed') this.#encoder.close();
    this.#wake();
    this.#engine?.close();
    this.#engine = null;
    this.#writer.close();
  }

  /** The picture as the encoder takes it: itself where it is what it should be, else one made of its pixels. */
  async #frameOf(picture: Picture, at: number): Promise<VideoFrame> {
    const { width, height } = this.#config;
    const engine = this.#filtering ? this.#engine : null;
    if (
      !engine &&
      picture instanceof VideoFrame &&
      picture.displayWidth === width &&
      picture.displayHeight === height
    ) {
      return picture;
    }
    const slot = engine ? engine.slot() : (this.#slot ??= new Uint8Array(width * height * 4));
    const order = await this.#reader.read(picture, slot);
    const pixels = engine ? engine.run(order, this.#frames, true) : slot;
    return new VideoFrame(pixels as Uint8Array<ArrayBuffer>, {
      format: order === 'bgra' && !engine ? 'BGRX' : 'RGBX',
      codedWidth: this.#film.width,
      codedHeight: this.#film.height,
      timestamp: at,
    });
  }

  #receive(chunk: EncodedVideoChunk, metadata: EncodedVideoChunkMetadata | undefined): void {
    if (this.#error) return;
    const end = performance.now();
    try {
      if (!this.#writer.begun) this.#begin(metadata);
      // Packets come in the order of their frames; a frame that was passed over was left out.
      while (this.#pending[0] && this.#pending[0].at < chunk.timestamp) this.#skip();
      const frame = this.#pending.shift();
      const keyFrame = chunk.type === 'key';
      if (keyFrame) this.#keyAt = Math.max(this.#keyAt, chunk.timestamp);
      const duration = Math.round((frame?.duration ?? 1) * 1000);
      this.#writer.write(chunk, chunk.timestamp, duration, keyFrame);
      if (frame) this.#events.encoded(frame.timestamp, end - frame.begin);
    } catch (thrown) {
      this.#fail(thrown as Error);
    }
    this.#watch();
    this.#wake();
  }

  /** The header, which states the matrix that the encoder says it has used. */
  #begin(metadata: EncodedVideoChunkMetadata | undefined): void {
    const { codec = 'vp8', layout = 'file', colorSpace = 'bt601', constantFrameRate, frameRate = 0 } = this.#config;
    this.#writer.begin({
      ...{ codec, layout, alpha: false, ...this.#film },
      colorSpace: metadata ? usedMatrix(metadata.decoderConfig?.colorSpace?.matrix) : colorSpace,
      constantFrameRate: constantFrameRate ? frameRate : 0,
      audioChannels: this.#config.audioChannels ?? 0,
    });
    for (const { packet, timestamp } of this.#earlySound.splice(0)) this.addAudio(packet, timestamp);
  }

  async #flush(): Promise<void> {
    if (this.#error || this.#encoder.state !== 'configured') return;
    const waiting = this.#pending.length;
    const last = this.#pending[waiting - 1]?.at ?? -1;
    try {
      await this.#encoder.flush();
    } catch (cause) {
      // What came before the failure is written; the failure itself was told.
      this.#fail(encoderError(cause));
    }
    while (this.#pending[0] && this.#pending[0].at <= last) this.#skip();
  }

  #skip(): void {
    this.#pending.shift();
    this.#events.skipped();
  }

  /** Frames that nothing comes of would keep those who count them from sending more. */
  #watch(): void {
    clearTimeout(this.#watchdog);
    if (this.#pending.length < 2 || this.#error) return;
    this.#watchdog = setTimeout(() => void this.#flush(), patience);
  }

  #wake(): void {
    for (const resolve of this.#waiting.splice(0)) resolve();
  }

  #fail(error: Error): void {
    if (this.#error) return;
    this.#error = error;
    clearTimeout(this.#watchdog);
    this.#pending = [];
    this.#events.failed(error);
    this.#wake();
  }
}

/**
 * What the encoder has made of RGB, by what it says; where it says nothing, what most conversions give. Firefox says
 * BT.709 and converts by BT.601.
 */
const usedMatrix = (stated: string | null | undefined): 'bt601' | 'bt709' =>
  stated === 'bt709' && !/ Firefox\//.test(navigator.userAgent) ? 'bt709' : 'bt601';

const encoderError = (cause: unknown): RecorderError =>
  new RecorderError('encoder-failed', `the browser's VideoEncoder stopped: ${messageOf(cause)}`, { cause });
