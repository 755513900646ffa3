// What the WebAssembly module offers to TypeScript. bindings/ implements it; nothing else of the module is used.

/** An error as the C++ core returns it. `code` is one of `ErrorCode`'s names in src/base/result.h. */
export type CoreError = {
  code:
    | 'invalid-argument'
    | 'filter-syntax'
    | 'invalid-state'
    | 'not-supported'
    | 'out-of-memory'
    | 'encoder-failed'
    | 'writer-failed'
    | 'sink-failed';
  /** The option or step, for instance `width`. */
  field: string;
  /** The number that was refused, the column of a filter's text, or the failing library's error number. */
  value: number;
  message: string;
};

/** `RecorderConfig` of src/recorder/recorder.h, by name. Every member is required. */
export type CoreRecorderConfig = {
  codec: 'vp8' | 'vp9';
  width: number;
  height: number;
  /** Bits per second. */
  bitrate: number;
  /** Frames per second expected. */
  frameRate: number;
  constantFrameRate: boolean;
  /** Seconds. */
  keyFrameInterval: number;
  rateControl: 'constant' | 'variable';
  effort: 'realtime' | 'balanced' | 'best';
  colorSpace: 'bt601' | 'bt709';
  layout: 'file' | 'live';
};

/**
 * Receives the file's bytes for `position`. `bytes` is a view into the wasm heap, valid during the call only: copy it.
 * Calls follow each other without gaps, but for the patches of the header when the file is finished.
 */
export type CoreSink = (position: number, bytes: Uint8Array) => void;

export type CoreRecorder = {
  /** A fresh view of the place for one frame's pixels, `width * height * 4` bytes. Valid until the heap grows. */
  frameSlot(): Uint8Array;
  /**
   * Encodes what stands in the frame slot. Times in microseconds.
   * @returns the compressed frame's bytes, or -1 (see `lastError`).
   */
  addSlot(format: 'rgba' | 'bgra', timestamp: number, duration: number, keyFrame: boolean): number;
  /** @returns whether the last frame added is a key frame. */
  lastWasKeyFrame(): boolean;
  /** Bits per second. @returns false on an error (see `lastError`). */
  setBitrate(bitrate: number): boolean;
  /** Finishes the file. `end` in microseconds, or NaN for the last frame's own end. @returns false on an error. */
  finish(end: number): boolean;
  /** Frees the recorder's memory. */
  delete(): void;
};

/** `FilterExecutor` of src/filters/executor.h. */
export type CoreFilter = {
  /**
   * Sets what `run` does to pictures of `width * height`. `chromium`: as its ctx.filter. The result must have the size
   * of the target; 0 for any. @returns false on an error (see `lastError`); the chain before is then kept.
   */
  setChain(
    filter: string,
    width: number,
    height: number,
    chromium: boolean,
    targetWidth: number,
    targetHeight: number,
  ): boolean;
  targetWidth(): number;
  targetHeight(): number;
  /** A fresh view of the place for a picture's pixels, `width * height * 4` bytes. Valid until the heap grows. */
  slot(): Uint8Array;
  /**
   * Filters what stands in the slot. `frame`: its number, for filters that move. `film`: the fourth byte means nothing,
   * and what is transparent in the result shows over black; else alpha is not premultiplied, there and here.
   * @returns RGBA, valid until the next call.
   */
  run(format: 'rgba' | 'bgra', frame: number, film: boolean): Uint8Array;
  delete(): void;
};

export type CoreModule = {
  /** @returns null on an error (see `lastError`). */
  createRecorder(config: CoreRecorderConfig, sink: CoreSink): CoreRecorder | null;
  /** The error of the last call that failed, on any object of this module. */
  lastError(): CoreError;
};

/** What `kinora-filters.wasm` offers. */
export type FiltersModule = {
  createFilter(): CoreFilter;
  /** As CoreModule's. */
  lastError(): CoreError;
};

/** The default exports of `kinora.mjs`, `kinora-vp9.mjs` and `kinora-filters.mjs`, made by Emscripten. */
export type CoreModuleFactory = ModuleFactory<CoreModule>;
export type FiltersModuleFactory = ModuleFactory<FiltersModule>;

type ModuleFactory<Module> = (overrides: {
  instantiateWasm: (imports: WebAssembly.Imports, received: (instance: WebAssembly.Instance) => void) => object;
  print?: (text: string) => void;
  printErr?: (text: string) => void;
}) => Promise<Module>;
