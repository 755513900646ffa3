// A file of the origin's private file system, which the worker writes (worker-file.ts); the page has none of its bytes.

import type { Output } from './output.js';

/** Whether the file can be written by a worker. Files that the user chose cannot. */
export const isPrivateFile = async (handle: FileSystemFileHandle): Promise<boolean> => {
  const root = await navigator.storage?.getDirectory?.();
  return Boolean(await root?.resolve(handle));
};

export class PrivateFileOutput implements Output {
  readonly layout = 'file';
  readonly backlog = 0;
  readonly #handle: FileSystemFileHandle;
  size = 0;

  constructor(handle: FileSystemFileHandle) {
    this.#handle = handle;
  }

  write(): void {}

  async ready(): Promise<void> {}

  async finish(): Promise<Blob> {
    return this.#handle.getFile();
  }

  abort(): void {}
}
