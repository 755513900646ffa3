// Makes WebM files seekable: `kinora/repair`.

import type { RepairModule } from './core-module.js';
import { fromCore } from './errors.js';
import { type FileOptions, checkFileOptions, checkFunction } from './file-options.js';
import { runFileTask } from './file-task.js';
import { loadCore, toSource } from './load-wasm.js';

export { type LintFinding, type LintOptions, lint } from './lint.js';

/** One kind of thing that was found in the file. */
export type RepairNote = {
  /**
   * Mended: `duration`, `cues`, `seek-head` (missing or wrong), `sizes` (unknown or wrong), `joined` (several
   * recordings one after the other), `order` (parts in the wrong order), `times` (going back, or far ahead), `start`
   * (far from 0), `flags`, `lacing`, `header`, `unknown-elements`, `empty-frames`.
   * Not mended: `truncated` (the file ends in the midst of something, which is left out), `damaged` (bytes that are no
   * WebM, left out), `unknown-track`, `foreign-recording` (a further recording with other tracks, left out),
   * `lacing-kept`, `no-key-frame` (pictures before the first key frame), `not-interleaved`, `left-out`.
   */
  code: string;
  /** Whether the new file is as if it had never been. */
  mended: boolean;
  /** How often; for `truncated`, how many bytes. */
  count: number;
  /** Where in the old file it was found first, in bytes. */
  position: number;
};

export type RepairReport = {
  notes: RepairNote[];
  /** Frames in the new file, of all tracks. */
  frames: number;
  /** Of the new file, in milliseconds. */
  duration: number;
};

export type RepairOptions = FileOptions & {
  /**
   * Where the new file goes; default: the Blob that is returned. A stream gets it piece by piece and is closed; a file
   * is overwritten when all is done.
   */
  output?: 'blob' | WritableStream<Uint8Array> | FileSystemFileHandle | undefined;
  /** Receives what was found, once, before the promise is resolved. */
  onReport?: ((report: RepairReport) => void) | undefined;
};

type Output = {
  write(bytes: Uint8Array<ArrayBuffer>): Promise<void>;
  finish(): Promise<Blob>;
  abort(reason: unknown): Promise<void>;
};

/** Bytes held before they become a Blob, which the browser may keep outside of this process's memory. */
const foldAt = 8 << 20;

const toBlob = (type: string): Output => {
  const blobs: Blob[] = [];
  let loose: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  const fold = (): void => {
    blobs.push(new Blob(loose));
    loose = [];
    size = 0;
  };
  return {
    write: async (bytes) => {
      loose.push(bytes);
      size += bytes.length;
      if (size >= foldAt) fold();
    },
    finish: async () => {
      fold();
      return new Blob(blobs, { type });
    },
    abort: async () => {},
  };
};

const toStream = (stream: WritableStream<Uint8Array>, finished: () => Promise<Blob>): Output => {
  const writer = stream.getWriter();
  return {
    write: async (bytes) => {
      await writer.ready;
      await writer.write(bytes);
    },
    finish: async () => {
      await writer.close();
      return finished();
    },
    // The reason of the failure is what the caller is to learn.
    abort: (reason) => writer.abort(reason).catch(() => {}),
  };
};

/** @throws TypeError */
const openOutput = async (output: unknown, type: string): Promise<Output> => {
  if (output === undefined || output === 'blob') return toBlob(type);
  if (typeof output === 'object' && output !== null) {
    if ('getWriter' in output) {
      return toStream(output as WritableStream<Uint8Array>, async () => new Blob([], { type }));
    }
    if ('createWritable' in output) {
      const handle = output as FileSystemFileHandle;
      const stream: WritableStream = await handle.createWritable();
      return toStream(stream, () => handle.getFile());
    }
  }
  throw new TypeError(
    `options.output must be 'blob', a WritableStream or a FileSystemFileHandle, got ${String(output)}`,
  );
};

/**
 * Makes a finished WebM file of any: with Duration, SeekHead, Cues, known sizes and rising timestamps, whoever recorded
 * it, live, cut off, damaged, or several in one. Frames are not touched, all tracks are kept. Memory does not depend
 * on the file's size.
 * @returns the new file. With an output: the file of a handle; an empty Blob for a stream.
 * @throws TypeError naming the option; RecorderError `invalid-data` when there is nothing to be repaired (not WebM, or
 * the description of the tracks is missing), `source-failed`, `out-of-memory`, `wasm-fetch` or `wasm-compile`; the
 * signal's reason; the output's error.
 */
export const repair = async (file: Blob, options?: RepairOptions): Promise<Blob> => {
  const given = checkFileOptions(file, options);
  const { signal, onProgress, wasm } = given;
  const onReport = checkFunction('options.onReport', given.onReport);
  signal?.throwIfAborted();
  const { core } = await loadCore('repair', await toSource(wasm));
  signal?.throwIfAborted();
  const output = await openOutput(given.output, file.type || 'video/webm');
  try {
    const report = await rewrite(core, file, output, () => signal?.throwIfAborted(), onProgress);
    const repaired = await output.finish();
    onReport?.(report);
    return repaired;
  } catch (error) {
    await output.abort(error);
    throw error;
  }
};

const rewrite = async (
  core: RepairModule,
  file: Blob,
  output: Output,
  check: () => void,
  onProgress: RepairOptions['onProgress'],
): Promise<RepairReport> => {
  let pieces: Uint8Array<ArrayBuffer>[] = [];
  const task = core.createRepair(file.size, (bytes) => pieces.push(bytes.slice() as Uint8Array<ArrayBuffer>));
  if (!task) throw fromCore(core.lastError());
  await runFileTask(
    file,
    task,
    () => core.lastError(),
    async () => {
      check();
      const ready = pieces;
      pieces = [];
      for (const piece of ready) await output.write(piece);
      onProgress?.(task.progress());
      check();
    },
  );
  const report = task.report();
  // Not freed after a failure: the module's whole memory goes when nothing refers to it any more.
  task.delete();
  return report;
};
