// One recording on the encoder's side: takes messages, answers by messages. The worker runs one; with `worker: false`
// the page runs one itself.

import type { EncoderChoice } from './backends/choose-encoder.js';
import type { WebCodecsEncoder } from './backends/webcodecs-encoder.js';
import { type ByteOrder, FrameReader, drawsWell, isQuick } from './capture/frame-reader.js';
import { EffortControl } from './effort-control.js';
import { asError, invalidState, toMessage } from './errors.js';
import type { WorkerFile } from './outputs/worker-file.js';
import { WebmEncoder } from './webm-encoder.js';
import { type EncoderConfig, type FromWorker, type ToEncoder, type WasmSources, release } from './worker-protocol.js';

type Post = (message: FromWorker, transfer: Transferable[]) => void;
type FrameMessage = ToEncoder & { type: 'frame' };

export class EncodeSession {
  readonly #post: Post;
  #encoder: WebmEncoder | WebCodecsEncoder | null = null;
  #reader: FrameReader | null = null;
  #effort: EffortControl | null = null;
  #file: WorkerFile | null = null;
  #fileSize = 0;
  /** Messages that wait. */
  #waiting: ToEncoder[] = [];
  /** The reading of the first of them, a frame, when it was begun ahead. */
  #ahead: Promise<ByteOrder> | null = null;
  #readMs = 0;
  #tasks: MessageChannel | null = null;
  /** Reading a frame takes time; messages are dealt with one after the other. */
  #queue: Promise<void> = Promise.resolve();
  #failed = false;
  #closed = false;

  constructor(post: Post) {
    this.#post = post;
  }

  receive(message: ToEncoder): void {
    this.#waiting.push(message);
    this.#queue = this.#queue.then(() => this.#handle(this.#waiting.shift()!));
  }

