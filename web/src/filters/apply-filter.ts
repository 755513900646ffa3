// One picture, filtered.

import { checkChoice, checkInteger, checkOptions, show } from '../check.js';
import { type FilterInput, filterText } from '../filter-text.js';
import { type WasmOption, type WasmSource, checkWasm, toSource } from '../load-wasm.js';
import { maxDimension } from '../encoder-options.js';
import { FilterEngine, type Pixels } from './filter-engine.js';

/** An ImageData, or what looks like one where there is none (Node). RGBA, not premultiplied. */
export type ImageDataLike = { width: number; height: number; data: Uint8ClampedArray | Uint8Array };

/** Of `applyFilter`. */
export type ApplyFilterOptions = {
  /**
   * 'exact' (default): as the formulas say, edges duplicated. 'chromium': the ten CSS functions as Chromium draws
   * `ctx.filter` on a CPU canvas, with its rounding, its box blur and its transparent edges.
   */
  parity?: 'exact' | 'chromium' | undefined;
  /** The picture's number in its film, 0 to 2^53 - 1, for filters that move (grain, glitch); default 0. */
  frame?: number | undefined;
  /** Where `kinora-filters.wasm` is; default: beside this script. */
  wasm?: WasmOption | undefined;
};

/** Those of this thread, by their module. */
type Engines = {
  get(source: WasmSource): Promise<FilterEngine> | undefined;
  set(source: WasmSource, engine: Promise<FilterEngine>): void;
  delete(source: WasmSource): boolean;
};

const byAddress: Engines = new Map<WasmSource, Promise<FilterEngine>>();
/** By the bytes or the module that somebody gave, for as long as they keep those: a Response's are new each time. */
const byObject: Engines = new WeakMap<WasmSource & object, Promise<FilterEngine>>();

const enginesOf = (source: WasmSource): Engines => (typeof source === 'object' ? byObject : byAddress);

const engineFor = (source: WasmSource): Promise<FilterEngine> => {
  const engines = enginesOf(source);
  let engine = engines.get(source);
  if (!engine) {
    engine = FilterEngine.load(source);
    engines.set(source, engine);
    engine.catch(() => engines.delete(source));
  }
  return engine;
};

/** @throws as applyFilter */
const run = async (image: ImageDataLike, filter: string, options: ApplyFilterOptions): Promise<Pixels> => {
  const width = checkInteger('image.width', image?.width, 1, maxDimension);
  const height = checkInteger('image.height', image?.height, 1, maxDimension);
  const { data } = image;
  if (!(data instanceof Uint8ClampedArray || data instanceof Uint8Array)) {
    throw new TypeError(`image.data must be a Uint8ClampedArray or a Uint8Array, got ${show(data)}`);
  }
  if (data.length !== width * height * 4) {
    throw new RangeError(
      `image.data must have ${width} * ${height} * 4 = ${width * height * 4} bytes, got ${data.length}`,
    );
  }
  const chromium = checkChoice('options.parity', options.parity, ['exact', 'chromium']) === 'chromium';
  const frame =
    options.frame === undefined ? 0 : checkInteger('options.frame', options.frame, 0, Number.MAX_SAFE_INTEGER);
  const source = await toSource(checkWasm(options.wasm));
  const engine = await engineFor(source);
  try {
    engine.setChain(filter, { width, height }, { chromium });
    engine.slot().set(data);
    return { ...engine.targetSize, data: new Uint8ClampedArray(engine.run('rgba', frame, false)) };
  } finally {
    if (engine.trapped) enginesOf(source).delete(source); // the next picture has a new one
  }
};

/**
 * Filters `image`, which stays as it is and must not be changed until the promise resolves, in this thread.
 * @param filter a chain as CSS writes it (`'sepia(60%) blur(4px)'`), or one of `chain()`
 * @returns a new picture, whose size may differ for filters like crop() and scale(); an ImageData where there is such
 * @throws FilterSyntaxError with the column; RangeError naming the parameter, the value and the limit; TypeError;
 * RecorderError `wasm-fetch`, `wasm-compile` or `out-of-memory`
 */
export const applyFilter = async <T extends ImageData | ImageDataLike>(
  image: T,
  filter: FilterInput,
  options?: ApplyFilterOptions,
): Promise<T extends ImageData ? ImageData : ImageDataLike> => {
  const { width, height, data } = await run(image, filterText('filter', filter), checkOptions('options', options));
  const result = typeof ImageData === 'function' ? new ImageData(data, width, height) : { width, height, data };
  return result as T extends ImageData ? ImageData : ImageDataLike;
};
