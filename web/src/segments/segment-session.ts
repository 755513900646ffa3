// The worker's side of a film that several workers share: frames of some of its segments in, packets out.

import { FrameReader, drawsWell } from '../capture/frame-reader.js';
import { asError, toMessage } from '../errors.js';
import { type FromWorker, type ToEncoder, release } from '../worker-protocol.js';
import { SegmentEncoder } from './segment-encoder.js';

type Post = (message: FromWorker, transfer: Transferable[]) => void;

export class SegmentSession {
  readonly #post: Post;
  #encoder: SegmentEncoder | null = null;
  #reader: FrameReader | null = null;
  /** The number of the segment that frames are encoded of. */
  #segment = -1;
  /** Reading a frame takes time; messages are dealt with one after the other. */
  #queue: Promise<void> = Promise.resolve();
  #failed = false;
  #closed = false;

  constructor(post: Post) {
    this.#post = post;
  }

  receive(message: ToEncoder): void {
    this.#queue = this.#queue.then(() => this.#handle(message));
  }

  /** Frees the encoder; frames that are waiting are thrown away. */
  close(): Promise<void> {
    this.#closed = true;
    return (this.#queue = this.#queue.then(() => this.#encoder?.close()));
  }

  async #handle(message: ToEncoder): Promise<void> {
    try {
      if (message.type === 'frame') await this.#addFrame(message);
      else if (this.#closed) return;
      else if (message.type === 'open') await this.#open(message);
      else if (message.type === 'filter') await this.#encoder?.setFilter(message.filter);
    } catch (thrown) {
      if (message.type !== 'filter') this.#failed = true;
      const error = asError(thrown, 'capture-failed', 'a frame could not be read');
      this.#answer({ type: 'failed', step: message.type, error: toMessage(error) });
    }
  }

  async #open({ config, wasm }: ToEncoder & { type: 'open' }): Promise<void> {
    const { width, height, fit, channel } = config;
    const encoder = (this.#encoder = await SegmentEncoder.create(config, wasm));
    this.#reader = new FrameReader(width, height, fit, channel === 'both');
    this.#answer({ type: 'opened', drawing: drawsWell(), film: encoder.film });
  }

  async #addFrame({ picture, timestamp, duration, place, lent }: ToEncoder & { type: 'frame' }): Promise<void> {
    const encoder = this.#encoder;
    try {
      if (!encoder || !place || duration === undefined || this.#failed || this.#closed) return;
      if (place.segment !== this.#segment) {
        encoder.begin(place.segment > 0);
        this.#segment = place.segment;
      }
      const format = await this.#reader!.read(picture, encoder.slot(), lent);
      const read = performance.now();
      const packet = encoder.encode(format, place.frame, timestamp, duration);
      const encodeMs = performance.now() - read;
      const transfer = [packet.data.buffer, packet.alpha.buffer];
      const memory = lent && picture instanceof Uint8ClampedArray ? picture.buffer : undefined;
      if (memory) transfer.push(memory);
      this.#answer({ type: 'packet', ...packet, encodeMs, lent: memory }, transfer);
    } finally {
      release(picture);
    }
  }

  #answer(message: FromWorker, transfer: Transferable[] = []): void {
    if (!this.#closed) this.#post(message, transfer);
  }
}
