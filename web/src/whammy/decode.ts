// Pictures to pixels, by the browser's decoders.

import { messageOf } from '../errors.js';
import { about } from './data-url.js';

export type Pixels = {
  width: number;
  height: number;
  /** RGBA; not premultiplied where transparency is kept, else composed over black. */
  data: Uint8ClampedArray;
  /** Whether any alpha is below 255. */
  transparent: boolean;
};

type Context = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

export class PixelReader {
  readonly #keepAlpha: boolean;
  /** For pictures of one size: those of a film are all of one. */
  #context: Context | null = null;

  constructor(keepAlpha: boolean) {
    this.#keepAlpha = keepAlpha;
  }

  /** @throws WhammyError, naming `frame`, for what cannot be decoded, or not here */
  async read(file: Blob, frame: number): Promise<Pixels> {
    if (typeof createImageBitmap === 'undefined') {
      throw about(frame)(`${file.type} whose pixels are needed can only be decoded in a browser`);
    }
    let bitmap: ImageBitmap;
    try {
      bitmap = await createImageBitmap(file);
    } catch (cause) {
      throw about(frame)(`the browser could not decode this ${file.type}: ${messageOf(cause)}`);
    }
    try {
      const { width, height } = bitmap;
      const context = this.#clear(width, height);
      context.drawImage(bitmap, 0, 0);
      const { data } = context.getImageData(0, 0, width, height, { colorSpace: 'srgb' });
      return { width, height, data, transparent: this.#keepAlpha && hasAlpha(data) };
    } finally {
      bitmap.close();
    }
  }

  #clear(width: number, height: number): Context {
    const canvas = this.#context?.canvas;
    if (this.#context && canvas?.width === width && canvas.height === height) {
      this.#context.clearRect(0, 0, width, height);
      return this.#context;
    }
    const context = createCanvas(width, height).getContext('2d', {
      alpha: this.#keepAlpha,
      willReadFrequently: true,
    }) as Context | null;
    if (!context) throw new Error(`there is no 2D canvas of ${width} x ${height}`);
    return (this.#context = context);
  }
}

const createCanvas = (width: number, height: number): HTMLCanvasElement | OffscreenCanvas =>
  typeof OffscreenCanvas === 'undefined'
    ? Object.assign(document.createElement('canvas'), { width, height })
    : new OffscreenCanvas(width, height);

const hasAlpha = (rgba: Uint8ClampedArray): boolean => {
  for (let index = 3; index < rgba.length; index += 4) if (rgba[index] !== 255) return true;
  return false;
};
