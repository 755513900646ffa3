// The package's public face. Nothing runs when it is imported: no window, document, Worker or Blob is touched.

export type { AudioOption } from './audio/audio-track.js';
export { defaultBitrate } from './bitrate.js';
export { download, preview } from './download.js';
export { RecorderError, type RecorderErrorCode } from './errors.js';
export type { FilterInput, FilterObject } from './filter-text.js';
export { type ApplyFilterOptions, type ImageDataLike, applyFilter } from './filters/apply-filter.js';
export { FilterPreview, type FilterPreviewOptions } from './filters/filter-preview.js';
export {
  type ChainMethods,
  Filter,
  type FilterCall,
  FilterSyntaxError,
  type FilterValue,
  type NumberList,
  type Picture,
  type StopList,
  chain,
  parseFilter,
} from './filters.js';
export type { WasmOption } from './load-wasm.js';
export type { VideoCodec } from './mime-type.js';
export type { CanvasRecorderOptions, WorkerOption } from './options.js';
export {
  CanvasRecorder,
  type CanvasRecorderEventMap,
  type RecorderBackend,
  type RecorderDataEvent,
  type RecorderErrorEvent,
} from './recorder.js';
export type { CaptureOptions } from './capture/fixed-times.js';
export { repair } from './repair-when-needed.js';
export type { RepairNote, RepairOptions, RepairReport } from './repair.js';
export { type SnapshotOptions, type SnapshotSource, snapshot } from './snapshot.js';
export type { RecorderStats } from './stats.js';
export type { WebmEncoderOptions } from './encoder-options.js';
export { type EncodedFrame, type FrameOptions, WebmEncoder } from './webm-encoder.js';
