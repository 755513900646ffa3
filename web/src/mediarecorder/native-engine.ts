// The browser's own MediaRecorder, for streams with sound. Its film is repaired, unless it was handed out in parts.

import { repair } from '../repair-when-needed.js';
import type { Engine, EngineEvents } from './recording-engine.js';

export class NativeEngine implements Engine {
  readonly #native: MediaRecorder;
  /** Events wait for one another: a repair takes time. */
  #order: Promise<void> = Promise.resolve();
  #parts = 0;
  #stopped = false;

  constructor(native: MediaRecorder, timeslice: number | undefined, events: EngineEvents) {
    this.#native = native;
    const inOrder = (step: () => void | Promise<void>): void => {
      this.#order = this.#order.then(step);
    };
    native.addEventListener('start', () => inOrder(() => events.started()));
    native.addEventListener('dataavailable', ({ data, timecode }) => {
      const whole = native.state === 'inactive' && timeslice === undefined && this.#parts++ === 0;
      inOrder(async () => {
        // What cannot be repaired is handed out as the browser made it.
        const film = whole && data.size > 0 ? await repair(data).catch(() => data) : data;
        events.data(film === data ? data : new Blob([film], { type: data.type }), timecode ?? 0);
      });
    });
    native.addEventListener('error', (event) =>
      inOrder(() => events.failed((event as unknown as { error?: Error }).error ?? new Error('MediaRecorder failed'))),
    );
    native.addEventListener('stop', () => {
      if (!this.#stopped) inOrder(() => events.trackEnded());
      inOrder(() => events.stopped());
    });
    native.start(timeslice);
  }

  pause(): void {
    this.#native.pause();
  }

  resume(): void {
    this.#native.resume();
  }

  requestData(): void {
    this.#parts++;
    this.#native.requestData();
  }

  stop(): void {
    this.#stopped = true;
    if (this.#native.state !== 'inactive') this.#native.stop();
  }
}
