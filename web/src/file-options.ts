// What can be said to everything that is done with a file.

import { checkOptions, show } from './check.js';
import { type WasmOption, checkWasm } from './load-wasm.js';

export type FileOptions = {
  /** Ends it; the promise is rejected with the signal's reason. */
  signal?: AbortSignal | undefined;
  /** Receives how much is done, 0 to 1. */
  onProgress?: ((done: number) => void) | undefined;
  /** Where `kinora-repair.wasm` is; default: beside this script. */
  wasm?: WasmOption | undefined;
};

/** @throws TypeError if `value` is neither undefined nor a function. */
export const checkFunction = <T>(name: string, value: T): T => {
  if (value === undefined || typeof value === 'function') return value;
  throw new TypeError(`${name} must be a function, got ${String(value)}`);
};

/** @returns the options, each checked. @throws TypeError naming the one that is wrong */
export const checkFileOptions = <Options extends FileOptions>(file: Blob, options: Options | undefined): Options => {
  if (!(file instanceof Blob)) throw new TypeError(`file must be a Blob, got ${show(file)}`);
  const given = checkOptions('options', options);
  if (given.signal !== undefined && !(given.signal instanceof AbortSignal)) {
    throw new TypeError(`options.signal must be an AbortSignal, got ${String(given.signal)}`);
  }
  checkFunction('options.onProgress', given.onProgress);
  return { ...given, wasm: checkWasm(given.wasm) };
};
