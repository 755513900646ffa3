// The recording's time: begins at the start, stands still in a pause.

export class RecordingClock {
  /** performance.now() at which the recording would have begun, had it never paused. */
  #origin = 0;
  #pausedAt: number | null = null;

  start(): void {
    this.#origin = performance.now();
  }

  pause(): void {
    this.#pausedAt ??= performance.now();
  }

  resume(): void {
    if (this.#pausedAt === null) return;
    this.#origin += performance.now() - this.#pausedAt;
    this.#pausedAt = null;
  }

  /** Milliseconds recorded until now. */
  get now(): number {
    return this.at(this.#pausedAt ?? performance.now());
  }

  /** Milliseconds recorded at a `time` of performance.now(), never below 0. */
  at(time: number): number {
    return Math.max(time - this.#origin, 0);
  }
}
