// What the page and the encoder's worker say to each other.

import type { BackendOption, RecorderBackend } from './backends/backend.js';
import type { Fit } from './capture/fit.js';
import type { ByteOrder } from './capture/frame-reader.js';
import type { ErrorMessage } from './errors.js';
import type { Pixels, Size } from './filters/filter-engine.js';
import type { WasmSource } from './load-wasm.js';
import type { WebmEncoderOptions } from './encoder-options.js';

/** A picture on its way: owned by whoever holds it, who closes it. Plain bytes are RGBA without padding. */
export type Picture = VideoFrame | ImageBitmap | Uint8ClampedArray<ArrayBuffer>;

/** Where the modules come from. */
export type WasmSources = { codec: WasmSource; filters: WasmSource };

/** 'file' is seekable, its header is patched at the end; 'live' only grows. */
export type FileLayout = 'file' | 'live';

/** Every option of the encoder but where its bytes go and come from, which the session knows. */
export type EncoderConfig = Omit<WebmEncoderOptions, 'onData' | 'wasm' | 'filter' | 'filterWasm'> & {
  filter: string;
  /** How pictures of another size lie in the film. */
  fit: Fit;
  /** Whether less time is taken for a frame when the encoder does not keep up. */
  adapt: boolean;
  /** 'auto': whichever of ours and the browser's suits; needs `adapt`. */
  backend: Exclude<BackendOption, 'mediarecorder'>;
  /** Milliseconds that our encoder takes for such a frame, if that is known already; for 'auto'. */
  frameMs?: number | undefined;
  /** How many workers share the film, each by segments of its own; undefined: one, without segments. */
  workers?: WorkerCount | undefined;
};

/** What `options.workers` may be. */
export type WorkerCount = number | 'auto';

export type ToWorker =
  /**
   * A film's first message. Answered by `opened` or `failed`. `file`: what the worker writes to, in place of `data`
   * messages with bytes. `lock`: a name for the Web Lock that the worker holds from now on; `again`: whether the film
   * before had the same modules and needed as much memory.
   */
  | {
      type: 'open';
      config: EncoderConfig;
      wasm: WasmSources;
      file: FileSystemFileHandle | null;
      lock?: string;
      again?: boolean;
    }
  /**
   * Times in milliseconds. Answered by `data`, once or more, and `encoded`; by `skipped`; or by `failed`. With
   * `config.workers`, frames have their `place` in the film, and are answered by `packet`. `lent`: the order of plain
   * bytes whose memory is to be sent back with it.
   */
  | {
      type: 'frame';
      picture: Picture;
      timestamp: number;
      duration: number | undefined;
      place?: FramePlace;
      lent?: ByteOrder | undefined;
    }
  /** A packet of Opus; milliseconds. Answered by `data`, if at all, or by `failed`. */
  | { type: 'audio'; packet: Uint8Array<ArrayBuffer>; timestamp: number }
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
  /** Answered by `tick` each `interval` milliseconds, until there is another; 0 for never. */
  | { type: 'timer'; interval: number }
  /** Answered by `data` and `finished`, or by `failed`. */
  | { type: 'finish'; end: number | undefined };

export type FromWorker =
  /**
   * `drawing`: pictures of every kind can be read there; else plain bytes only. `backend`: what was chosen, where there
   * was a choice; `frameMs`: what was measured for it; `film`: the size that the filter gives, with `config.workers`.
   */
  | {
      type: 'opened';
      drawing: boolean;
      backend?: RecorderBackend | undefined;
      frameMs?: number | undefined;
      film?: Size | undefined;
    }
  | { type: 'data'; bytes: Uint8Array<ArrayBuffer>; position: number }
  /** The worker's file has that many bytes. */
  | { type: 'written'; size: number }
  /**
   * `timestamp`: the frame's, milliseconds; `encodeMs`: the time from the pixels in the WebAssembly memory to the packet
   * in the file; `reduction`: steps below the configured effort.
   */
  | { type: 'encoded'; timestamp: number; encodeMs: number; reduction: number }
  /** A frame of a segment. `alpha`: its alpha channel's packet, of no bytes where there is none. */
  | {
      type: 'packet';
      data: Uint8Array<ArrayBuffer>;
      alpha: Uint8Array<ArrayBuffer>;
      keyFrame: boolean;
      encodeMs: number;
      lent?: ArrayBuffer | undefined;
    }
  /** There may be room for more frames. */
  | { type: 'room' }
  /** A frame that the encoder left out, in place of `encoded`. */
  | { type: 'skipped' }
  | { type: 'tick' }
  | { type: 'finished' }
  | { type: 'previewed'; pixels: Pixels }
  /** After a frame (not a filter) failed, later ones are thrown away; `finish` works, unless the encoder itself is what failed. */
  | { type: 'failed'; step: ToWorker['type']; error: ErrorMessage };

/** The messages about a recording. */
export type ToEncoder = Exclude<ToWorker, { type: 'preview' | 'timer' }>;

/** The number of a frame's segment, and of the frame; both of the film, from 0. */
export type FramePlace = { segment: number; frame: number };

/** What has to be handed over rather than copied. */
export const transferOf = (picture: Picture): Transferable[] =>
  picture instanceof Uint8ClampedArray ? [picture.buffer] : [picture];

/** Frees the picture's memory now rather than at some garbage collection. */
export const release = (picture: Picture): void => {
  if (!(picture instanceof Uint8ClampedArray)) picture.close();
};
