// Where a recording's file goes, as the recorder sees it.

import { ChunkStore } from '../chunk-store.js';
import type { FileLayout } from '../worker-protocol.js';

/** What `options.output` may be. */
export type OutputOption = 'blob' | WritableStream<Uint8Array> | FileSystemFileHandle;

export type Output = {
  /** 'file' where bytes that were written can be written over. */
  readonly layout: FileLayout;
  /** Bytes of the file so far. */
  readonly size: number;
  /** Bytes that were handed over and not taken yet. */
  readonly backlog: number;
  /** `bytes`, which the output owns from now on, belong at `position`. */
  write(position: number, bytes: Uint8Array<ArrayBuffer>): void;
  /** Resolves when there is little left to be taken. */
  ready(): Promise<void>;
  /** Resolves to the file, once all of it is where it should be; to an empty Blob where it cannot be had back. */
  finish(type: string): Promise<Blob>;
  /** Nothing more is written. */
  abort(): void;
};

/** Bytes of the file that are held in this thread before they are folded into a Blob. */
const foldAt = 4 << 20;

/** Keeps the file, and can hand out what came since it was last asked. */
export class BlobOutput implements Output {
  readonly layout = 'file';
  readonly backlog = 0;
  readonly #store = new ChunkStore(foldAt);
  #cutAt = 0;

  get size(): number {
    return this.#store.size;
  }

  write(position: number, bytes: Uint8Array<ArrayBuffer>): void {
    this.#store.write(position, bytes);
  }

  async ready(): Promise<void> {}

  /** Whether a part was cut off: what is left is not the whole file then. */
  get wasCut(): boolean {
    return this.#cutAt > 0;
  }

  /**
   * The file's bytes since the last cut, as they stand now. All cuts together, the last of them after the file was
   * finished, are a live WebM: sizes and places that were not known yet are marked as such.
   */
  cut(type: string): Blob {
    const part = this.#store.since(this.#cutAt, type);
    this.#cutAt = this.#store.size;
    return part;
  }

  async finish(type: string): Promise<Blob> {
    return this.#store.since(0, type);
  }

  abort(): void {}
}
