// Chains of filters as values. Nothing runs when this is imported.

import { camelCase, readArguments } from './arguments.js';
import { type FilterCall, mostCalls } from './call.js';
import { catalogue } from './catalogue.js';
import type { ChainMethods } from './chain-methods.js';
import { interpolateCalls } from './interpolation.js';
import { parseCalls } from './parser.js';
import { printCalls } from './print.js';

export type { FilterCall, FilterValue } from './call.js';
export type { ChainMethods, NumberList, Picture, StopList } from './chain-methods.js';
export { FilterSyntaxError } from './syntax-error.js';

/** Whether the prototype has the catalogue's methods: they are added when the first Filter is made. */
let complete = false;

/**
 * Filters in a row; made by `chain()` or `parseFilter()`. It never changes: each method returns a new Filter with one
 * filter more at the end. Its methods are the catalogue's filters in camelCase, with their parameters in the
 * catalogue's order, or by name in an object at the end: `chain().blur(4).vignette({ amount: 0.4 })`. They throw
 * TypeError for values of another type and RangeError for numbers out of their range.
 */
export class Filter extends (Object as unknown as new () => ChainMethods<Filter>) {
  readonly #calls: readonly FilterCall[];
  #text: string | undefined;

  /** @internal */
  constructor(calls: readonly FilterCall[] = []) {
    super();
    this.#calls = calls;
    if (!complete) Filter.#complete();
  }

  get [Symbol.toStringTag](): 'Filter' {
    return 'Filter';
  }

  static #complete(): void {
    complete = true;
    for (const entry of catalogue) {
      const value = function (this: Filter, ...given: unknown[]): Filter {
        return this.#with({ name: entry.name, values: readArguments(entry, given) });
      };
      Object.defineProperty(Filter.prototype, camelCase(entry.name), { value, writable: true, configurable: true });
    }
  }

  #with(call: FilterCall): Filter {
    if (this.#calls.length === mostCalls) {
      throw new RangeError(`a chain must have at most ${mostCalls} filters, got ${mostCalls + 1}`);
    }
    return new Filter([...this.#calls, call]);
  }

  /** What it is made of: a copy. */
  get calls(): FilterCall[] {
    return structuredClone(this.#calls) as FilterCall[];
  }

  /** Whether it has no filters at all. One that has may still leave a picture as it is: `blur(0)`. */
  get isIdentity(): boolean {
    return this.#calls.length === 0;
  }

  /** Whether both have the same filters with the same values. */
  equals(other: Filter): boolean {
    return checkFilter('other', other).toString() === this.toString();
  }

  /**
   * The filter that is `t` of the way to `to`: this one at 0, `to` at 1.
   *
   * Where both have the same filters in the same order, each parameter goes its own way: numbers, lengths and angles in
   * a straight line (whole ones rounded, all held in their range, also for `t` outside of 0 to 1, where those of
   * `levels` stay at their ends), colours by channel and premultiplied, lists of the same length element by element;
   * keywords, texts, other lists, quarter turns, and a 0 that stands for something else (in `crop`, `scale`, `convolve`)
   * change at 0.5. Where one of them ends early, or is empty, CSS's own filters are added to it in the form that changes
   * nothing (`blur(0)`, `sepia(0)`, `brightness(1)`). Everything else changes as a whole at 0.5.
   *
   * @throws TypeError unless `to` is a Filter and `t` a number; RangeError unless it is finite
   */
  interpolate(to: Filter, t: number): Filter {
    checkFilter('to', to);
    if (typeof t !== 'number') throw new TypeError(`t must be a number, got ${String(t)}`);
    if (!Number.isFinite(t)) throw new RangeError(`t must be a finite number, got ${t}`);
    if (t === 0) return this;
    if (t === 1) return to;
    const calls = interpolateCalls(this.#calls, to.#calls, t);
    return calls ? new Filter(calls) : t < 0.5 ? this : to;
  }

  /** The shortest text that `parseFilter` reads as an equal filter; 'none' for no filters. */
  override toString(): string {
    return (this.#text ??= printCalls(this.#calls));
  }

  /** The text, so that JSON holds a filter as `parseFilter()` reads it. */
  toJSON(): string {
    return this.toString();
  }
}

const checkFilter = (name: string, value: unknown): Filter => {
  if (value instanceof Filter) return value;
  throw new TypeError(`${name} must be a Filter, got ${String(value)}`);
};

/** A filter that changes nothing, to be continued: `chain().sepia(0.6).blur(4)`. */
export const chain = (): Filter => new Filter();

/**
 * Reads a filter's text: CSS's functions as Filter Effects Module Level 1 has them, and the catalogue's others as
 * `vignette(0.4, radius: 0.8)`. Names in any case; `none` or an empty text for no filters.
 * @throws FilterSyntaxError with the column, what stands there, and what was expected; RangeError for a number out of
 * its range, naming the parameter as in `blur.radius`, the limits, the number and the column; TypeError unless it is a
 * string
 */
export const parseFilter = (css: string): Filter => {
  if (typeof css !== 'string') throw new TypeError(`css must be a string, got ${String(css)}`);
  return new Filter(parseCalls(css));
};
