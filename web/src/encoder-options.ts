// WebmEncoder's options: what may be given, what is refused, what is assumed.

import { defaultBitrate } from './bitrate.js';
import { checkBoolean, checkChoice, checkInteger, checkNumber, checkOptions } from './check.js';
import type { CoreRecorderConfig } from './core-module.js';
import type { FilterInput } from './filter-text.js';
import type { WasmOption } from './load-wasm.js';
import type { VideoCodec } from './mime-type.js';

/** The largest width and height: VP8 has 14 bits for each. */
export const maxDimension = 16383;

/** Of `WebmEncoder.create`; only the size is needed. */
export type WebmEncoderOptions = {
  /** Default 'vp8'. */
  codec?: VideoCodec | undefined;
  /** Pixels, 1 to 16383. */
  width: number;
  /** Pixels, 1 to 16383. */
  height: number;
  /** What is done to each picture; default: nothing. The film has the size that the filter gives. */
  filter?: FilterInput | undefined;
  /** Bits per second, 1000 to 1e9. Default: 0.1 (VP9: 0.07) bit a pixel and frame, at least 250,000. */
  bitrate?: number | undefined;
  /**
   * The same quality for each frame in place of a bitrate: 0 to 1, on the scale of WebP and `canvas.toDataURL`.
   */
  quality?: number | undefined;
  /**
   * What is encoded: 'color' (default), the picture over black; 'both', its colours and beside them its alpha, not
   * premultiplied, which takes half as many bits again; or 'alpha', that alone as shades of grey.
   */
  channel?: 'color' | 'alpha' | 'both' | undefined;
  /** Frames per second, above 0 to 1000; default 30. Frames without a timestamp of their own follow at this rate. */
  frameRate?: number | undefined;
  /** Of a track of Opus beside the pictures, for `addAudio`: 1 or 2; default: there is none. */
  audioChannels?: 1 | 2 | undefined;
  /** Whether the file states `frameRate` as its constant rate. Default: whether `frameRate` is given. */
  constantFrameRate?: boolean | undefined;
  /** Seconds between key frames at most, 0 (each frame) to 3600; default 5. Players seek to key frames. */
  keyFrameInterval?: number | undefined;
  /** How much time a frame may take; default 'realtime'. */
  effort?: 'realtime' | 'balanced' | 'best' | undefined;
  /** 'variable' (default) holds the mean bitrate, 'constant' holds it at each moment, for live streams. */
  rateControl?: 'variable' | 'constant' | undefined;
  /** The Y'CbCr that RGB becomes; default 'bt601', which every player shows right. */
  colorSpace?: 'bt601' | 'bt709' | undefined;
  /** 'file' (default) is seekable, with duration and index; 'live' is never patched and can be sent as it grows. */
  layout?: 'file' | 'live' | undefined;
  /** Where the WebAssembly file is; default: beside this script. It must hold `codec`. */
  wasm?: WasmOption | undefined;
  /** Where `kinora-filters.wasm` is; default: beside this script. Loaded when there is a filter. */
  filterWasm?: WasmOption | undefined;
  /**
   * Receives the file piece by piece: `bytes`, which are the receiver's to keep, belong at `position`. Pieces follow
   * each other without gaps; with layout 'file' some later ones lie over earlier ones (sizes and the header).
   * Without it, `finish` returns the whole file. Of the encoder it may call `setBitrate` and `close`.
   */
  onData?: ((bytes: Uint8Array<ArrayBuffer>, position: number) => void) | undefined;
};

/** Checks all but where the file comes from and goes to. @throws TypeError, RangeError */
export const checkEncoderOptions = (given: WebmEncoderOptions): CoreRecorderConfig => {
  const options = checkOptions('options', given);
  const codec = checkChoice('options.codec', options.codec, ['vp8', 'vp9']);
  const width = checkInteger('options.width', options.width, 1, maxDimension);
  const height = checkInteger('options.height', options.height, 1, maxDimension);
  const frameRate = checkNumber('options.frameRate', options.frameRate, 0.001, 1000, 30);
  return {
    codec,
    width,
    height,
    frameRate,
    constantFrameRate: checkBoolean(
      'options.constantFrameRate',
      options.constantFrameRate,
      options.frameRate !== undefined,
    ),
    audioChannels:
      options.audioChannels === undefined ? 0 : checkInteger('options.audioChannels', options.audioChannels, 1, 2),
    bitrate: checkNumber(
      'options.bitrate',
      options.bitrate,
      1000,
      1e9,
      defaultBitrate(codec, width, height, frameRate),
    ),
    keyFrameInterval: checkNumber('options.keyFrameInterval', options.keyFrameInterval, 0, 3600, 5),
    quality: checkNumber('options.quality', options.quality, 0, 1, -1),
    channel: checkChoice('options.channel', options.channel, ['color', 'alpha', 'both']),
    rateControl: checkChoice('options.rateControl', options.rateControl, ['variable', 'constant']),
    effort: checkChoice('options.effort', options.effort, ['realtime', 'balanced', 'best']),
    colorSpace: checkChoice('options.colorSpace', options.colorSpace, ['bt601', 'bt709']),
    layout: checkChoice('options.layout', options.layout, ['file', 'live']),
  };
};
