// Bytes of pictures that wait for an encoder, in memory that is used again.
//
// A frame that waits holds its canvas's pixels, and Chromium copies a canvas that is drawn on meanwhile, into memory that
// is fresh each time. That takes longer than this copy.

import { type ByteOrder, copyFrame, isQuick } from '../capture/frame-reader.js';
import type { Picture } from '../worker-protocol.js';

/** Bytes that are kept from a film to the next at most. */
const keptAtMost = 256 << 20;

/** `picture`: plain bytes, `lent`: their order. */
export type FrameCopy = { picture: Uint8ClampedArray<ArrayBuffer>; lent: ByteOrder };

export class FrameCopies {
  readonly #width: number;
  readonly #height: number;
  readonly #spare: ArrayBuffer[] = [];
  readonly #lent = new WeakSet<ArrayBuffer>();
  /**
   * How many copies took long while none was quick: after some, frames are known to come from a GPU, and left to the
   * workers.
   */
  #slow = 0;

  /** The size of all pictures. */
  constructor(width: number, height: number) {
    this.#width = width;
    this.#height = height;
  }

  fits(width: number, height: number): boolean {
    return width === this.#width && height === this.#height;
  }

  /** For a film that is over: no more is kept for the next than is reasonable. */
  trim(): void {
    this.#spare.splice(Math.floor(keptAtMost / (this.#width * this.#height * 4)));
  }

  /** The memory of a picture, which `giveBack` takes when it is not needed any more. */
  lend(): ArrayBuffer {
    const buffer = this.#spare.pop() ?? new ArrayBuffer(this.#width * this.#height * 4);
    this.#lent.add(buffer);
    return buffer;
  }

  /** Whether the picture stands in memory that was lent. */
  hasLent(picture: Picture): boolean {
    return picture instanceof Uint8ClampedArray && this.#lent.has(picture.buffer);
  }

  giveBack(buffer: ArrayBuffer): void {
    this.#spare.push(buffer);
  }

  /**
   * Begins at once, and never rejects. Null where the picture has to be taken as it is, which undefined says at once. It
   * stays open.
   */
  copy(picture: Picture): Promise<FrameCopy | null> | undefined {
    if (this.#slow > 2 || typeof VideoFrame !== 'function' || !(picture instanceof VideoFrame)) return undefined;
    return this.#copy(picture);
  }

  async #copy(frame: VideoFrame): Promise<FrameCopy | null> {
    // Memory that is fresh takes its time itself.
    const fresh = this.#spare.length === 0;
    const buffer = this.lend();
    const begin = performance.now();
    const order = await copyFrame(frame, this.#width, this.#height, new Uint8Array(buffer));
    if (!fresh) this.#slow = isQuick(performance.now() - begin, buffer.byteLength) ? -Infinity : this.#slow + 1;
    if (order) return { picture: new Uint8ClampedArray(buffer), lent: order };
    this.giveBack(buffer);
    return null;
  }
}
