// Reads a picture's pixels straight into the encoder's memory. Runs where the encoder runs, mostly in the worker.

import { RecorderError } from '../errors.js';
import type { Picture } from '../worker-protocol.js';
import { type Fit, fitInto } from './fit.js';

/** Whether pictures that are not plain bytes can be read in this thread. */
const canDraw = (): boolean => typeof OffscreenCanvas === 'function';

/** WebKitGTK crashes now and then when a worker draws while the page or another worker does (seen in 2.50). */
const crashesTogether = (): boolean => / Linux .* AppleWebKit\/(?!.*Chrom)/.test(globalThis.navigator?.userAgent ?? '');

/** Whether they should be read here, rather than in the page's thread. */
export const drawsWell = (): boolean => canDraw() && !crashesTogether();

type Size = { width: number; height: number };
export type ByteOrder = 'rgba' | 'bgra';

/** Whether so many milliseconds are what a copy in memory takes. Frames that take longer to read come from a GPU. */
export const isQuick = (milliseconds: number, bytes: number): boolean => milliseconds < 0.5 + bytes / 8e6;

/**
 * The order of bytes, for frames whose bytes can be taken as they are: no alpha (then the colours are as seen over
 * black, or the canvas is opaque), and sRGB's primaries.
 */
const plainOrder = ({ format, colorSpace }: VideoFrame): ByteOrder | null => {
  if (colorSpace.primaries && colorSpace.primaries !== 'bt709') return null;
  return format === 'BGRX' ? 'bgra' : format === 'RGBX' ? 'rgba' : null;
};

/**
 * Fills `slot`, `width * height * 4` bytes, with the frame's own bytes, unconverted. Null where they are not what they
 * should be.
 */
export const copyFrame = async (
  frame: VideoFrame,
  width: number,
  height: number,
  slot: Uint8Array<ArrayBuffer>,
): Promise<ByteOrder | null> => {
  const order = plainOrder(frame);
  const rect = frame.visibleRect;
  if (!order || rect?.width !== width || rect.height !== height) return null;
  // The coded size may be larger than the visible one, so both the part and its layout are said.
  const options = { rect, layout: [{ offset: 0, stride: width * 4 }] };
  // Some engines return other bytes than the format promises; the size gives them away.
  if (frame.allocationSize(options) !== slot.length) return null;
  try {
    await frame.copyTo(slot, options);
  } catch {
    return null;
  }
  return order;
};

export class FrameReader {
  readonly #width: number;
  readonly #height: number;
  readonly #fit: Fit;
  readonly #alpha: boolean;
  #context: OffscreenCanvasRenderingContext2D | null = null;

  /** The film's size, and how pictures of other sizes lie in it. `alpha`: transparency stays, else it shows black. */
  constructor(width: number, height: number, fit: Fit = 'fill', alpha = false) {
    this.#width = width;
    this.#height = height;
    this.#fit = fit;
    this.#alpha = alpha;
  }

  /**
   * Fills `slot`, `width * height * 4` bytes. The picture stays open. `order`: of plain bytes.
   * @returns the order of a pixel's bytes; the fourth is alpha, not premultiplied, or means nothing.
   * @throws RecorderError `capture-failed`; DOMException SecurityError
   */
  async read(picture: Picture, slot: Uint8Array<ArrayBuffer>, order: ByteOrder = 'rgba'): Promise<ByteOrder> {
    if (picture instanceof Uint8ClampedArray) {
      slot.set(picture);
      return order;
    }
    if (typeof VideoFrame === 'function' && picture instanceof VideoFrame) {
      // The cheap way.
      const copied = this.#alpha ? null : await copyFrame(picture, this.#width, this.#height, slot);
      if (copied) return copied;
      this.#draw(picture, { width: picture.displayWidth, height: picture.displayHeight }, slot);
    } else {
      this.#draw(picture as ImageBitmap, picture as ImageBitmap, slot);
    }
    return 'rgba';
  }

  #draw(picture: CanvasImageSource, size: Size, slot: Uint8Array<ArrayBuffer>): void {
    const context = (this.#context ??= this.#createContext());
    // Over black, as what was not composed with anything is shown.
    context[this.#alpha ? 'clearRect' : 'fillRect'](0, 0, this.#width, this.#height);
    context.drawImage(picture, ...fitInto(this.#fit, size, { width: this.#width, height: this.#height }));
    slot.set(context.getImageData(0, 0, this.#width, this.#height, { colorSpace: 'srgb' }).data);
  }

  #createContext(): OffscreenCanvasRenderingContext2D {
    const canvas = canDraw() ? new OffscreenCanvas(this.#width, this.#height) : null;
    const context = canvas?.getContext('2d', { alpha: this.#alpha, willReadFrequently: true });
    if (context) return context;
    throw new RecorderError('capture-failed', 'frames cannot be read: this thread has no 2D OffscreenCanvas');
  }
}
