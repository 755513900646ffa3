// Calls back once an animation frame, after the page has drawn it, or at a lower rate.

/** How far before its time a frame may come, as a part of the interval: screens and timers are not exact. */
const tolerance = 0.25;

/** How long another window may owe its animation frame before nothing is waited for: a hidden one has none. Milliseconds. */
const patience = 100;

/** A screen's usual rate, where there is no requestAnimationFrame (some workers). Milliseconds. */
const timerInterval = 1000 / 60;

export class AnimationTicker {
  readonly #look: () => boolean;
  readonly #onFrame: (time: number) => void;
  readonly #otherView: () => Window | null;
  /** Milliseconds between frames at least; 0 for each. */
  readonly #interval: number;
  #due = -Infinity;
  /** Milliseconds; the last frame's. */
  #time = -Infinity;
  #channel: MessageChannel | null = null;
  #handle = 0;
  #missed = false;
  /** Milliseconds; when another window was asked for its animation frame, which has not come yet. */
  #asked: number | null = null;

  /**
   * `frameRate`: at most so many frames per second; undefined: all. `look` tells whether there is a picture that was not
   * there before; it is asked in each animation frame, since what was drawn in another is on the screen already.
   * `onFrame` is called where there is one and it is time for it; it gets the time as performance.now(), which never falls.
   * `otherView`: the window that shows the canvas, where it is not this one.
   */
  constructor(
    frameRate: number | undefined,
    look: () => boolean,
    onFrame: (time: number) => void,
    otherView: () => Window | null = () => null,
  ) {
    this.#interval = frameRate ? 1000 / frameRate : 0;
    this.#look = look;
    this.#onFrame = onFrame;
    this.#otherView = otherView;
  }

  start(): void {
    this.#channel = new MessageChannel();
    // Callbacks run in the order of their requests, and the page mostly makes its next request in its own callback.
    // A request made in ours could come first, and then our callback would see a canvas that is not drawn yet; a WebGL
    // canvas would even be empty. So the request is made in a task of its own after the frame: then the page's stands
    // in the list already. That task may come late: a request made in our callback tells of it.
    this.#channel.port1.onmessage = () => {
      if (this.#missed) this.#look();
      this.#request((time) => this.#tick(time));
    };
    this.#request((time) => this.#tick(time));
  }

  stop(): void {
    if (!this.#channel) return;
    this.#channel.port1.close();
    this.#channel = null;
    this.#cancel();
  }

  #request(callback: (time: number) => void): void {
    if (!this.#channel) return;
    this.#cancel();
    this.#missed = false;
    if (typeof requestAnimationFrame === 'function') this.#handle = requestAnimationFrame(callback);
    else this.#handle = setTimeout(() => callback(performance.now()), timerInterval) as unknown as number;
  }

  #cancel(): void {
    if (typeof cancelAnimationFrame === 'function') cancelAnimationFrame(this.#handle);
    else clearTimeout(this.#handle);
  }

  /** One from elsewhere, while the page is hidden and has no animation frames. */
  tick(): void {
    if (this.#channel) this.#offer(performance.now());
  }

  #tick(frameTime: number): void {
    this.#request(() => (this.#missed = true));
    this.#channel?.port2.postMessage(null);
    // The frame's own time is more regular than the moment of the callback; but after a long task it may be old, and
    // in workers some engines count it from elsewhere.
    const now = performance.now();
    this.#offerOnceDrawn(Math.abs(now - frameTime) < 100 ? frameTime : now);
  }

  /**
   * A window's callbacks run after those of the window that it lies in: what an iframe draws in this animation frame is not
   * there yet, and its WebGL canvas is empty. A request made now comes after the iframe's own, in the same frame.
   */
  #offerOnceDrawn(time: number): void {
    const view = this.#otherView();
    if (!view || (this.#asked !== null && time - this.#asked > patience)) return this.#offer(time);
    if (this.#asked !== null) return;
    this.#asked = time;
    view.requestAnimationFrame(() => {
      this.#asked = null;
      if (this.#channel) this.#offer(time);
    });
  }

  #offer(time: number): void {
    this.#time = Math.max(this.#time, time);
    if (this.#look() && this.#isDue(this.#time)) this.#onFrame(this.#time);
  }

  /** Goes on by whole intervals, so that 30 of 60 are each second one and nothing drifts; does not catch up. */
  #isDue(time: number): boolean {
    if (time < this.#due - this.#interval * tolerance) return false;
    const next = this.#due + this.#interval;
    this.#due = next > time ? next : time + this.#interval;
    return true;
  }
}
