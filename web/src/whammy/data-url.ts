// Pictures as data URLs, the form in which whammy takes and keeps them.

import { decodeBase64 } from './base64.js';
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

/** @throws WhammyError for what is no data URL of a picture, or a WebP that is not as it should be */
export const parseDataUrl = (url: string, frame: number): LossyWebp | CodedImage => {
  const match = dataUrl.exec(url);
  if (!match) throw new WhammyError(wrongUrl);
  const bytes = decodeBase64(url, match[0].length);
  if (!bytes) throw about(frame)('the base64 in its data URL is not valid');
  return parseImage(bytes, match[1]!.toLowerCase(), frame);
};

/** The same for a file. `type` is its MIME type. */
export const parseImage = (bytes: Bytes, type: string, frame: number): LossyWebp | CodedImage => {
  if (type !== 'image/webp') return { bytes, type, what: type };
  const webp = parseWebp(bytes, about(frame));
  return webp === 'lossless' ? { bytes, type, what: 'lossless WebP' } : webp;
};

export const isCoded = (image: LossyWebp | CodedImage): image is CodedImage => 'what' in image;
