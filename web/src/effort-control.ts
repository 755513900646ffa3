// Takes less time for a frame while the encoder does not keep up, and more again when it has time to spare.

/** Part of the time between frames that the encoder takes: beyond the first it falls behind, below the second it idles. */
const busy = 0.85;
const idle = 0.4;

/** Frames in a row before anything changes: behind hurts at once, better pictures can wait. */
const framesBehind = 4;
const framesIdle = 150;

export class EffortControl {
  readonly #reduce: (steps: number) => number;
  #steps = 0;
  #behind = 0;
  #idle = 0;
  #last = -1;

  /** `reduce` as WebmEncoder.reduceEffort. */
  constructor(reduce: (steps: number) => number) {
    this.#reduce = reduce;
  }

  /** Steps below the effort that was asked for. */
  get steps(): number {
    return this.#steps;
  }

  /** After each frame. `timestamp`: the frame's; `spent`: on it; milliseconds. `waiting`: frames that are there already. */
  note(timestamp: number, spent: number, waiting: number): void {
    const interval = timestamp - this.#last;
    const first = this.#last < 0;
    this.#last = timestamp;
    if (first) return;
    const load = spent / interval;
    this.#behind = load > busy || waiting > 1 ? this.#behind + 1 : 0;
    this.#idle = load < idle && waiting === 0 ? this.#idle + 1 : 0;
    if (this.#behind >= framesBehind) this.#set(this.#steps + 1);
    else if (this.#idle >= framesIdle && this.#steps > 0) this.#set(this.#steps - 1);
  }

  #set(steps: number): void {
    this.#steps = this.#reduce(steps);
    this.#behind = this.#idle = 0;
  }
}
