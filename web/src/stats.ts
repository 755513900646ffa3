// Counts what a recording does.

/** The numbers of a recording, as they are at the moment. */
export type RecorderStats = {
  /** Frames taken from the canvas. */
  framesCaptured: number;
  /** Frames that are in the file. */
  framesEncoded: number;
  /**
   * Frames not taken because the encoder or the output was behind (realtime clock only): first the encoder takes less
   * time for each, see `effortReduction`; then the newest frames are left out. Those taken keep their true times.
   */
  framesDropped: number;
  /** Steps below `options.effort` that the encoder works at the moment, to keep up (realtime clock only). */
  effortReduction: number;
  /** The file's size so far. */
  bytes: number;
  /** Milliseconds that the encoder took for a frame, over the last 512: half took at most p50, 95 % at most p95. */
  encodeMs: { p50: number; p95: number };
  /** Frames taken and not encoded yet. */
  queueLength: number;
  /** Milliseconds recorded so far, pauses left out. */
  duration: number;
};

export const noStats = (): RecorderStats => ({
  framesCaptured: 0,
  framesEncoded: 0,
  framesDropped: 0,
  effortReduction: 0,
  bytes: 0,
  encodeMs: { p50: 0, p95: 0 },
  queueLength: 0,
  duration: 0,
});

const samplesKept = 512;

/** The last 512 of a row of numbers, and their quantiles. */
export class Samples {
  readonly #values = new Float64Array(samplesKept);
  #count = 0;

  get count(): number {
    return this.#count;
  }

  add(value: number): void {
    this.#values[this.#count++ % samplesKept] = value;
  }

  /** The value that a part `q` (0 to 1) of the samples does not exceed; 0 without samples. */
  quantiles(...parts: number[]): number[] {
    const sorted = this.#values.slice(0, this.#count).sort();
    return parts.map((q) => sorted[Math.max(Math.ceil(sorted.length * q) - 1, 0)] ?? 0);
  }
}
