// A live preview on the worker's side: filters pictures and sends them back.

import { FrameReader } from '../capture/frame-reader.js';
import { asError, toMessage } from '../errors.js';
import { type FromWorker, type ToWorker, release } from '../worker-protocol.js';
import { FilterEngine } from './filter-engine.js';

type Post = (message: FromWorker, transfer: Transferable[]) => void;
type PreviewMessage = ToWorker & { type: 'preview' };

export class PreviewSession {
  readonly #post: Post;
  #engine: Promise<FilterEngine> | null = null;
  #reader: { reader: FrameReader; width: number; height: number } | null = null;
  #last: Promise<void> = Promise.resolve();

  constructor(post: Post) {
    this.#post = post;
  }

  receive(message: PreviewMessage): void {
    this.#last = this.#last.then(() => this.#filter(message));
  }

  async #filter({ picture, width, height, filter, frame, wasm }: PreviewMessage): Promise<void> {
    try {
      const engine = await (this.#engine ??= FilterEngine.load(wasm));
      const reader = this.#readerFor(width, height);
      engine.setChain(filter, { width, height });
      const format = await reader.read(picture, engine.slot());
      const data = new Uint8ClampedArray(engine.run(format, frame, true));
      for (let i = 3; i < data.length; i += 4) data[i] = 255; // premultiplied over black, as a film shows it
      this.#post({ type: 'previewed', pixels: { ...engine.targetSize, data } }, [data.buffer]);
    } catch (thrown) {
      const error = asError(thrown, 'capture-failed', 'the picture could not be read');
      this.#post({ type: 'failed', step: 'preview', error: toMessage(error) }, []);
    } finally {
      release(picture);
    }
  }

  #readerFor(width: number, height: number): FrameReader {
    if (this.#reader?.width !== width || this.#reader.height !== height) {
      this.#reader = { reader: new FrameReader(width, height), width, height };
    }
    return this.#reader.reader;
  }
}
