// The film as it grows.

import type { Bytes } from './webp.js';

/** Bytes that are gathered before they become a part of a Blob: each part takes time of its own. */
const gathered = 1 << 22;

/**
 * Copies pieces of a file together. For a Blob the browser gets them now and then, and may keep them outside of this
 * process's memory; for an array they are put together at the end.
 */
export class FilmOutput {
  readonly #asArray: boolean;
  readonly #parts: (Bytes | Blob)[] = [];
  #chunk = new Uint8Array(0);
  #used = 0;
  readonly #expected: number;

  /** `expected`: about how many bytes will come. */
  constructor(asArray: boolean, expected: number) {
    this.#asArray = asArray;
    this.#expected = expected;
  }

  /** The pieces may be used anew afterwards. */
  append(...pieces: readonly Bytes[]): void {
    for (const piece of pieces) {
      if (this.#chunk.length - this.#used < piece.length) this.#begin(piece.length);
      this.#chunk.set(piece, this.#used);
      this.#used += piece.length;
    }
  }

  /** The whole file: `head`, what was appended, `index`. */
  finish(head: Bytes, index: Bytes): Blob | Bytes {
    const last = this.#chunk.subarray(0, this.#used);
    const parts = [head, ...this.#parts, last, index];
    return this.#asArray ? join(parts as Bytes[]) : new Blob(parts, { type: 'video/webm' });
  }

  #begin(size: number): void {
    const full = this.#chunk.subarray(0, this.#used);
    if (this.#used > 0) this.#parts.push(this.#asArray ? full : new Blob([full]));
    // A Blob has its own copy, so its chunk serves again.
    if (this.#asArray || this.#chunk.length < size)
      this.#chunk = new Uint8Array(Math.max(size, Math.min(gathered, this.#expected)));
    this.#used = 0;
  }
}

const join = (pieces: readonly Bytes[]): Bytes => {
  const bytes = new Uint8Array(pieces.reduce((size, piece) => size + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
};
