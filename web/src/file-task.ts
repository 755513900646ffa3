// Runs something that the WebAssembly module does with a file: reads the pieces it wants.

import type { CoreError, CoreFileTask } from './core-module.js';
import { RecorderError, fromCore, fromTrap, messageOf } from './errors.js';

/** Reads `size` bytes from `position` of the file. @throws RecorderError `source-failed` */
const readPiece = async (file: Blob, position: number, size: number): Promise<Uint8Array> => {
  const end = position + size;
  try {
    const piece = new Uint8Array(await file.slice(position, end).arrayBuffer());
    if (piece.length === size) return piece;
  } catch (cause) {
    const message = `bytes ${position} to ${end} of the file could not be read: ${messageOf(cause)}`;
    throw new RecorderError('source-failed', message, { field: 'file', value: position, cause });
  }
  const message = `bytes ${position} to ${end} of the file could not be read: it is shorter than it was`;
  throw new RecorderError('source-failed', message, { field: 'file', value: position });
};

/** A call into WebAssembly. */
const guard = <T>(call: () => T): T => {
  try {
    return call();
  } catch (trap) {
    throw fromTrap(trap);
  }
};

/**
 * Runs `task` to its end. `between` is called between its steps, each of which takes a few milliseconds.
 * @throws RecorderError; what `between` throws
 */
export const runFileTask = async (
  file: Blob,
  task: CoreFileTask,
  lastError: () => CoreError,
  between: () => Promise<void>,
): Promise<void> => {
  for (;;) {
    const step = guard(() => task.run());
    await between();
    if (step === 0) return;
    if (step < 0) throw fromCore(lastError());
    const piece = await readPiece(file, task.position(), task.window().length);
    // Asked for anew: the heap may have grown, which ends the life of views.
    task.window().set(piece);
    task.supply();
  }
};
