// Takes pictures of a canvas in the cheapest form that the browser has.
//
// Each form shows transparent pixels as they look over black, as MediaRecorder does, since what a canvas shows depends
// on the page behind it: a VideoFrame by `alpha: 'discard'`, which keeps the canvas's premultiplied colours; a bitmap
// and plain bytes because they are drawn over black.

import { RecorderError, asError, notSupported } from '../errors.js';
import type { Picture } from '../worker-protocol.js';

export type Canvas = HTMLCanvasElement | OffscreenCanvas;
type Context2d = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;
type PictureForm = 'video-frame' | 'image-bitmap' | 'image-data';

const isSecurityError = (thrown: unknown): boolean => thrown instanceof DOMException && thrown.name === 'SecurityError';

export class FrameSource {
  readonly #canvas: Canvas;
  readonly #width: number;
  readonly #height: number;
  #form: PictureForm;
  #scratch: Context2d | null = null;

  /**
   * Chooses the form by trying it.
   * @throws DOMException SecurityError for a tainted canvas, NotSupportedError where canvases cannot be read
   */
  constructor(canvas: Canvas) {
    this.#canvas = canvas;
    this.#width = canvas.width;
    this.#height = canvas.height;
    this.#form = this.#choose();
  }

  /** Only plain bytes from now on: the encoder's thread cannot read the other forms. */
  usePlainBytes(): void {
    this.#form = 'image-data';
  }

  /**
   * What the canvas shows now; the caller owns it. Synchronous up to the snapshot in every form, so that a WebGL
   * canvas drawn in the same task is not empty yet. `timestamp` in milliseconds.
   * @throws RecorderError `canvas-resized` or `capture-failed`; DOMException SecurityError
   */
  grab(timestamp: number): Picture | Promise<Picture> {
    this.#checkSize();
    try {
      if (this.#form === 'video-frame') {
        return new VideoFrame(this.#canvas, { timestamp: Math.round(timestamp * 1000), alpha: 'discard' });
      }
      return this.#form === 'image-bitmap' ? createImageBitmap(this.#canvas) : this.#read();
    } catch (thrown) {
      if (isSecurityError(thrown)) throw thrown;
      throw asError(thrown, 'capture-failed', 'the canvas could not be read');
    }
  }

  #choose(): PictureForm {
    if (typeof VideoFrame === 'function') {
      try {
        new VideoFrame(this.#canvas, { timestamp: 0, alpha: 'discard' }).close();
        return 'video-frame';
      } catch (thrown) {
        if (isSecurityError(thrown)) throw thrown;
      }
    }
    // Reading one pixel tells whether the canvas may be read at all.
    const context = this.#scratchContext();
    context.drawImage(this.#canvas, 0, 0, 1, 1, 0, 0, 1, 1);
    context.getImageData(0, 0, 1, 1);
    return typeof createImageBitmap === 'function' ? 'image-bitmap' : 'image-data';
  }

  /** Whether the canvas still has the size that it had. */
  fits(): boolean {
    return this.#canvas.width === this.#width && this.#canvas.height === this.#height;
  }

  #checkSize(): void {
    for (const [field, value, expected] of [
      ['width', this.#canvas.width, this.#width],
      ['height', this.#canvas.height, this.#height],
    ] as const) {
      if (value === expected) continue;
      const message = `canvas.${field} must stay ${expected} while recording, got ${value}`;
      throw new RecorderError('canvas-resized', message, { field, value });
    }
  }

  #read(): Uint8ClampedArray<ArrayBuffer> {
    const context = this.#scratchContext();
    context.fillRect(0, 0, this.#width, this.#height);
    context.drawImage(this.#canvas, 0, 0);
    const { data } = context.getImageData(0, 0, this.#width, this.#height, { colorSpace: 'srgb' });
    return data as Uint8ClampedArray<ArrayBuffer>;
  }

  #scratchContext(): Context2d {
    this.#scratch ??= this.#createContext();
    if (this.#scratch) return this.#scratch;
    throw notSupported('canvases cannot be read here: there is no VideoFrame and no 2D canvas');
  }

  #createContext(): Context2d | null {
    const settings = { alpha: false, willReadFrequently: true };
    if (typeof OffscreenCanvas === 'function') {
      const context = new OffscreenCanvas(this.#width, this.#height).getContext('2d', settings);
      if (context) return context;
    }
    if (typeof document === 'undefined') return null;
    const canvas = document.createElement('canvas');
    canvas.width = this.#width;
    canvas.height = this.#height;
    return canvas.getContext('2d', settings) as CanvasRenderingContext2D | null;
  }
}
