// The WebAssembly side of filtering pictures that are not recorded.

import type { CoreFilter, CoreModule } from '../core-module.js';
import { fromCore, fromTrap } from '../errors.js';
import { type WasmSource, loadCore } from '../load-wasm.js';

export type Pixels = { width: number; height: number; data: Uint8ClampedArray<ArrayBuffer> };

/** How to filter; the core's own defaults. */
export type EngineOptions = {
  /** As ctx.filter of Chromium draws on a CPU canvas. */
  chromium: boolean;
  /** The picture's number, for filters that move. */
  frame: number;
  /** The fourth byte means nothing. */
  opaque: boolean;
};

export class FilterEngine {
  readonly #core: CoreModule;
  #filter: CoreFilter;
  #chain = '';

  /** @throws as loadCore */
  static async load(source: WasmSource): Promise<FilterEngine> {
    const { core } = await loadCore('vp8', source);
    return new FilterEngine(core);
  }

  private constructor(core: CoreModule) {
    this.#core = core;
    this.#filter = core.createFilter();
  }

  /**
   * Filters a picture that `write` puts into the WebAssembly memory, RGBA or BGRA as it returns, not premultiplied.
   * @returns RGBA, not premultiplied
   * @throws FilterSyntaxError; RangeError naming the parameter; RecorderError `out-of-memory`
   */
  async apply(
    write: (slot: Uint8Array<ArrayBuffer>) => 'rgba' | 'bgra' | Promise<'rgba' | 'bgra'>,
    width: number,
    height: number,
    filter: string,
    { chromium, frame, opaque }: EngineOptions,
  ): Promise<Pixels> {
    const chain = `${width} ${height} ${chromium} ${filter}`;
    if (chain !== this.#chain) {
      this.#chain = '';
      if (!this.#guard(() => this.#filter.setChain(filter, width, height, chromium))) {
        throw fromCore(this.#core.lastError());
      }
      this.#chain = chain;
    }
    const format = await write(this.#filter.slot() as Uint8Array<ArrayBuffer>);
    this.#guard(() => this.#filter.run(format, frame, opaque));
    return {
      width: this.#filter.resultWidth(),
      height: this.#filter.resultHeight(),
      data: new Uint8ClampedArray(this.#filter.result()),
    };
  }

  #guard<T>(call: () => T): T {
    try {
      return call();
    } catch (trap) {
      throw fromTrap(trap);
    }
  }
}
