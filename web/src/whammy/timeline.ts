// When each frame is shown.

import { WhammyError } from './whammy-error.js';

/** Milliseconds that a frame may last: whammy's limit. */
const longest = 0x7fff;

/**
 * Where frames of these durations begin, in whole milliseconds, and how long they are together: sums of what was given,
 * rounded once each, so that nothing adds up however long the film. Two frames never begin in one millisecond.
 * @throws WhammyError for no frames, or with whammy's text for a duration that is none
 */
export const timeline = (frames: readonly { duration: number }[]): { times: number[]; duration: number } => {
  if (frames.length === 0) throw new WhammyError('there are no frames: add one before compiling');
  let sum = 0;
  let last = -1;
  const times = frames.map(({ duration }, index) => {
    if (!(typeof duration === 'number' && duration >= 0 && duration <= longest)) {
      throw new WhammyError(`Frame ${index + 1} has a weird duration (must be between 0 and ${longest})`);
    }
    last = Math.max(Math.round(sum), last + 1);
    sum += duration;
    return last;
  });
  return { times, duration: Math.round(sum * 1000) / 1000 };
};

type Size = { width: number; height: number };

/** @throws WhammyError with whammy's text if `picture`, of frame `frame` (the first is 1), is not as large as `film` */
export const checkSize = (film: Size, picture: Size, frame: number): void => {
  for (const side of ['width', 'height'] as const) {
    if (picture[side] !== film[side]) throw new WhammyError(`Frame ${frame} has a different ${side}`);
  }
};
