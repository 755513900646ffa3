// When frames of the fixed clock are shown.

import { checkNumber, checkOptions } from '../check.js';

/** About one frame of the fixed clock; times in milliseconds. */
export type CaptureOptions = {
  /**
   * Default: the number of frames captured so far / frameRate, or the end of the last one where that is later. Must rise
   * from frame to frame.
   */
  timestamp?: number | undefined;
  /** Default: 1 / frameRate. In the file a frame lasts until the next one's timestamp. */
  duration?: number | undefined;
};

const defaultFixedRate = 30;

/**
 * The times of a frame, in milliseconds. `rate`: frames per second; `captured`: frames before it; `last` and `end`:
 * the timestamp of the one before, and where it ends.
 * @throws TypeError, RangeError
 */
export const fixedTimes = (
  options: CaptureOptions | undefined,
  rate = defaultFixedRate,
  captured: number,
  last: number,
  end: number,
): { timestamp: number; duration: number } => {
  const given = checkOptions('options', options);
  if (rate === 0 && given.timestamp === undefined) {
    throw new TypeError('timestamp must be given when options.frameRate is 0, got undefined');
  }
  const regular = (captured * 1000) / rate;
  // By so much that it is no rounding error: times are whole microseconds in the end.
  const next = end > regular + 0.001 ? end : regular;
  const timestamp = checkNumber('timestamp', given.timestamp, 0, 9e12, next);
  if (captured > 0 && timestamp < last + 0.001) {
    throw new RangeError(`timestamp must be later than the last frame's ${last} ms, got ${timestamp}`);
  }
  const duration = checkNumber('duration', given.duration, 0.001, 9e12, 1000 / (rate || defaultFixedRate));
  return { timestamp, duration };
};
