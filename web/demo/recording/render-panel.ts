// A film drawn frame by frame: each at its exact time, however long it takes.

import { CanvasRecorder, type Filter } from 'kinora';
import { element } from '../page/elements.js';
import { frameCount, seconds, size } from '../page/format.js';
import { textOf } from '../page/status.js';
import type { Stage } from '../stage/stage.js';
import { showFilm } from './film.js';
import { settings } from './settings.js';

const isAbort = (error: unknown): boolean => error instanceof DOMException && error.name === 'AbortError';

/** Event: `running` when a render begins or ends, see `running`. */
export class RenderPanel extends EventTarget {
  readonly #stage: Stage;
  readonly #filter: () => Filter;
  readonly #start = element('render', HTMLButtonElement);
  readonly #cancel = element('render-cancel', HTMLButtonElement);
  readonly #progress = element('render-progress', HTMLProgressElement);
  readonly #seconds = element('render-seconds', HTMLInputElement);
  #recorder: CanvasRecorder | null = null;
  #locked = false;

  /** `filter` gives the chain of the moment. */
  constructor(stage: Stage, filter: () => Filter) {
    super();
    this.#stage = stage;
    this.#filter = filter;
    element('render-form', HTMLFormElement).addEventListener('submit', (event) => {
      event.preventDefault();
      void this.#run();
    });
    this.#cancel.addEventListener('click', () => void this.#recorder?.cancel());
    this.offer();
  }

  get running(): boolean {
    return this.#recorder !== null;
  }

  set locked(locked: boolean) {
    this.#locked = locked;
    this.offer();
  }

  /** Whether the stage's source can be rendered. */
  offer(): void {
    const possible = this.#stage.source.drawAt !== null;
    this.#start.disabled = this.#locked || this.running || !possible;
    if (!possible) this.#say('A stream has only the moment: choose a source that can be drawn at any time.');
    else if (!this.running && this.#start.dataset['why'] === 'stream') this.#say('');
    this.#start.dataset['why'] = possible ? '' : 'stream';
  }

  #say(text: string): void {
    element('render-state', HTMLParagraphElement).textContent = text;
  }

  async #run(): Promise<void> {
    const release = this.#stage.hold();
    const frameRate = Number(element('render-rate', HTMLSelectElement).value);
    const frames = Math.max(Math.round(this.#seconds.valueAsNumber * frameRate), 1);
    const { canvas } = this.#stage;
    try {
      const recorder = new CanvasRecorder(canvas, {
        ...settings(canvas, this.#filter(), frameRate),
        clock: 'fixed',
      });
      this.#recorder = recorder;
      this.#show(true);
      const began = performance.now();
      const blob = await this.#render(recorder, frames, frameRate);
      const took = performance.now() - began;
      const { framesEncoded, duration } = recorder.stats;
      showFilm(blob, { frames: framesEncoded, duration });
      this.#say(
        `${frameCount(framesEncoded)} in ${seconds(took)}, ${(frames / (took / 1000)).toFixed(0)} each second; ` +
          `${size(blob.size)}. The film is above.`,
      );
    } catch (error) {
      this.#say(isAbort(error) ? 'Cancelled; nothing is kept.' : `It could not be rendered: ${textOf(error)}`);
      await this.#recorder?.cancel();
    } finally {
      this.#recorder = null;
      this.#show(false);
      release();
    }
  }

  async #render(recorder: CanvasRecorder, frames: number, frameRate: number): Promise<Blob> {
    this.#say('Starting the encoder…');
    await recorder.start();
    for (let frame = 0; frame < frames; frame++) {
      await this.#stage.source.drawAt?.(frame / frameRate);
      // A cancelled recorder takes no more frames.
      if (recorder.state === 'inactive') throw new DOMException('cancelled', 'AbortError');
      await recorder.captureFrame();
      this.#progress.value = (frame + 1) / frames;
      if (frame % frameRate === 0) this.#say(`${frameCount(frames)}…`);
    }
    return recorder.stop();
  }

  #show(running: boolean): void {
    this.#progress.hidden = !running;
    this.#progress.value = 0;
    this.#cancel.hidden = !running;
    this.#start.disabled = running;
    if (running) this.#cancel.focus();
    else if (document.activeElement === document.body) this.#start.focus();
    this.dispatchEvent(new Event('running'));
    this.offer();
  }
}
