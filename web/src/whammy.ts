// kinora/whammy: whammy's API, on files that play. Frames that are VP8 already are put into the WebM untouched, at once
// and without WebAssembly; anything else is decoded and encoded by code that is loaded when it is needed.
// Nothing runs when it is imported.

import { capture } from './whammy/capture.js';
import { CopiedFilm } from './whammy/copied-film.js';
import { about, decodeDataUrl, isCoded, isImageUrl, parseImage, wrongUrl } from './whammy/data-url.js';
import { parseVp8 } from './whammy/webp.js';
import { WhammyError } from './whammy/whammy-error.js';

/** What whammy does not have; without any, films are made as whammy's are. */
export type WhammyOptions = {
  /**
   * Encodes all frames anew with this codec, as differences from frame to frame: at the usual quality about a tenth of
   * the bytes with VP8, and less with VP9. Then the file is made by `compileAsync()` or for a callback.
   */
  reencode?: 'vp8' | 'vp9' | undefined;
  /**
   * What becomes of transparency: 'keep' (default) writes it as WebM's alpha channel, which takes `compileAsync()` or
   * a callback; 'discard' leaves the colours alone.
   */
  alpha?: 'keep' | 'discard' | undefined;
  /** Where the WebAssembly file is, should it be needed; default: beside the package's scripts. */
  wasm?: URL | string | Response | BufferSource | WebAssembly.Module | undefined;
};

/** A frame that was added. */
export type WhammyFrame = {
  /** A data URL; a file; or one that is being written. */
  image: string | Blob | Promise<Blob>;
  /** Milliseconds. */
  duration: number;
};

/** Whatever shows a picture. */
export type WhammySource =
  | string
  | Blob
  | HTMLCanvasElement
  | OffscreenCanvas
  | RenderingContext
  | OffscreenRenderingContext
  | GPUContext
  | ImageData
  | ImageBitmap
  | VideoFrame
  | HTMLImageElement
  | HTMLVideoElement;

type GPUContext = { readonly canvas: HTMLCanvasElement | OffscreenCanvas };

/** As whammy has it: `data` is a binary string, four bytes of a chunk's size and the VP8 frame. */
export type WhammyWebp = { width: number; height: number; data: string; duration: number; riff?: unknown };

/** The film: a Blob of type video/webm, or its bytes where these are asked for. */
type Output<AsArray extends boolean | undefined> = AsArray extends true ? Uint8Array<ArrayBuffer> : Blob;

/** A film in the making: `new Video(30)`, `add()` each frame, compile. */
export class Video {
  /** What was added, in order; may be changed. */
  frames: WhammyFrame[] = [];
  /** Milliseconds of each frame; NaN where each `add()` brings its own. */
  duration: number;
  /** 0 to 1. */
  quality: number;
  readonly #options: WhammyOptions;

  /**
   * A film without frames yet.
   * @param speed frames per second; without it each `add()` brings a duration
   * @param quality of the WebP pictures that canvases become, and of what is encoded; 0 to 1, default 0.8
   */
  constructor(speed?: number, quality?: number, options: WhammyOptions = {}) {
    const { reencode, alpha } = checkOptions(options);
    this.#options = { ...options, reencode, alpha };
    this.duration = 1000 / (speed ?? NaN);
    this.quality = quality || 0.8;
  }

  /**
   * Adds what `frame` shows now. Data URLs and Blobs may be WebP, PNG or JPEG.
   * @param duration milliseconds, 0 to 32767; for videos without a speed, and only for those
   * @throws Error as whammy, reading the same; DOMException SecurityError for a tainted canvas
   */
  add(frame: WhammySource, duration?: number): void {
    if (duration !== undefined && this.duration) throw new WhammyError("you can't pass a duration if the fps is set");
    if (duration === undefined && !this.duration) {
      throw new WhammyError("if you don't have the fps set, you need to have durations here.");
    }
    if (typeof frame === 'string' && !isImageUrl(frame)) throw new WhammyError(wrongUrl);
    // What is encoded twice is kept as it is in between: WebP's own errors would cost bits in each frame.
    const quality = this.#options.reencode ? 1 : this.quality;
    const image = typeof frame === 'string' ? frame : capture(frame, quality);
    this.frames.push({ image, duration: duration ?? this.duration });
  }

  /**
   * The film at once, for frames that are lossy WebP, as canvases become in most browsers. Transparency is left out.
   * @throws Error for a frame that has to be decoded or encoded, or is not as it should be
   */
  compile<AsArray extends boolean | undefined = false>(outputAsArray?: AsArray): Output<AsArray>;
  /**
   * The film for `callback`: at once where that can be done without loss, else as soon as it is encoded.
   * @returns a promise that is rejected when that fails
   */
  compile<AsArray extends boolean | undefined>(
    outputAsArray: AsArray,
    callback: (film: Output<AsArray>) => void,
  ): Promise<void>;
  compile(outputAsArray?: boolean, callback?: (film: never) => void): unknown {
    if (!callback) return this.#copy(outputAsArray, false);
    const deliver = callback as (film: Blob | Uint8Array) => void;
    const film = this.#copy(outputAsArray, true);
    if (!film) return this.compileAsync(outputAsArray).then(deliver);
    deliver(film);
    return Promise.resolve();
  }

