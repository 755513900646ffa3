// What the page and the encoder's worker say to each other.

import type { ErrorMessage } from './errors.js';
import type { Pixels } from './filters/filter-engine.js';
import type { WasmSource } from './load-wasm.js';
import type { WebmEncoderOptions } from './webm-encoder.js';

/** A picture on its way: owned by whoever holds it, who closes it. Plain bytes are RGBA without padding. */
export type Picture = VideoFrame | ImageBitmap | Uint8ClampedArray<ArrayBuffer>;

/** Where the modules come from. */
export type WasmSources = { codec: WasmSource; filters: WasmSource };

/** Every option of the encoder but where its bytes go and come from, which the session knows. */
export type EncoderConfig = Omit<WebmEncoderOptions, 'onData' | 'wasm' | 'filter' | 'filterWasm'> & { filter: string };

export type ToWorker =
  /** The first message. Answered by `opened` or `failed`. `lock` is a name for the Web Lock that the worker holds. */
  | { type: 'open'; config: EncoderConfig; wasm: WasmSources; lock: string }
  /** Times in milliseconds. Answered by `data`, once or more, and `encoded`; or by `failed`. */
  | { type: 'frame'; picture: Picture; timestamp: number; duration: number | undefined }
  /** One picture to be filtered and sent back; a size of its own. Answered by `previewed` or `failed`. */
  | {
      type: 'preview';
      picture: Picture;
      width: number;
      height: number;
      filter: string;
      frame: number;
      wasm: WasmSource;
    }
  /** For the frames that follow. Answered, if at all, by `failed`; the filter before is then kept. */
  | { type: 'filter'; filter: string }
  /** Answered by `data` and `finished`, or by `failed`. */
  | { type: 'finish'; end: number | undefined };

export type FromWorker =
  /** `drawing`: pictures of every kind can be read there; else plain bytes only. */
  | { type: 'opened'; drawing: boolean }
  | { type: 'data'; bytes: Uint8Array<ArrayBuffer>; position: number }
  /** `encodeMs`: the time from the pixels in the WebAssembly memory to the packet in the file. */
  | { type: 'encoded'; size: number; keyFrame: boolean; encodeMs: number }
  | { type: 'finished' }
  | { type: 'previewed'; pixels: Pixels }
  /** After a frame (not a filter) failed, later ones are thrown away; `finish` works, unless the encoder itself is what failed. */
  | { type: 'failed'; step: ToWorker['type']; error: ErrorMessage };

/** The messages about a recording. */
export type ToEncoder = Exclude<ToWorker, { type: 'preview' }>;

/** What has to be handed over rather than copied. */
export const transferOf = (picture: Picture): Transferable[] =>
  picture instanceof Uint8ClampedArray ? [picture.buffer] : [picture];

/** Frees the picture's memory now rather than at some garbage collection. */
export const release = (picture: Picture): void => {
  if (!(picture instanceof Uint8ClampedArray)) picture.close();
};
