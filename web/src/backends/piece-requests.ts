// The file of a MediaRecorder in pieces, while it is recorded.

/** Milliseconds between two pieces. */
const interval = 100;

/**
 * Asks a recorder for what it has, again and again. Not by its timeslice: with that, Firefox now and then fires a piece's
 * event after `stop`, when nobody waits for it any more.
 */
export class PieceRequests {
  readonly #timer: ReturnType<typeof setInterval>;
  #piece: Promise<void> | null = null;
  #arrived: (() => void) | null = null;

  constructor(recorder: MediaRecorder) {
    const arrived = (): void => {
      this.#piece = null;
      this.#arrived?.();
    };
    recorder.addEventListener('dataavailable', arrived);
    recorder.addEventListener('stop', arrived);
    this.#timer = setInterval(() => {
      if (this.#piece || recorder.state === 'inactive') return;
      this.#piece = new Promise((resolve) => (this.#arrived = resolve));
      recorder.requestData();
    }, interval);
  }

  /** Asks no more. Resolves when no piece is on its way. */
  async end(): Promise<void> {
    clearInterval(this.#timer);
    await this.#piece;
  }
}
