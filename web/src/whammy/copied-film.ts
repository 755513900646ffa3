// A film of VP8 frames that are there already.

import { FilmOutput } from './film-output.js';
import { Muxer } from './muxer.js';
import { checkSize, timeline } from './timeline.js';
import type { Bytes } from './webp.js';

type Vp8Picture = { width: number; height: number; vp8: Bytes };

/** As whammy has them, with a data URL or binary data. */
type CopiedFrame = { duration: number; image?: unknown; data?: unknown };

const lengthOf = (text: unknown): number => (typeof text === 'string' ? text.length : 0);

export class CopiedFilm {
  readonly #output: FilmOutput;
  readonly #times: number[];
  readonly #duration: number;
  #muxer: Muxer | null = null;
  #size: { width: number; height: number } | null = null;
  #frames = 0;
  #room: Bytes = new Uint8Array(0);

  /** @throws WhammyError for a duration that is none, and for no frames */
  constructor(frames: readonly CopiedFrame[], asArray: boolean) {
    const { times, duration } = timeline(frames);
    this.#times = times;
    this.#duration = duration;
    const characters = frames.reduce((sum, { image, data }) => sum + lengthOf(image) + lengthOf(data), 0);
    this.#output = new FilmOutput(asArray, characters);
  }

  /** Room for the file of the next frame, the same for each. */
  readonly room = (size: number): Bytes => {
    if (this.#room.length < size) this.#room = new Uint8Array(size + size / 4);
    return this.#room;
  };

  /** Adds the next frame, whose bytes are copied. */
  add({ width, height, vp8 }: Vp8Picture): void {
    this.#size ??= { width, height };
    checkSize(this.#size, { width, height }, this.#frames + 1);
    this.#muxer ??= new Muxer({ codec: 'vp8', width, height, alpha: false }, (pieces) =>
      this.#output.append(...pieces),
    );
    this.#muxer.add({ data: vp8, time: this.#times[this.#frames++]!, keyFrame: true, alpha: null });
    // Before there is another file in its room.
    this.#muxer.closeCluster();
  }

  finish(): Blob | Bytes {
    const { head, index } = this.#muxer!.finish(this.#duration);
    return this.#output.finish(head, index);
  }
}
