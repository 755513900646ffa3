// What a recording tells while it runs.

/** `timecode`: milliseconds from the recording's start to the first frame of `data`, or to the one before it without any. */
export type Slice = { data: Blob; timecode: number };

export type RecordingEvents = {
  /** Told once, what ends the recording early; it is for the receiver to call `finish()` then. */
  failed(error: Error): void;
  /** Why a filter was refused; the recording goes on. */
  filterRefused(error: Error): void;
  /** A part of the file, when there is a timeslice. */
  slice(slice: Slice): void;
};
