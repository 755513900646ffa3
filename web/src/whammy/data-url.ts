// Pictures as data URLs, the form in which whammy takes and keeps them.

import { base64Capacity, decodeBase64 } from './base64.js';
import { WhammyError } from './whammy-error.js';
import { type Bytes, type LossyWebp, parseWebp } from './webp.js';

/** A picture that a browser has to decode before it can be part of a film. */
export type CodedImage = { bytes: Bytes; type: string; what: string };

/** The kinds of pictures that are taken. The base64 begins where the match ends. */
const dataUrl = /^data:(image\/(?:webp|png|jpe?g));base64,/i;

/** Whether `text` is one, by its beginning. */
export const isImageUrl = (text: string): boolean => dataUrl.test(text);

export const wrongUrl = 'Input must be formatted properly as a base64 encoded DataURI of type image/webp';

/** The beginning of what is said about a frame; the first is 1, as whammy counts. */
export const about =
  (frame: number) =>
  (text: string): WhammyError =>
    new WhammyError(`Frame ${frame}: ${text}`);

/** Where the bytes of a file go: at least `size` of them. */
export type Room = (size: number) => Bytes;

/** @throws WhammyError for what is no data URL of a picture */
export const decodeDataUrl = (url: string, frame: number, room: Room): { bytes: Bytes; type: string } => {
  const match = dataUrl.exec(url);
  if (!match) throw new WhammyError(wrongUrl);
  const start = match[0].length;
  const target = room(base64Capacity(url.length - start));
  const size = decodeBase64(url, start, target);
  if (size < 0) throw about(frame)('the base64 in its data URL is not valid');
  return { bytes: target.subarray(0, size), type: match[1]!.toLowerCase() };
};

/** What the file holds. `type` is its MIME type. @throws WhammyError for a WebP that is not as it should be */
export const parseImage = ({ bytes, type }: { bytes: Bytes; type: string }, frame: number): LossyWebp | CodedImage => {
  if (type !== 'image/webp') return { bytes, type, what: type };
  const webp = parseWebp(bytes, about(frame));
  return webp === 'lossless' ? { bytes, type, what: 'lossless WebP' } : webp;
};

export const isCoded = (image: LossyWebp | CodedImage): image is CodedImage => 'what' in image;