  /** Frees the encoder; frames that are waiting are thrown away. */
  close(): Promise<void> {
    this.#closed = true;
    return (this.#queue = this.#queue.then(() => {
      this.#encoder?.close();
      this.#file?.close();
      this.#file = null;
      this.#tasks?.port1.close();
    }));
  }

  async #handle(message: ToEncoder): Promise<void> {
    try {
      if (message.type === 'frame') await this.#addFrame(message);
      else if (this.#closed) return;
      else if (message.type === 'open') await this.#open(message);
      else if (message.type === 'audio') this.#addAudio(message);
      else if (message.type === 'filter') await this.#opened().setFilter(message.filter);
      else await this.#finish(message.end);
    } catch (thrown) {
      this.#tell(message.type, asError(thrown, 'capture-failed', 'a frame could not be read'));
    }
  }

  #tell(step: ToEncoder['type'], error: Error): void {
    if (step !== 'filter') this.#failed = true;
    this.#answer({ type: 'failed', step, error: toMessage(error) });
  }

  async #open({ config, wasm, file }: ToEncoder & { type: 'open' }): Promise<void> {
    if (file) this.#file = await (await import('./outputs/worker-file.js')).WorkerFile.open(file);
    let choice: EncoderChoice | null;
    try {
      choice = config.backend === 'wasm' ? null : await this.#choose(config, wasm);
      this.#encoder = choice?.encoder ?? (await this.#openOurs(config, wasm));
    } catch (error) {
      // Before the page hears of it: it may want to write to the file by other means.
      this.#file?.close();
      this.#file = null;
      throw error;
    }
    this.#answer({ type: 'opened', drawing: drawsWell(), backend: choice?.backend, frameMs: choice?.frameMs });
  }

  async #choose(config: EncoderConfig, wasm: WasmSources): Promise<EncoderChoice> {
    const { chooseEncoder } = await import('./backends/choose-encoder.js');
    return chooseEncoder(config, wasm, {
      data: (bytes, position) => this.#write(bytes, position),
      encoded: (timestamp, encodeMs) => this.#answer({ type: 'encoded', timestamp, encodeMs, reduction: 0 }),
      skipped: () => this.#answer({ type: 'skipped' }),
      failed: (error) => this.#tell('frame', error),
    });
  }

  async #openOurs(config: EncoderConfig, wasm: WasmSources): Promise<WebmEncoder> {
    const encoder = await WebmEncoder.create({
      ...config,
      wasm: wasm.codec,
      filterWasm: wasm.filters,
      onData: (bytes, position) => this.#write(bytes, position),
    });
    const { width, height, fit, channel, adapt } = config;
    this.#reader = new FrameReader(width, height, fit, channel === 'both');
    if (adapt) this.#effort = new EffortControl((steps) => encoder.reduceEffort(steps));
    return encoder;
  }

  async #addFrame(frame: FrameMessage): Promise<void> {
    const encoder = this.#encoder;
    const { timestamp, duration } = frame;
    const ahead = this.#ahead;
    this.#ahead = null;
    try {
      if (!encoder || this.#failed || this.#closed) return;
      if ('add' in encoder) return await encoder.add(frame);
      const format = await (ahead ?? this.#read(frame, encoder));
      const begin = performance.now();
      encoder.addSlot({ timestamp, duration, format });
      const encodeMs = performance.now() - begin;
      this.#effort?.note(timestamp, this.#readMs + encodeMs, this.#waiting.length);
      if (isQuick(this.#readMs, encoder.width * encoder.height * 4)) await this.#readNext(encoder);
      this.#answer({ type: 'encoded', timestamp, encodeMs, reduction: this.#effort?.steps ?? 0 });
    } finally {
      release(frame.picture);
    }
  }

  /**
   * Reads the next frame, if it is there, before the page hears that it may draw on: Chromium copies a canvas that is
   * drawn on while a frame of it is unread, into memory that is fresh each time.
   */
  async #readNext(encoder: WebmEncoder): Promise<void> {
    await this.#nextTask();
    const [next] = this.#waiting;
    if (next?.type !== 'frame' || this.#closed) return;
    this.#ahead = this.#read(next, encoder);
    // What goes wrong is told when it is that frame's turn.
    await this.#ahead.catch(() => {});
  }

  /** Resolves when the messages that have come are received. */
  #nextTask(): Promise<void> {
    const { port1, port2 } = (this.#tasks ??= new MessageChannel());
    return new Promise((resolve) => {
      port1.onmessage = () => resolve();
      port2.postMessage(null);
    });
  }

  /** Into the encoder's slot. */
  async #read({ picture }: FrameMessage, encoder: WebmEncoder): Promise<ByteOrder> {
    try {
      const begin = performance.now();
      const format = await this.#reader!.read(picture, encoder.frameSlot());
      this.#readMs = performance.now() - begin;
      return format;
    } finally {
      release(picture);
    }
  }

  #addAudio({ packet, timestamp }: ToEncoder & { type: 'audio' }): void {
    if (!this.#failed) this.#encoder?.addAudio(packet, timestamp);
  }

  async #finish(end: number | undefined): Promise<void> {
    await this.#opened().finish({ end });
    this.#file?.close();
    this.#file = null;
    this.#answer({ type: 'finished' });
    // Not only when the next film comes: it may hold one of the machine's few hardware encoders.
    this.#encoder?.close();
  }

  #write(bytes: Uint8Array<ArrayBuffer>, position: number): void {
    if (!this.#file) return this.#answer({ type: 'data', bytes, position }, [bytes.buffer]);
    this.#file.write(position, bytes);
    this.#fileSize = Math.max(this.#fileSize, position + bytes.length);
    this.#answer({ type: 'written', size: this.#fileSize });
  }

  #opened(): WebmEncoder | WebCodecsEncoder {
    if (this.#encoder) return this.#encoder;
    throw invalidState('the encoder was not opened');
  }

  #answer(message: FromWorker, transfer: Transferable[] = []): void {
    if (!this.#closed) this.#post(message, transfer);
  }
}
