// One picture of a canvas, by the browser's own encoders, or for WebP where it has none, by libwebp.

import { checkChoice, checkNumber, checkOptions, show } from './check.js';
import { RecorderError, notSupported } from './errors.js';
import { type FilterInput, filterText } from './filter-text.js';
import { applyFilter } from './filters/apply-filter.js';
import type { WasmOption } from './load-wasm.js';

/** What a picture can be taken of, at its own size in pixels. */
export type SnapshotSource =
  HTMLCanvasElement | OffscreenCanvas | ImageData | ImageBitmap | VideoFrame | HTMLImageElement | HTMLVideoElement;

/** Of `snapshot`; all may be left out. */
export type SnapshotOptions = {
  /** Default 'image/png'. */
  type?: 'image/png' | 'image/jpeg' | 'image/webp' | undefined;
  /** 0 to 1, for JPEG and WebP; default: the browser's. */
  quality?: number | undefined;
  /** What is done to the picture first; default: nothing. It may change the picture's size. */
  filter?: FilterInput | undefined;
  /** Where `kinora-filters.wasm` is; default: beside this script. */
  wasm?: WasmOption | undefined;
};

type AnyCanvas = HTMLCanvasElement | OffscreenCanvas;

/**
 * Encodes what `source` shows. A WebGL canvas without preserveDrawingBuffer must be drawn in the same task.
 * @throws TypeError, RangeError naming the option; DOMException NotSupportedError when the browser cannot encode
 * `type` (WebP is encoded by libwebp then), SecurityError for a tainted source; RecorderError `capture-failed`; what
 * applyFilter throws
 */
export const snapshot = async (source: SnapshotSource, options?: SnapshotOptions): Promise<Blob> => {
  const given = checkOptions('options', options);
  const type = checkChoice('options.type', given.type, ['image/png', 'image/jpeg', 'image/webp']);
  const quality = given.quality === undefined ? undefined : checkNumber('options.quality', given.quality, 0, 1, 1);
  const text = filterText('options.filter', given.filter);
  const canvas = text ? await filtered(toCanvas(source), text, given.wasm) : toCanvas(source);
  const blob = await encode(canvas, type, quality);
  // Browsers answer with PNG when they cannot encode the type asked for.
  if (blob.type === type) return blob;
  if (type !== 'image/webp') throw notSupported(`options.type ${type} is not supported by this browser`);
  const { encodeWebp } = await import('./encode-webp.js');
  return encodeWebp(readPixels(canvas), quality);
};

const encode = (canvas: AnyCanvas, type: string, quality: number | undefined): Promise<Blob> => {
  const options = quality === undefined ? { type } : { type, quality };
  if ('convertToBlob' in canvas) return canvas.convertToBlob(options);
  return new Promise((resolve, reject) => {
    canvas.toBlob(
      (blob) =>
        blob ? resolve(blob) : reject(new RecorderError('capture-failed', 'the picture could not be encoded')),
      type,
      quality,
    );
  });
};

const filtered = async (canvas: AnyCanvas, filter: string, wasm: WasmOption | undefined): Promise<AnyCanvas> => {
  return toCanvas(await applyFilter(readPixels(canvas), filter, { wasm }));
};

/** @throws DOMException SecurityError for a tainted canvas */
const readPixels = (canvas: AnyCanvas): ImageData => {
  const { width, height } = canvas;
  const copy = createCanvas(width, height);
  const context = contextOf(copy);
  context.drawImage(canvas, 0, 0);
  return context.getImageData(0, 0, width, height, { colorSpace: 'srgb' });
};

const contextOf = (canvas: AnyCanvas): CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D => {
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw notSupported('pictures cannot be drawn here: there is no 2D canvas');
  return context as CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;
};

const toCanvas = (source: SnapshotSource): AnyCanvas => {
  const [width, height] = sizeOf(source);
  if (!(width >= 1 && height >= 1)) {
    throw new RangeError(`source's width and height must be at least 1, got ${width} x ${height}`);
  }
  if ('getContext' in source) return source;
  const canvas = createCanvas(width, height);
  const context = contextOf(canvas);
  // By what it has: that of another frame is an instance of another class.
  if ('data' in source) context.putImageData(source, 0, 0);
  else context.drawImage(source, 0, 0, width, height);
  return canvas;
};

/** In the source's own pixels, not those of the page. */
const sizeOf = (source: SnapshotSource): [width: number, height: number] => {
  if (Object(source) !== source || !('width' in source || 'displayWidth' in source)) {
    throw new TypeError(`source must be a canvas, an image, a video or a frame, got ${show(source)}`);
  }
  if ('naturalWidth' in source) return [source.naturalWidth, source.naturalHeight];
  if ('videoWidth' in source) return [source.videoWidth, source.videoHeight];
  if ('displayWidth' in source) return [source.displayWidth, source.displayHeight];
  return [source.width, source.height];
};

const createCanvas = (width: number, height: number): AnyCanvas => {
  if (typeof document === 'undefined') return new OffscreenCanvas(width, height);
  return Object.assign(document.createElement('canvas'), { width, height });
};
