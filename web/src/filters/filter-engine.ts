// The WebAssembly side of filters: the place of a picture, and what is done to it.

import type { CoreFilter, FiltersModule } from '../core-module.js';
import { fromCore, fromTrap } from '../errors.js';
import { type Loaded, type WasmSource, loadCore } from '../load-wasm.js';

export type Size = { width: number; height: number };
export type Pixels = Size & { data: Uint8ClampedArray<ArrayBuffer> };

export class FilterEngine {
  readonly #module: FiltersModule;
  readonly #giveBack: () => void;
  readonly #filter: CoreFilter;
  #trapped = false;

  /** @throws as loadCore */
  static async load(source: WasmSource): Promise<FilterEngine> {
    return new FilterEngine(await loadCore('filters', source));
  }

  private constructor({ core, giveBack }: Loaded<FiltersModule>) {
    this.#module = core;
    this.#filter = core.createFilter();
    this.#giveBack = giveBack;
  }

  /**
   * Sets what `run` does to pictures of `size`. `chromium`: as its ctx.filter. With `target`, the result must have that
   * size.
   * @throws FilterSyntaxError; RangeError naming the parameter; RecorderError `out-of-memory`. The chain before is kept.
   */
  setChain(filter: string, { width, height }: Size, { chromium = false, target = { width: 0, height: 0 } } = {}): void {
    const set = (): boolean => this.#filter.setChain(filter, width, height, chromium, target.width, target.height);
    if (!this.#guard(set)) throw fromCore(this.#module.lastError());
  }

  /** Whether the module has stopped: nothing can be done with it any more. */
  get trapped(): boolean {
    return this.#trapped;
  }

  /** Of the result. */
  get targetSize(): Size {
    return { width: this.#filter.targetWidth(), height: this.#filter.targetHeight() };
  }

  /** The place for a picture's pixels. Ask anew for each. */
  slot(): Uint8Array<ArrayBuffer> {
    return this.#filter.slot() as Uint8Array<ArrayBuffer>;
  }

  /** Filters what stands in the slot; as CoreFilter.run. @returns a view, valid until the next call */
  run(format: 'rgba' | 'bgra', frame: number, film: boolean): Uint8Array {
    return this.#guard(() => this.#filter.run(format, frame, film));
  }

  /** Frees the pictures' memory. */
  close(): void {
    // After a trap the module's memory is in an unknown state; it goes with the module.
    if (this.#trapped) return;
    this.#filter.delete();
    this.#giveBack();
  }

  #guard<T>(call: () => T): T {
    try {
      return call();
    } catch (trap) {
      this.#trapped = true;
      throw fromTrap(trap);
    }
  }
}
