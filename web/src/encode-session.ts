// One recording on the encoder's side: takes messages, answers by messages. The worker runs one; with `worker: false`
// the page runs one itself.

import { FrameReader, canDraw } from './capture/frame-reader.js';
import { asError, invalidState, toMessage } from './errors.js';
import { WebmEncoder } from './webm-encoder.js';
import { type FromWorker, type ToEncoder, release } from './worker-protocol.js';

type Post = (message: FromWorker, transfer: Transferable[]) => void;

export class EncodeSession {
  readonly #post: Post;
  #encoder: WebmEncoder | null = null;
  #reader: FrameReader | null = null;
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
  close(): void {
    this.#closed = true;
    this.#queue = this.#queue.then(() => this.#encoder?.close());
  }

  async #handle(message: ToEncoder): Promise<void> {
    try {
      if (message.type === 'frame') await this.#addFrame(message);
      else if (this.#closed) return;
      else if (message.type === 'open') await this.#open(message);
      else if (message.type === 'filter') await this.#opened().setFilter(message.filter);
      else this.#finish(message.end);
    } catch (thrown) {
      if (message.type !== 'filter') this.#failed = true;
      const error = asError(thrown, 'capture-failed', 'a frame could not be read');
      this.#answer({ type: 'failed', step: message.type, error: toMessage(error) });
    }
  }

  async #open({ config, wasm, lock }: ToEncoder & { type: 'open' }): Promise<void> {
    await holdLock(lock);
    this.#encoder = await WebmEncoder.create({
      ...config,
      wasm: wasm.codec,
      filterWasm: wasm.filters,
      onData: (bytes, position) => this.#answer({ type: 'data', bytes, position }, [bytes.buffer]),
    });
    this.#reader = new FrameReader(config.width, config.height);
    this.#answer({ type: 'opened', drawing: canDraw() });
  }

  async #addFrame({ picture, timestamp, duration }: ToEncoder & { type: 'frame' }): Promise<void> {
    const [encoder, reader] = [this.#encoder, this.#reader];
    try {
      if (!encoder || !reader || this.#failed || this.#closed) return;
      const format = await reader.read(picture, encoder.frameSlot());
      const begin = performance.now();
      const { size, keyFrame } = encoder.addSlot({ timestamp, duration, format });
      this.#answer({ type: 'encoded', size, keyFrame, encodeMs: performance.now() - begin });
    } finally {
      release(picture);
    }
  }

  #finish(end: number | undefined): void {
    this.#opened().finish({ end });
    this.#answer({ type: 'finished' });
  }

  #opened(): WebmEncoder {
    if (this.#encoder) return this.#encoder;
    throw invalidState('the encoder was not opened');
  }

  #answer(message: FromWorker, transfer: Transferable[] = []): void {
    if (!this.#closed) this.#post(message, transfer);
  }
}

/**
 * Holds a Web Lock for as long as this worker lives, so that the page can learn of its death: some deaths fire no
 * event, but they release the lock. Without Web Locks (insecure contexts) there is only the event.
 */
const holdLock = (name: string): Promise<void> =>
  new Promise((resolve) => {
    if (!name || !globalThis.navigator?.locks) return resolve();
    const forEver = (): Promise<void> => {
      resolve();
      return new Promise(() => {});
    };
    navigator.locks.request(name, forEver).catch(() => resolve());
  });
