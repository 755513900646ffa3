// The frames that need more than to be copied: decoded by the browser, encoded by the package's own encoder. A bundle of
// its own, loaded when the first such frame is compiled.

import { about, decodeDataUrl, isCoded, parseImage } from './data-url.js';
import { PixelReader, type Pixels } from './decode.js';
import { FilmOutput } from './film-output.js';
import { type FilmFrame, Muxer } from './muxer.js';
import { PacketEncoder } from './packet-encoder.js';
import { checkSize, timeline } from './timeline.js';
import type { Bytes, LossyWebp } from './webp.js';
import type { WasmOption } from '../load-wasm.js';

type Frame = { image: string | Blob | Promise<Blob>; duration: number };

export type EncodeOptions = {
  /** 0 to 1, on WebP's scale. */
  quality: number;
  reencode?: 'vp8' | 'vp9' | undefined;
  alpha?: 'keep' | 'discard' | undefined;
  wasm?: WasmOption | undefined;
};

/** Transparency is small beside the colours, and errors in it are seen as edges. */
const alphaQuality = 0.98;

/**
 * The quality that differences from frame to frame are encoded with. WebP's is for stills; in a film what one frame lacks
 * the next ones add, so at the usual 0.8 it is much lower. Where it is 1, all of it is asked for.
 */
const filmQuality = (quality: number): number => (quality <= 0.8 ? 0.265 * quality ** 2 : 4.15 * quality - 3.15);

/** Seconds between key frames of what is encoded anew; else each frame is one, as with whammy. */
const keyFrameInterval = 5;

/**
 * One frame after the other: of those not yet reached only the files are held, of those done only the packets.
 * @throws WhammyError naming the frame; RecorderError if the encoder could not be loaded or failed
 */
export const encodeFilm = async (
  frames: readonly Frame[],
  asArray: boolean,
  options: EncodeOptions,
): Promise<Blob | Bytes> => {
  const { times, duration } = timeline(frames);
  const maker = new FilmMaker(options);
  try {
    for (const [index, { image }] of frames.entries()) {
      const time = times[index]!;
      await maker.add(await parse(image, index + 1), index + 1, time, (times[index + 1] ?? time + 1) - time);
    }
    return maker.finish(duration, asArray);
  } finally {
    maker.close();
  }
};

type Picture = { file: Blob; webp: LossyWebp | null };

const parse = async (image: Frame['image'], frame: number): Promise<Picture> => {
  const { bytes, type } = typeof image === 'string' ? decodeDataUrl(image, frame, makeRoom) : await read(image, frame);
  const parsed = parseImage({ bytes, type }, frame);
  return { file: new Blob([bytes], { type }), webp: isCoded(parsed) ? null : parsed };
};

const makeRoom = (size: number): Bytes => new Uint8Array(size);

const read = async (image: Blob | Promise<Blob>, frame: number): Promise<{ bytes: Bytes; type: string }> => {
  const file: unknown = await image;
  if (!(file instanceof Blob)) throw about(frame)(`it must be a data URL or a Blob, got ${String(file)}`);
  return { bytes: new Uint8Array(await file.arrayBuffer()), type: file.type };
};

class FilmMaker {
  readonly #options: EncodeOptions;
  readonly #keepsAlpha: boolean;
  readonly #reader: PixelReader;
  readonly #frames: FilmFrame[] = [];
  /** The time each was shown for, in milliseconds. */
  readonly #lengths: number[] = [];
  #size: { width: number; height: number } | null = null;
  #color: PacketEncoder | null = null;
  #alpha: PacketEncoder | null = null;

  constructor(options: EncodeOptions) {
    this.#options = options;
    this.#keepsAlpha = options.alpha !== 'discard';
    this.#reader = new PixelReader(this.#keepsAlpha);
  }

  async add({ file, webp }: Picture, frame: number, time: number, length: number): Promise<void> {
    const copies = webp !== null && !this.#options.reencode;
    // An opaque WebP that is only copied is never decoded.
    const pixels = copies && !(this.#keepsAlpha && webp.alpha) ? null : await this.#reader.read(file, frame);
    const size = webp ?? pixels!;
    this.#size ??= { width: size.width, height: size.height };
    checkSize(this.#size, size, frame);

    const transparency = this.#keepsAlpha ? await this.#encodeAlpha(pixels, time, length) : null;
    const color = copies ? { data: webp.vp8, keyFrame: true } : await this.#encodeColor(pixels!, time, length);
    this.#frames.push({ ...color, time, alpha: transparency });
    this.#lengths.push(length);
  }

  finish(duration: number, asArray: boolean): Blob | Bytes {
    const track = { codec: this.#options.reencode ?? 'vp8', ...this.#size!, alpha: this.#alpha !== null } as const;
    const output = new FilmOutput(asArray, Infinity);
    const muxer = new Muxer(track, (pieces) => output.append(...pieces));
    for (const frame of this.#frames) muxer.add(frame);
    const { head, index } = muxer.finish(duration);
    return output.finish(head, index);
  }

  close(): void {
    this.#color?.close();
    this.#alpha?.close();
  }

  async #encodeColor({ data }: Pixels, time: number, length: number): Promise<{ data: Bytes; keyFrame: boolean }> {
    const { quality, reencode } = this.#options;
    this.#color ??= await this.#encoder('color', reencode ? filmQuality(quality) : quality);
    return this.#color.encode(data, time, length);
  }

  /** Null for an opaque frame of a film that has been opaque so far. */
  async #encodeAlpha(pixels: Pixels | null, time: number, length: number): Promise<Bytes | null> {
    if (!this.#alpha) {
      if (!pixels?.transparent) return null;
      this.#alpha = await this.#encoder('alpha', alphaQuality);
      // A film has an alpha channel in all of its frames or in none.
      for (const [index, frame] of this.#frames.entries()) {
        frame.alpha = this.#alpha.encodeOpaque(frame.time, this.#lengths[index]!).data;
      }
    }
    const { data } = pixels ? this.#alpha.encode(pixels.data, time, length) : this.#alpha.encodeOpaque(time, length);
    return data;
  }

  #encoder(channel: 'color' | 'alpha', quality: number): Promise<PacketEncoder> {
    const { reencode, wasm } = this.#options;
    return PacketEncoder.create({
      ...this.#size!,
      codec: reencode ?? 'vp8',
      channel,
      quality: Math.min(quality, 1),
      // As much as there is time for between the frames of an animation that is drawn one by one.
      effort: reencode === 'vp9' ? 'balanced' : 'best',
      keyFrameInterval: reencode ? keyFrameInterval : 0,
      wasm,
    });
  }
}
