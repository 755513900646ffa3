// The package's encoder, for its compressed frames alone: the muxer of this folder makes the file.

import type { WebmEncoderOptions } from '../encoder-options.js';
import { WebmEncoder } from '../webm-encoder.js';
import type { Bytes } from './webp.js';

export type Encoded = { data: Bytes; keyFrame: boolean };

export class PacketEncoder {
  readonly #encoder: WebmEncoder;
  /** What the encoder has written since the last frame. */
  #pieces: Bytes[];

  /** @throws as WebmEncoder.create */
  static async create(options: Omit<WebmEncoderOptions, 'layout' | 'onData'>): Promise<PacketEncoder> {
    const pieces: Bytes[] = [];
    // Nothing is patched in the live layout, so what comes last is always the frame.
    const encoder = await WebmEncoder.create({ ...options, layout: 'live', onData: (bytes) => pieces.push(bytes) });
    return new PacketEncoder(encoder, pieces);
  }

  private constructor(encoder: WebmEncoder, pieces: Bytes[]) {
    this.#encoder = encoder;
    this.#pieces = pieces;
  }

  /** `pixels`: RGBA. Times in milliseconds. @throws RecorderError */
  encode(pixels: Uint8ClampedArray, timestamp: number, duration: number): Encoded {
    this.#encoder.frameSlot().set(pixels);
    return this.#encode(timestamp, duration);
  }

  /** A frame of the value 255 throughout. */
  encodeOpaque(timestamp: number, duration: number): Encoded {
    this.#encoder.frameSlot().fill(255);
    return this.#encode(timestamp, duration);
  }

  close(): void {
    this.#encoder.close();
  }

  #encode(timestamp: number, duration: number): Encoded {
    this.#pieces.length = 0;
    const { size, keyFrame } = this.#encoder.addSlot({ timestamp, duration });
    const data = new Uint8Array(size);
    let left = size;
    // The frame is written last; its head, and the file's, stand before it.
    for (const piece of this.#pieces.reverse()) {
      const part = piece.subarray(Math.max(piece.length - left, 0));
      left -= part.length;
      data.set(part, left);
    }
    return { data, keyFrame };
  }
}
