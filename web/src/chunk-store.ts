// Keeps a file that is written in pieces and patched here and there, in memory that stays small.

type Part = { position: number; size: number; data: Uint8Array<ArrayBuffer> | Blob };

/**
 * The file as parts in order, without gaps. The muxer appends, and goes back to patch: the size of each cluster when it
 * closes, and the header at the end. Parts are folded into a Blob now and then, because the browser may keep a Blob's
 * bytes outside of this process's memory; a patch into a Blob cuts it in two, which copies nothing.
 */
export class ChunkStore {
  #parts: Part[] = [];
  #size = 0;
  /** Bytes and index of the first of the parts at the end that are not folded yet. */
  #loose = 0;
  #firstLoose = 0;
  readonly #foldAt: number;

  /** `foldAt`: bytes held before they are folded into a Blob; Infinity for never (then `toBytes` works). */
  constructor(foldAt: number) {
    this.#foldAt = foldAt;
  }

  /** Bytes of the file so far. */
  get size(): number {
    return this.#size;
  }

  /** Writes `bytes` at `position`, which is at most `size`. The store owns `bytes` from now on. */
  write(position: number, bytes: Uint8Array<ArrayBuffer>): void {
    if (position < this.#size) {
      const overlap = Math.min(bytes.length, this.#size - position);
      this.#patch(position, bytes.subarray(0, overlap));
      position += overlap;
      bytes = bytes.subarray(overlap);
    }
    if (bytes.length === 0) return;
    if (position > this.#size) throw new RangeError(`position must be at most ${this.#size}, got ${position}`);
    this.#parts.push({ position, size: bytes.length, data: bytes });
    this.#size += bytes.length;
    this.#loose += bytes.length;
    if (this.#loose >= this.#foldAt) this.#fold();
  }

  /**
   * The bytes from `position` on, which is 0 or was the size when this was last called. Folds what there is, so that
   * bytes of a Blob are never copied.
   */
  since(position: number, type: string): Blob {
    if (this.#loose > 0) this.#fold();
    const parts = this.#parts.slice(position < this.#size ? this.#find(position) : this.#parts.length);
    return new Blob(
      parts.map((part) => part.data as Blob),
      { type },
    );
  }

  /** The whole file, for a store that never folds. */
  toBytes(): Uint8Array<ArrayBuffer> {
    const bytes = new Uint8Array(this.#size);
    for (const { position, data } of this.#parts) bytes.set(data as Uint8Array, position);
    return bytes;
  }

  #fold(): void {
    const folded = this.#parts.splice(this.#firstLoose);
    const data = new Blob(folded.map((part) => part.data));
    this.#parts.push({ position: this.#size - this.#loose, size: this.#loose, data });
    this.#firstLoose = this.#parts.length;
    this.#loose = 0;
  }

  #patch(position: number, bytes: Uint8Array<ArrayBuffer>): void {
    while (bytes.length > 0) {
      const index = this.#find(position);
      const part = this.#parts[index]!;
      const offset = position - part.position;
      const length = Math.min(bytes.length, part.size - offset);
      const piece = bytes.subarray(0, length);
      if (part.data instanceof Uint8Array) part.data.set(piece, offset);
      else this.#cut(index, part, part.data, offset, piece);
      position += length;
      bytes = bytes.subarray(length);
    }
  }

  /** Replaces a Blob's bytes at `offset`: what is before, the piece, what is after. */
  #cut(index: number, part: Part, blob: Blob, offset: number, piece: Uint8Array<ArrayBuffer>): void {
    const end = offset + piece.length;
    const parts: Part[] = [
      { position: part.position, size: offset, data: blob.slice(0, offset) },
      { position: part.position + offset, size: piece.length, data: piece },
      { position: part.position + end, size: part.size - end, data: blob.slice(end) },
    ].filter(({ size }) => size > 0);
    this.#parts.splice(index, 1, ...parts);
    this.#firstLoose += parts.length - 1;
  }

  /** The index of the part that holds the byte at `position`. Patches are mostly near the end or near the start. */
  #find(position: number): number {
    let low = 0;
    let high = this.#parts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#parts[middle]!.position <= position) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}
