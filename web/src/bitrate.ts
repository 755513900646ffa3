// The bitrate of a recording whose options do not say one.

import type { VideoCodec } from './mime-type.js';

/**
 * Bits per second: 0.1 bit for each pixel of each frame (0.07 with VP9, which needs about a third less for the same
 * picture), rounded to 1000, from 250,000 to 100,000,000. 1280x720 at 30 frames per second: 2,765,000 with VP8.
 */
export const defaultBitrate = (codec: VideoCodec, width: number, height: number, frameRate: number): number => {
  const bits = width * height * frameRate * (codec === 'vp9' ? 0.07 : 0.1);
  return Math.min(Math.max(Math.round(bits / 1000) * 1000, 250_000), 100_000_000);
};
