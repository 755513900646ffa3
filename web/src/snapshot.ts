// One picture of a canvas, by the browser's own encoders.

import { checkChoice, checkNumber, checkOptions } from './check.js';
import { RecorderError, notSupported } from './errors.js';

export type SnapshotSource =
  HTMLCanvasElement | OffscreenCanvas | ImageData | ImageBitmap | VideoFrame | HTMLImageElement | HTMLVideoElement;

export type SnapshotOptions = {
  /** Default 'image/png'. */
  type?: 'image/png' | 'image/jpeg' | 'image/webp' | undefined;
  /** 0 to 1, for JPEG and WebP; default: the browser's. */
  quality?: number | undefined;
};

type AnyCanvas = HTMLCanvasElement | OffscreenCanvas;

/**
 * Encodes what `source` shows. A WebGL canvas without preserveDrawingBuffer must be drawn in the same task.
 * @throws TypeError, RangeError naming the option; DOMException NotSupportedError when the browser cannot encode
 * `type`, SecurityError for a tainted source; RecorderError `capture-failed`
 */
export const snapshot = async (source: SnapshotSource, options?: SnapshotOptions): Promise<Blob> => {
  const given = checkOptions('options', options);
  const type = checkChoice('options.type', given.type, ['image/png', 'image/jpeg', 'image/webp']);
  const quality = given.quality === undefined ? undefined : checkNumber('options.quality', given.quality, 0, 1, 1);
  const filter: unknown = (given as { filter?: unknown }).filter;
  if (filter !== undefined)
    throw notSupported(`options.filter is not supported by this version, got ${String(filter)}`);
  const blob = await encode(toCanvas(source), type, quality);
  // Browsers answer with PNG when they cannot encode the type asked for.
  if (blob.type !== type) throw notSupported(`options.type ${type} is not supported by this browser`);
  return blob;
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

const toCanvas = (source: SnapshotSource): AnyCanvas => {
  const [width, height] = sizeOf(source);
  if (!(width >= 1 && height >= 1)) {
    throw new RangeError(`source's width and height must be at least 1, got ${width} x ${height}`);
  }
  if ('getContext' in source) return source;
  const canvas = createCanvas(width, height);
  const context = canvas.getContext('2d') as CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D | null;
  if (!context) throw notSupported('pictures cannot be drawn here: there is no 2D canvas');
  if (source instanceof ImageData) context.putImageData(source, 0, 0);
  else context.drawImage(source, 0, 0, width, height);
  return canvas;
};

/** In the source's own pixels, not those of the page. */
const sizeOf = (source: SnapshotSource): [width: number, height: number] => {
  if ('naturalWidth' in source) return [source.naturalWidth, source.naturalHeight];
  if ('videoWidth' in source) return [source.videoWidth, source.videoHeight];
  if ('displayWidth' in source) return [source.displayWidth, source.displayHeight];
  return [source.width, source.height];
};

const createCanvas = (width: number, height: number): AnyCanvas => {
  if (typeof document === 'undefined') return new OffscreenCanvas(width, height);
  return Object.assign(document.createElement('canvas'), { width, height });
};
