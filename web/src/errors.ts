// The errors of the package, and how they cross from the worker to the page.

import type { CoreError } from './core-module.js';
import { FilterSyntaxError } from './filters/syntax-error.js';

/** What kind of thing went wrong. */
export type RecorderErrorCode =
  /** The WebAssembly file, or its JavaScript glue, could not be fetched. */
  | 'wasm-fetch'
  /** The bytes that came are not WebAssembly, or the page's policy forbids to compile them. */
  | 'wasm-compile'
  /** The worker's script did not load or run. */
  | 'worker-start'
  /** The worker died during the recording; what it had encoded is kept. */
  | 'worker-lost'
  /** The WebAssembly memory could not grow; what was encoded is kept. */
  | 'out-of-memory'
  /** libvpx refused a frame, or the module trapped. */
  | 'encoder-failed'
  /** The WebM writer refused a packet. */
  | 'writer-failed'
  /** The canvas got another size during the recording. */
  | 'canvas-resized'
  /** The canvas lost its rendering context. */
  | 'context-lost'
  /** What `options.output` is took no more. */
  | 'output-failed'
  /** The sound could not be recorded. */
  | 'audio-failed'
  /** The canvas could not be read. */
  | 'capture-failed'
  /** The file to be repaired is not WebM, or its description of the tracks is missing. */
  | 'invalid-data'
  /** The file to be repaired could not be read. */
  | 'source-failed'
  /** The WebAssembly module refused a value; `field` and `value` say which. */
  | 'invalid-argument';

type RecorderErrorDetails = { field?: string; value?: unknown; cause?: unknown };

/** A failure that is neither a wrong argument (`TypeError`, `RangeError`) nor one of the platform's `DOMException`s. */
export class RecorderError extends Error {
  override readonly name = 'RecorderError';
  readonly code: RecorderErrorCode;
  /** The option or step it is about, for instance `wasm`; '' where there is none. */
  readonly field: string;
  /** The value that was refused, for instance an HTTP status; undefined where there is none. */
  readonly value: unknown;

  /** For the package itself; applications only receive it. */
  constructor(code: RecorderErrorCode, message: string, { field = '', value, cause }: RecorderErrorDetails = {}) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.field = field;
    this.value = value;
  }
}

export const invalidState = (message: string): DOMException => new DOMException(message, 'InvalidStateError');
export const notSupported = (message: string): DOMException => new DOMException(message, 'NotSupportedError');
export const aborted = (): DOMException => new DOMException('the recording was cancelled', 'AbortError');

/** The text of anything that was thrown. */
export const messageOf = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : String(thrown));

/** Anything that was thrown, as an Error: typed ones stay, others become a RecorderError with `code`. */
export const asError = (thrown: unknown, code: RecorderErrorCode, message: string): Error =>
  thrown instanceof RecorderError ||
  thrown instanceof FilterSyntaxError ||
  thrown instanceof DOMException ||
  thrown instanceof RangeError ||
  thrown instanceof TypeError
    ? thrown
    : new RecorderError(code, `${message}: ${messageOf(thrown)}`, { cause: thrown });

/** As in "blur.radius", or "filter". */
const isFilterField = (field: string): boolean => field === 'filter' || field.includes('.');

/** The JavaScript error for one that the WebAssembly module reported. */
export const fromCore = ({ code, field, value, message }: CoreError): Error => {
  if (code === 'not-supported') return notSupported(message);
  if (code === 'invalid-state') return invalidState(message);
  if (code === 'filter-syntax') return new FilterSyntaxError(message, value);
  // Of numbers that come from the package's user, only those within a filter are not checked before.
  if (code === 'invalid-argument' && isFilterField(field)) return new RangeError(message);
  const known = code === 'sink-failed' || code === 'not-ready' ? 'writer-failed' : code;
  return new RecorderError(known, message, { field, value });
};

/** The JavaScript error for an exception out of the WebAssembly module: a trap, or an abort of its runtime. */
export const fromTrap = (thrown: unknown): Error => {
  const text = messageOf(thrown);
  // The runtime aborts with these words when malloc fails in code that does not check it.
  return /OOM|enlarge memory|bad_alloc/i.test(text)
    ? new RecorderError('out-of-memory', `the WebAssembly memory could not grow: ${text}`, { cause: thrown })
    : new RecorderError('encoder-failed', `the WebAssembly module stopped: ${text}`, { cause: thrown });
};

/** An error as it goes through postMessage: structured cloning keeps neither our class nor its fields. */
export type ErrorMessage = {
  name: string;
  message: string;
  code?: RecorderErrorCode;
  field?: string;
  value?: unknown;
  column?: number;
};

export const toMessage = (error: Error): ErrorMessage => {
  const { name, message } = error;
  if (error instanceof FilterSyntaxError) return { name, message, column: error.column };
  if (!(error instanceof RecorderError)) return { name, message };
  const { code, field, value } = error;
  // Only numbers and strings are sure to be cloneable.
  return { name, message, code, field, value: typeof value === 'number' ? value : value && String(value) };
};

export const fromMessage = ({ name, message, code, field = '', value, column }: ErrorMessage): Error => {
  if (column) return new FilterSyntaxError(message, column);
  if (code) return new RecorderError(code, message, { field, value });
  if (name === 'RangeError') return new RangeError(message);
  if (name === 'TypeError') return new TypeError(message);
  return new DOMException(message, name);
};
