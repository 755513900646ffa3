// From what is on the screen to a compressed picture, at once: what is kept of a frame is never its raw pixels.

import { isImageUrl } from './data-url.js';
import { WhammyError } from './whammy-error.js';

/** What can be drawn. */
export type Drawable =
  OffscreenCanvas | ImageData | ImageBitmap | VideoFrame | HTMLImageElement | HTMLVideoElement | SVGImageElement;

type AnyContext = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

/** Any source, as duck typing sees it: canvases of other frames and realms are instances of other classes. */
type Source = {
  canvas?: Source;
  toDataURL?(type: string, quality: number): string;
  arrayBuffer?(): Promise<ArrayBuffer>;
  type?: string;
  data?: unknown;
  width?: unknown;
  height?: unknown;
  naturalWidth?: number;
  naturalHeight?: number;
  videoWidth?: number;
  videoHeight?: number;
  displayWidth?: number;
  displayHeight?: number;
};

const wrongFrame = 'frame must be a a HTMLCanvasElement, a CanvasRenderingContext2D or a DataURI formatted string';

/** At 1 browsers write lossless WebP, which has no VP8 in it; Firefox wherever the percentage rounds to 100. */
const finest = 0.994;

/**
 * Takes the picture as it is now: as a data URL, or in a worker, where nothing writes one, as a promise of a file.
 * Data URLs are WebP, or where the browser has no such encoder (Safari) PNG.
 * @throws WhammyError for what is no picture; DOMException SecurityError for a tainted one
 */
export const capture = (given: unknown, quality: number): string | Promise<Blob> | Blob => {
  const frame = Object(given ?? {}) as Source;
  const source = frame.canvas ?? frame;
  if (source.toDataURL) return toUrl(source as HTMLCanvasElement, quality);
  if (source.arrayBuffer && /^image\//.test(source.type ?? '')) return source as unknown as Blob;
  const [width, height] = size(source);
  if (typeof width !== 'number' || typeof height !== 'number') throw new WhammyError(wrongFrame);
  const picture = source as unknown as Drawable;
  if (typeof document === 'undefined') {
    if (typeof OffscreenCanvas === 'undefined') throw new WhammyError('frame cannot be read here: there is no canvas');
    const canvas = new OffscreenCanvas(...checkSize(width, height));
    draw(canvas.getContext('2d'), picture, width, height);
    const blob = canvas.convertToBlob({ type: 'image/webp', quality: clamp(quality) });
    // Who compiles will see what goes wrong.
    blob.catch(() => {});
    return blob;
  }
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = checkSize(width, height);
  draw(canvas.getContext('2d'), picture, width, height);
  return toUrl(canvas, quality);
};

/** In the source's own pixels, not those of the page. */
const size = (source: Source): [width: unknown, height: unknown] => {
  if ('naturalWidth' in source) return [source.naturalWidth, source.naturalHeight];
  if ('videoWidth' in source) return [source.videoWidth, source.videoHeight];
  if ('displayWidth' in source) return [source.displayWidth, source.displayHeight];
  return [source.width, source.height];
};

const checkSize = (width: number, height: number): [width: number, height: number] => {
  if (width >= 1 && height >= 1) return [width, height];
  throw new WhammyError(`frame must have a width and a height of at least 1, got ${width} x ${height}`);
};

const clamp = (quality: number): number => (quality >= 1 ? finest : quality);

const toUrl = (canvas: HTMLCanvasElement, quality: number): string => {
  checkSize(canvas.width, canvas.height);
  const url = canvas.toDataURL('image/webp', clamp(quality));
  // A canvas beyond the browser's limits gives "data:,".
  if (!isImageUrl(url)) throw new WhammyError(`frame of ${canvas.width} x ${canvas.height} could not be encoded`);
  return url;
};

const draw = (context: AnyContext | null, picture: Drawable, width: number, height: number): void => {
  if (!context) throw new WhammyError('frame cannot be read here: there is no 2D canvas');
  if ('data' in picture) context.putImageData(picture, 0, 0);
  else context.drawImage(picture, 0, 0, width, height);
};
