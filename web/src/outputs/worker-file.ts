// A file of the origin's private file system, written in place by the worker: what was written is there even when the
// page or the worker dies. The page's side is private-file.ts.

import { RecorderError } from '../errors.js';

/** The methods of FileSystemSyncAccessHandle that are used; they exist in dedicated workers only. */
type SyncAccess = {
  write(bytes: Uint8Array, options: { at: number }): number;
  truncate(size: number): void;
  flush(): void;
  close(): void;
};

export class WorkerFile {
  readonly #access: SyncAccess;

  /** Empties the file. @throws DOMException NoModificationAllowedError when somebody else has it open */
  static async open(handle: FileSystemFileHandle): Promise<WorkerFile> {
    const { createSyncAccessHandle } = handle as unknown as { createSyncAccessHandle(): Promise<SyncAccess> };
    const access = await createSyncAccessHandle.call(handle);
    access.truncate(0);
    return new WorkerFile(access);
  }

  private constructor(access: SyncAccess) {
    this.#access = access;
  }

  /** @throws RecorderError `output-failed` when the disk is full */
  write(position: number, bytes: Uint8Array): void {
    const written = this.#access.write(bytes, { at: position });
    if (written === bytes.length) return;
    const message = `options.output takes no more: ${written} of ${bytes.length} bytes were written`;
    throw new RecorderError('output-failed', message, { field: 'output', value: written });
  }

  close(): void {
    this.#access.flush();
    this.#access.close();
  }
}
