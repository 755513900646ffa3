// The chain as a text that can be edited, and what is wrong with it, at its column.

import { FilterSyntaxError, parseFilter } from 'kinora';
import { element, make } from '../page/elements.js';
import { textOf } from '../page/status.js';
import type { ChainModel } from './chain-model.js';

/** How much of the text is shown on each side of a fault. */
const context = 26;

/** The column that an error tells of, from 1; 0 for none. */
const columnOf = (error: unknown): number => {
  if (error instanceof FilterSyntaxError) return error.column;
  return Number(/at column (\d+)/.exec(textOf(error))?.[1] ?? 0);
};

/** The text around a column, with what stands there marked. */
const excerpt = (text: string, column: number): HTMLElement => {
  const at = column - 1;
  const word = /^[\w#.%-]+|^./.exec(text.slice(at))?.[0] ?? '';
  const from = Math.max(at - context, 0);
  const to = at + word.length + context;
  return make(
    'code',
    { class: 'excerpt' },
    (from > 0 ? '…' : '') + text.slice(from, at),
    make('mark', {}, word || '\u2423'),
    text.slice(at + word.length, to) + (to < text.length ? '…' : ''),
  );
};

export class ChainText {
  readonly #area = element('chain-text', HTMLTextAreaElement);
  readonly #error = element('chain-error', HTMLDivElement);
  readonly #model: ChainModel;
  #reading = false;

  constructor(model: ChainModel) {
    this.#model = model;
    this.#area.addEventListener('input', () => this.#read());
    model.addEventListener('filter', () => this.#show());
    this.#show();
  }

  /** Shows what is wrong; null: nothing is. `text`: what the error's column counts in. */
  fault(error: unknown, text = this.#area.value): void {
    this.#error.hidden = error === null;
    this.#area.setAttribute('aria-invalid', String(error !== null));
    if (error === null) return this.#error.replaceChildren();
    const column = columnOf(error);
    this.#error.replaceChildren(
      ...(column > 0 ? [excerpt(text, column)] : []),
      make('span', {}, textOf(error) + (column > 0 && !/column \d/.test(textOf(error)) ? ` (column ${column})` : '')),
    );
  }

  #read(): void {
    this.#reading = true;
    try {
      this.#model.replace(parseFilter(this.#area.value).calls);
    } catch (error) {
      this.fault(error);
    }
    this.#reading = false;
  }

  #show(): void {
    // Whoever is writing keeps their own words.
    if (!this.#reading) this.#area.value = this.#model.text;
    this.fault(this.#model.error);
  }
}
