// A WebM file of packets that another encoder made, in the same layout as our own encoder's.

import type { CoreModule, CoreWriter, CoreWriterConfig } from '../core-module.js';
import { fromCore, fromTrap } from '../errors.js';
import { type Loaded, type WasmSource, loadCore } from '../load-wasm.js';

export type OnData = (bytes: Uint8Array<ArrayBuffer>, position: number) => void;

/** Whatever an encoder gives out: EncodedVideoChunk, for one. */
export type PacketBytes = { readonly byteLength: number; copyTo(target: Uint8Array<ArrayBuffer>): void };

const noAlpha = new Uint8Array(0);

export class PacketWriter {
  readonly #core: CoreModule;
  readonly #giveBack: () => void;
  readonly #onData: OnData;
  #writer: CoreWriter | null = null;
  /** What `onData` threw: exceptions do not pass through WebAssembly, they wait here. */
  #thrown: { error: unknown } | null = null;
  #trapped = false;

  /** @throws as loadCore */
  static async load(codec: 'vp8' | 'vp9', wasm: WasmSource, onData: OnData): Promise<PacketWriter> {
    return new PacketWriter(await loadCore(codec, wasm), onData);
  }

  private constructor({ core, giveBack }: Loaded<CoreModule>, onData: OnData) {
    this.#core = core;
    this.#giveBack = giveBack;
    this.#onData = onData;
  }

  get begun(): boolean {
    return this.#writer !== null;
  }

  /** Writes the header. @throws RecorderError `out-of-memory`, `writer-failed`; what `onData` threw */
  begin(config: CoreWriterConfig): void {
    this.#writer = this.#guard(() => this.#core.createWriter(config, (at, bytes) => this.#receive(at, bytes)));
  }

  /**
   * Times in microseconds, which rise. `alpha`: the alpha channel's packet. The packet is with `onData` when this
   * returns. @throws as begin
   */
  write(packet: PacketBytes, timestamp: number, duration: number, keyFrame: boolean, alpha = noAlpha): void {
    const writer = this.#writer!;
    const slot = this.#guard(() => writer.packetSlot(packet.byteLength + alpha.length)) as Uint8Array<ArrayBuffer>;
    packet.copyTo(slot);
    slot.set(alpha, packet.byteLength);
    this.#guard(() => writer.writeSlot(timestamp, duration, keyFrame, alpha.length));
  }

  /** A packet of Opus; microseconds. @throws as begin */
  writeAudio(packet: Uint8Array, timestamp: number): void {
    const writer = this.#writer!;
    this.#guard(() => writer.writeAudio(packet, timestamp));
  }

  /** `end`: microseconds; undefined for the last packet's own. @throws as begin */
  finish(end: number | undefined): void {
    const writer = this.#writer!;
    this.#guard(() => writer.finish(end ?? NaN));
  }

  /** Frees the memory. */
  close(): void {
    // After a trap the module's memory is in an unknown state; it goes with the module.
    if (this.#trapped || !this.#writer) return;
    this.#writer.delete();
    this.#writer = null;
    this.#giveBack();
  }

  #guard<T>(call: () => T | null | false): T {
    let result: T | null | false;
    try {
      result = call();
    } catch (trap) {
      this.#trapped = true;
      throw fromTrap(trap);
    }
    if (this.#thrown) throw this.#thrown.error;
    if (result) return result;
    throw fromCore(this.#core.lastError());
  }

  #receive(position: number, bytes: Uint8Array): void {
    try {
      if (!this.#thrown) this.#onData(bytes.slice(), position);
    } catch (error) {
      this.#thrown = { error };
    }
  }
}
