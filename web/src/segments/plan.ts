// How a film is divided among workers. The division into segments does not depend on their number, so that the file does
// not either.

import type { EncoderConfig } from '../worker-protocol.js';
import { coreCount } from './node-worker.js';

export type SegmentPlan = {
  workers: number;
  /** Frames in a segment. */
  length: number;
  /** Frames that wait for an encoder at most. */
  pendingLimit: number;
  /** Segments that have been begun and are not all in the file, at most. */
  segmentLimit: number;
};

/** Beyond this, 'auto' takes no more: the pictures that wait take more memory with each. */
const autoLimit = 8;

/** What an encoder needs to spread its bits: shorter segments are joined to whole numbers of key-frame intervals. */
const shortest = 15;

/** Seconds between key frames, where segments are as long as they are apart and nobody says how long. */
export const defaultInterval = 2;

export const planOf = (config: EncoderConfig): SegmentPlan => {
  const { frameRate = 30, keyFrameInterval = defaultInterval, workers: wanted = 1 } = config;
  // More than there are cores would wait for each other.
  const workers = Math.max(1, Math.min(wanted === 'auto' ? autoLimit : wanted, coreCount()));
  const interval = Math.max(1, Math.round(keyFrameInterval * frameRate));
  const length = interval * Math.ceil(shortest / interval);
  // A segment's frames come one after the other, so when the last worker gets its first frame, the others still have some
  // of theirs, which came faster than one worker encodes: half a segment's each, on average. A few more, so that none
  // waits for the page.
  const pendingLimit = Math.ceil((length * (workers - 1)) / 2 + 2 * workers);
  return { workers, length, pendingLimit, segmentLimit: 2 * workers };
};
