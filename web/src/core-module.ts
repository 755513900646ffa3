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
    | 'sink-failed'
    | 'source-failed'
    | 'not-ready'
    | 'invalid-data';
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
  /** 0 to 1 in place of a bitrate; below 0: the bitrate. */
  quality: number;
  channel: 'color' | 'alpha' | 'both';
  constantFrameRate: boolean;
  /** Seconds. */
  keyFrameInterval: number;
  rateControl: 'constant' | 'variable';
  effort: 'realtime' | 'balanced' | 'best';
  colorSpace: 'bt601' | 'bt709';
  layout: 'file' | 'live';
  /** Of a track of Opus: 1 or 2; 0 for none. */
  audioChannels: number;
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
  /** A packet of Opus; microseconds. @returns false on an error (see `lastError`). */
  addAudio(packet: Uint8Array, timestamp: number): boolean;
  /** @returns whether the last frame added is a key frame. */
  lastWasKeyFrame(): boolean;
  /** Bits per second. @returns false on an error (see `lastError`). */
  setBitrate(bitrate: number): boolean;
  /** Steps below the configured effort. @returns those taken, or -1 on an error (see `lastError`). */
  reduceEffort(steps: number): number;
  /** Finishes the file. `end` in microseconds, or NaN for the last frame's own end. @returns false on an error. */
  finish(end: number): boolean;
  /** Frees the recorder's memory. */
  delete(): void;
};

/** `FrameEncoder` of src/recorder/frame_encoder.h: packets that are not written anywhere. */
export type CoreFrameEncoder = {
  /** As CoreRecorder's. */
  frameSlot(): Uint8Array;
  /** Encodes what stands in the frame slot. Times in microseconds. @returns false on an error (see `lastError`). */
  encodeSlot(format: 'rgba' | 'bgra', timestamp: number, duration: number): boolean;
  /** Of the last packet. */
  wasKeyFrame(): boolean;
  /** The last packet: a view, valid until the next call. */
  data(): Uint8Array;
  /** The same of the alpha channel's, which is empty where there is none. */
  alpha(): Uint8Array;
  /**
   * The next frame begins a segment, which depends on nothing before it. `continues`: it is not the film's first.
   * @returns false on an error (see `lastError`).
   */
  restart(continues: boolean): boolean;
  /** Frees the encoder's memory. */
  delete(): void;
};

/** `WebmConfig` of src/webm/writer.h, by name. Every member is required. */
export type CoreWriterConfig = {
  codec: 'vp8' | 'vp9';
  width: number;
  height: number;
  colorSpace: 'bt601' | 'bt709';
  layout: 'file' | 'live';
  /** Whether each packet has its alpha channel's with it; else none has. */
  alpha: boolean;
  /** Frames per second where they are constant, else 0. */
  constantFrameRate: number;
  /** Of a track of Opus: 1 or 2; 0 for none. */
  audioChannels: number;
};

/** `WebmWriter` of src/webm/writer.h: packets of another encoder become a file. */
export type CoreWriter = {
  /** The place for a packet of `size` bytes. Ask anew for each. @returns null on an error (see `lastError`). */
  packetSlot(size: number): Uint8Array | null;
  /**
   * Writes what stands in the packet slot, whose last `alphaSize` bytes are the alpha channel's packet. Times in
   * microseconds. @returns false on an error (see `lastError`).
   */
  writeSlot(timestamp: number, duration: number, keyFrame: boolean, alphaSize: number): boolean;
  /** A packet of Opus; microseconds. @returns false on an error (see `lastError`). */
  writeAudio(packet: Uint8Array, timestamp: number): boolean;
  /** Finishes the file. `end` in microseconds, or NaN for the last packet's own end. @returns false on an error. */
  finish(end: number): boolean;
  /** Frees the writer's memory. */
  delete(): void;
};

/** Something that is done with a file step by step. */
export type CoreFileTask = {
  /** @returns 0 when all is done, 1 when bytes of the file are wanted, -1 on an error (see `lastError`). */
  run(): number;
  /** From where in the file bytes are wanted. */
  position(): number;
  /** Where they are to be put, and how many. A view of the wasm heap, valid until it grows. */
  window(): Uint8Array;
  /** They are there. */
  supply(): void;
  /** How much is done, 0 to 1. */
  progress(): number;
  /** Frees its memory. */
  delete(): void;
};

/** `RepairReport` of src/webm/repair_report.h. */
export type CoreRepairReport = {
  notes: { code: string; mended: boolean; count: number; position: number }[];
  frames: number;
  /** Milliseconds. */
  duration: number;
};

/** `Remuxer` of src/webm/remux.h. */
export type CoreRepair = CoreFileTask & { report(): CoreRepairReport };

/** `WebmLinter` of src/webm/lint.h. */
export type CoreLint = CoreFileTask & { findings(): { rule: string; position: number; message: string }[] };

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
  /** `layout` and `constantFrameRate` mean nothing to it. @returns null on an error (see `lastError`). */
  createFrameEncoder(config: CoreRecorderConfig): CoreFrameEncoder | null;
  /** @returns null on an error (see `lastError`). */
  createWriter(config: CoreWriterConfig, sink: CoreSink): CoreWriter | null;
  /** The error of the last call that failed, on any object of this module. */
  lastError(): CoreError;
};

/** What `kinora-filters.wasm` offers. */
export type FiltersModule = {
  createFilter(): CoreFilter;
  /** As CoreModule's. */
  lastError(): CoreError;
};

/** What `kinora-repair.wasm` offers. */
export type RepairModule = {
  /** `size`: the file's, in bytes. `sink` gets the new file's bytes in order. @returns null on an error. */
  createRepair(size: number, sink: (bytes: Uint8Array) => void): CoreRepair | null;
  /** `size`: the file's, in bytes. @returns null on an error. */
  createLint(size: number): CoreLint | null;
  /** As CoreModule's. */
  lastError(): CoreError;
};

/** The default exports of `kinora.mjs`, `kinora-vp9.mjs` and so on, made by Emscripten. */
export type CoreModuleFactory = ModuleFactory<CoreModule>;
export type FiltersModuleFactory = ModuleFactory<FiltersModule>;
export type RepairModuleFactory = ModuleFactory<RepairModule>;

type ModuleFactory<Module> = (overrides: {
  instantiateWasm: (imports: WebAssembly.Imports, received: (instance: WebAssembly.Instance) => void) => object;
  print?: (text: string) => void;
  printErr?: (text: string) => void;
}) => Promise<Module>;