  /** The film of any frames. @throws Error for a frame that is not as it should be; RecorderError if encoding fails */
  async compileAsync<AsArray extends boolean | undefined = false>(outputAsArray?: AsArray): Promise<Output<AsArray>> {
    const copied = this.#copy(outputAsArray, true);
    if (copied) return copied as Output<AsArray>;
    // As they are now: they may be changed for the next film while this one is encoded.
    const frames = this.frames.map((frame) => ({ ...frame }));
    const options = { ...this.#options, quality: this.quality };
    const { encodeFilm } = await import('./whammy/encode.js');
    return (await encodeFilm(frames, Boolean(outputAsArray), options)) as Output<AsArray>;
  }

  /** The film of frames that need not be encoded; null for others if `later` is possible. */
  #copy(outputAsArray: boolean | undefined, later: boolean): Blob | Uint8Array | null {
    const { reencode, alpha } = this.#options;
    const film = new CopiedFilm(this.frames, Boolean(outputAsArray));
    if (reencode) return waitFor(later, 'options.reencode takes time');
    let leavesOut = false;
    for (const [index, { image }] of this.frames.entries()) {
      if (typeof image !== 'string') return waitFor(later, `Frame ${index + 1}: a file has to be read`);
      const file = decodeDataUrl(image, index + 1, film.room);
      const picture = parseImage(file, index + 1);
      if (isCoded(picture)) return waitFor(later, `Frame ${index + 1}: ${picture.what} has to be decoded`);
      if (picture.alpha && alpha === 'keep') {
        if (later) return null;
        leavesOut = true;
      }
      film.add(picture);
    }
    if (leavesOut) console.warn(alphaLeftOut);
    return film.finish();
  }
}

/** The one thing that is said on the console: a film that is returned at once has no other place for it. */
const alphaLeftOut =
  'kinora/whammy: compile() without a callback leaves transparency out; compileAsync() keeps it, and with ' +
  "{ alpha: 'discard' } it is not missed";

/** @throws WhammyError when it is not possible to wait */
const waitFor = (later: boolean, why: string): null => {
  if (later) return null;
  throw new WhammyError(`${why}: use compileAsync(), or give compile() a callback`);
};

const checkOptions = (options: WhammyOptions): { reencode: 'vp8' | 'vp9' | undefined; alpha: 'keep' | 'discard' } => {
  if (typeof options !== 'object' || options === null) {
    throw new TypeError(`options must be an object, got ${String(options)}`);
  }
  const { reencode, alpha = 'keep' } = options;
  if (reencode !== undefined && reencode !== 'vp8' && reencode !== 'vp9') {
    throw new TypeError(`options.reencode must be 'vp8' or 'vp9', got ${String(reencode)}`);
  }
  if (alpha !== 'keep' && alpha !== 'discard') {
    throw new TypeError(`options.alpha must be 'keep' or 'discard', got ${String(alpha)}`);
  }
  return { reencode, alpha };
};

const videoOf = (images: readonly (string | Blob)[], fps: number, options?: WhammyOptions): Video => {
  const video = new Video(fps, undefined, options);
  video.frames = Array.from(images, (image) => ({ image, duration: 1000 / fps }));
  return video;
};

/** The film of `images`, data URLs of lossy WebP, at `fps` frames per second. Transparency is left out. */
export const fromImageArray = <AsArray extends boolean | undefined = false>(
  images: readonly string[],
  fps: number,
  outputAsArray?: AsArray,
): Output<AsArray> => videoOf(images, fps).compile(outputAsArray);

/** The same for images of any kind, with the options and the quality of a Video. */
export const fromImageArrayAsync = async <AsArray extends boolean | undefined = false>(
  images: readonly (string | Blob)[],
  fps: number,
  outputAsArray?: AsArray,
  options?: WhammyOptions & { quality?: number | undefined },
): Promise<Output<AsArray>> => {
  const video = videoOf(images, fps, options);
  video.quality = options?.quality || video.quality;
  return video.compileAsync(outputAsArray);
};

/** The film of frames as whammy parses them. */
export const toWebM = <AsArray extends boolean | undefined = false>(
  frames: readonly WhammyWebp[],
  outputAsArray?: AsArray,
): Output<AsArray> => {
  const film = new CopiedFilm(frames, Boolean(outputAsArray));
  for (const [index, { data }] of frames.entries()) {
    const vp8 = Uint8Array.from(data.slice(4), (character) => character.charCodeAt(0));
    film.add({ ...parseVp8(vp8, about(index + 1)), vp8 });
  }
  return film.finish() as Output<AsArray>;
};

/** What whammy's own module and global are. */
export default { Video, fromImageArray, fromImageArrayAsync, toWebM };
