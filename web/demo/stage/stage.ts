// The stage: the canvas of the chosen source, drawn in each animation frame, and before it the filtered picture.

import { type Filter, FilterPreview, FilterSyntaxError } from 'kinora';
import { element } from '../page/elements.js';
import type { Source } from '../sources/source.js';

/**
 * Events: `source` when another one is shown, `frame` in each animation frame, `fault` (with `error`) when a filter or
 * the preview failed, `shown` when a filtered picture was drawn.
 */
export class Stage extends EventTarget {
  readonly #place = element('source-place', HTMLDivElement);
  readonly #screen = element('screen', HTMLDivElement);
  #source: Source;
  #filter: Filter | null = null;
  #preview: FilterPreview | null = null;
  #moving = !matchMedia('(prefers-reduced-motion: reduce)').matches;
  #held = 0;
  /** Seconds of the picture's own time, which stands still while it is paused. */
  #time = 0;
  #last = performance.now();

  constructor(source: Source) {
    super();
    this.#source = source;
    this.#show();
    requestAnimationFrame((now) => this.#frame(now));
  }

  get source(): Source {
    return this.#source;
  }

  get canvas(): HTMLCanvasElement {
    return this.#source.canvas;
  }

  get moving(): boolean {
    return this.#moving;
  }

  set moving(moving: boolean) {
    this.#moving = moving;
    this.#source.setMoving(moving);
  }

  /** Shows another source; the one before is closed. */
  use(source: Source): void {
    this.#source.close();
    this.#source = source;
    this.#show();
    source.setMoving(this.#moving);
    this.#restartPreview();
    this.dispatchEvent(new Event('source'));
  }

  /** Stops drawing, so that somebody else can draw moments of their own. @returns what lets it go on */
  hold(): () => void {
    this.#held++;
    this.#source.setMoving(false);
    return () => {
      this.#held--;
      this.#source.setMoving(this.#moving);
    };
  }

  /** null or one without filters: the picture as it is. */
  setFilter(filter: Filter | null): void {
    this.#filter = filter?.isIdentity ? null : filter;
    if (this.#preview && this.#filter) this.#preview.filter = this.#filter;
    else this.#restartPreview();
  }

  #show(): void {
    const { canvas, description } = this.#source;
    canvas.id = 'scene';
    canvas.setAttribute('role', 'img');
    canvas.setAttribute('aria-label', description);
    this.#place.replaceChildren(canvas);
  }

  #restartPreview(): void {
    this.#preview?.stop();
    this.#preview = null;
    this.#screen.classList.remove('filtered');
    if (this.#filter) void this.#startPreview(this.#filter);
  }

  async #startPreview(filter: Filter): Promise<void> {
    const target = element('filtered', HTMLCanvasElement);
    const preview = new FilterPreview(this.canvas, target, { filter });
    this.#preview = preview;
    preview.addEventListener('frame', () => {
      // Only now is there something to be seen.
      if (this.#preview !== preview) return;
      this.#screen.classList.add('filtered');
      this.dispatchEvent(new Event('shown'));
    });
    preview.addEventListener('error', (event) => this.#fault(preview, (event as Event & { error: Error }).error));
    try {
      await preview.start();
    } catch (error) {
      this.#fault(preview, error as Error);
    }
  }

  #fault(preview: FilterPreview, error: Error): void {
    if (this.#preview !== preview) return;
    // A filter with a fault waits for another one; after anything else the preview has ended.
    if (!(error instanceof FilterSyntaxError || error instanceof RangeError)) {
      this.#preview = null;
      this.#screen.classList.remove('filtered');
    }
    this.dispatchEvent(Object.assign(new Event('fault'), { error }));
  }

  #frame(now: number): void {
    requestAnimationFrame((next) => this.#frame(next));
    // A page that was hidden does not jump ahead.
    if (this.#moving && this.#held === 0) this.#time += Math.min(now - this.#last, 100) / 1000;
    this.#last = now;
    if (this.#held === 0) this.#source.draw(this.#time);
    this.dispatchEvent(new Event('frame'));
  }
}
