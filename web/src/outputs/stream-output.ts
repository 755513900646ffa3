// A file written to a stream: to one that only grows, or to one of the File System API, which can go back.

import { RecorderError, messageOf } from '../errors.js';
import type { FileLayout } from '../worker-protocol.js';
import type { Output } from './output.js';

/** Bytes under way at most before whoever can wait has to. */
const enough = 1 << 20;

export class StreamOutput implements Output {
  readonly layout: FileLayout;
  readonly #writer: WritableStreamDefaultWriter<unknown>;
  readonly #handle: FileSystemFileHandle | null;
  readonly #onError: (error: Error) => void;
  #size = 0;
  #backlog = 0;
  #waiting: (() => void)[] = [];
  #failed = false;
  /** A sink that hangs keeps `close()` waiting, even when it is aborted. */
  #endWait = (): void => {};
  readonly #aborted = new Promise<void>((resolve) => (this.#endWait = resolve));

  /** @throws what `createWritable()` rejects with: DOMException NotAllowedError, NoModificationAllowedError */
  static async toFile(handle: FileSystemFileHandle, onError: (error: Error) => void): Promise<StreamOutput> {
    return new StreamOutput(await handle.createWritable(), onError, handle);
  }

  /** `onError` is told, once, why the stream takes no more. @throws TypeError when it is locked */
  constructor(
    stream: WritableStream<Uint8Array>,
    onError: (error: Error) => void,
    handle: FileSystemFileHandle | null = null,
  ) {
    // Streams of the File System API take commands with positions.
    this.layout = 'seek' in stream ? 'file' : 'live';
    this.#writer = stream.getWriter();
    this.#handle = handle;
    this.#onError = onError;
    this.#writer.closed.catch((thrown) => this.#fail(thrown));
  }

  get size(): number {
    return this.#size;
  }

  get backlog(): number {
    return this.#backlog;
  }

  write(position: number, data: Uint8Array<ArrayBuffer>): void {
    if (this.#failed) return;
    this.#size = Math.max(this.#size, position + data.length);
    this.#backlog += data.length;
    this.#writer.write(this.layout === 'file' ? { type: 'write', position, data } : data).then(
      () => this.#taken(data.length),
      (thrown) => this.#fail(thrown),
    );
  }

  ready(): Promise<void> {
    if (this.#backlog < enough || this.#failed) return Promise.resolve();
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  async finish(type: string): Promise<Blob> {
    try {
      await Promise.race([this.#writer.close(), this.#aborted]);
    } catch (thrown) {
      this.#fail(thrown);
    }
    return (await this.#handle?.getFile()) ?? new Blob([], { type });
  }

  abort(): void {
    this.#failed = true;
    this.#taken(this.#backlog);
    this.#endWait();
    this.#writer.abort(new DOMException('the recording was cancelled', 'AbortError')).catch(() => {});
  }

  #taken(bytes: number): void {
    this.#backlog -= bytes;
    if (this.#backlog >= enough) return;
    for (const resolve of this.#waiting.splice(0)) resolve();
  }

  #fail(thrown: unknown): void {
    if (this.#failed) return;
    this.#failed = true;
    this.#taken(this.#backlog);
    this.#onError(
      new RecorderError('output-failed', `options.output takes no more: ${messageOf(thrown)}`, {
        field: 'output',
        cause: thrown,
      }),
    );
  }
}
