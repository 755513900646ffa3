// The numbers of the recording under way.

import type { RecorderStats } from 'kinora';
import { element } from '../page/elements.js';
import { clockTime, megabytes, milliseconds, seconds } from '../page/format.js';

const put = (id: string, text: string): void => {
  element(id, HTMLElement).textContent = text;
};

export const showStats = ({ framesEncoded, framesDropped, encodeMs, bytes, duration }: RecorderStats): void => {
  put('stat-duration', seconds(duration));
  put('stat-frames', String(framesEncoded));
  put('stat-dropped', String(framesDropped));
  put('stat-encode', milliseconds(encodeMs.p50));
  put('stat-size', megabytes(bytes));
  put('clock', clockTime(duration));
};
