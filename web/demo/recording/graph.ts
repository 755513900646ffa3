// The graph of what each frame costs, over the whole recording.

import { element } from '../page/elements.js';
import { milliseconds } from '../page/format.js';

const [width, height] = [300, 60];

/** Points kept: when there are more, each two beside one another become one, so that all of the recording is shown. */
const most = 240;

const path = (id: string, data: string): void =>
  (document.getElementById(id) as unknown as SVGPathElement).setAttribute('d', data);

export class Graph {
  #points: number[] = [];
  #perPoint = 1;
  #pending: number[] = [];
  /** Milliseconds that a frame may take; undefined: nothing is said of it. */
  #budget: number | undefined;

  clear(budget?: number): void {
    this.#points = [];
    this.#perPoint = 1;
    this.#pending = [];
    this.#budget = budget;
    this.#show();
  }

  /** `value`: milliseconds. */
  add(value: number): void {
    this.#pending.push(value);
    if (this.#pending.length < this.#perPoint) return;
    this.#points.push(Math.max(...this.#pending));
    this.#pending = [];
    if (this.#points.length > most) {
      const halves = Array.from({ length: most / 2 }, (_, i) => this.#points.slice(2 * i, 2 * i + 2));
      this.#points = halves.map((pair) => Math.max(...pair));
      this.#perPoint *= 2;
    }
    this.#show();
  }

  #show(): void {
    const points = this.#points;
    const top = Math.max(...points, (this.#budget ?? 0) * 1.15, 1);
    const y = (value: number): string => (height - (value / top) * (height - 4)).toFixed(1);
    const step = width / Math.max(points.length - 1, 1);
    const line = points.map((value, i) => `${i === 0 ? 'M' : 'L'}${(i * step).toFixed(1)} ${y(value)}`).join('');
    path('graph-line', line);
    path('graph-area', points.length > 1 ? `${line}L${width} ${height}L0 ${height}Z` : '');
    const budget = this.#budget;
    path('graph-budget', budget ? `M0 ${y(budget)}L${width} ${y(budget)}` : '');
    const limit = budget ? `; dashed: the ${milliseconds(budget)} there are` : '';
    const peak = points.length ? `, at most ${milliseconds(Math.max(...points))}` : '';
    element('graph-caption', HTMLElement).textContent = `Milliseconds to encode a frame${peak}${limit}`;
  }
}
