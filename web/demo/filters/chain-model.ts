// The chain that is being edited: filters in a row, each on or off, and the last chain of them that had no fault.

import { type Filter, type FilterCall, type FilterValue, chain } from 'kinora';
import { filterOf } from './filter-of.js';

export type Step = { readonly id: number; readonly name: string; values: FilterValue[]; on: boolean };

/**
 * Events: `steps` when filters came, went or moved; `filter` after each change, when `filter`, `text` or `error` may
 * be new.
 */
export class ChainModel extends EventTarget {
  #steps: Step[] = [];
  #filter: Filter = chain();
  #error: Error | null = null;
  #last = 0;

  get steps(): readonly Step[] {
    return this.#steps;
  }

  /** Of the steps that are on; the one before, while a value has a fault. */
  get filter(): Filter {
    return this.#filter;
  }

  /** '' for none. */
  get text(): string {
    return this.#filter.isIdentity ? '' : String(this.#filter);
  }

  /** The fault of a value. */
  get error(): Error | null {
    return this.#error;
  }

  /** @returns the new steps' ids */
  add(...calls: readonly FilterCall[]): number[] {
    const added = calls.map((call) => this.#stepOf(call));
    this.#arrange([...this.#steps, ...added]);
    return added.map(({ id }) => id);
  }

  /** Takes other filters in place of all there were. */
  replace(calls: readonly FilterCall[]): void {
    this.#arrange(calls.map((call) => this.#stepOf(call)));
  }

  remove(id: number): void {
    this.#arrange(this.#steps.filter((step) => step.id !== id));
  }

  /** `by`: -1 is one place up. */
  move(id: number, by: number): void {
    const from = this.#steps.findIndex((step) => step.id === id);
    const steps = [...this.#steps];
    const [step] = steps.splice(from, 1);
    if (step) steps.splice(from + by, 0, step);
    this.#arrange(steps);
  }

  setOn(id: number, on: boolean): void {
    this.#change(id, (step) => (step.on = on));
  }

  setValue(id: number, index: number, value: FilterValue): void {
    this.#change(id, ({ values }) => (values[index] = value));
  }

  #stepOf({ name, values }: FilterCall): Step {
    return { id: ++this.#last, name, values: [...values], on: true };
  }

  #change(id: number, change: (step: Step) => void): void {
    const step = this.#steps.find((each) => each.id === id);
    if (step) change(step);
    this.#read();
  }

  #arrange(steps: Step[]): void {
    this.#steps = steps;
    this.dispatchEvent(new Event('steps'));
    this.#read();
  }

  #read(): void {
    try {
      this.#filter = filterOf(this.#steps.filter(({ on }) => on));
      this.#error = null;
    } catch (error) {
      this.#error = error as Error;
    }
    this.dispatchEvent(new Event('filter'));
  }
}
