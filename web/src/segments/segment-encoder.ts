// Frames in, packets out: the encoder of one worker, which begins anew with each segment.

import type { CoreFrameEncoder, CoreModule, CoreRecorderConfig } from '../core-module.js';
import { fromCore, fromTrap } from '../errors.js';
import { FilterEngine, type Size } from '../filters/filter-engine.js';
import { type Loaded, type WasmSource, loadCore } from '../load-wasm.js';
import { checkEncoderOptions } from '../encoder-options.js';
import type { EncoderConfig, WasmSources } from '../worker-protocol.js';

type Bytes = Uint8Array<ArrayBuffer>;

/** `alpha` has no bytes where the film has no alpha channel. */
export type SegmentPacket = { data: Bytes; alpha: Bytes; keyFrame: boolean };

export class SegmentEncoder {
  /** The film's size, which the filter gives. */
  readonly film: Size;
  readonly #core: CoreModule;
  readonly #giveBack: () => void;
  readonly #size: Size;
  readonly #filterWasm: WasmSource;
  /** Whether what is transparent shows over black. */
  readonly #opaque: boolean;
  readonly #encoder: CoreFrameEncoder;
  #engine: FilterEngine | null;
  /** Whether pictures go through the engine. */
  #filtering: boolean;
  #trapped = false;

  /** @throws as WebmEncoder.create */
  static async create(given: EncoderConfig, wasm: WasmSources): Promise<SegmentEncoder> {
    const { filter, ...options } = given;
    const config = checkEncoderOptions(options);
    const [loaded, engine] = await Promise.all([
      loadCore(config.codec, wasm.codec),
      filter ? FilterEngine.load(wasm.filters) : null,
    ]);
    engine?.setChain(filter, config);
    return new SegmentEncoder(loaded, config, wasm.filters, engine);
  }

  private constructor(
    { core, giveBack }: Loaded<CoreModule>,
    config: CoreRecorderConfig,
    filterWasm: WasmSource,
    engine: FilterEngine | null,
  ) {
    const { width, height } = config;
    this.film = engine?.targetSize ?? { width, height };
    this.#core = core;
    this.#giveBack = giveBack;
    this.#size = { width, height };
    this.#filterWasm = filterWasm;
    this.#opaque = config.channel === 'color';
    this.#engine = engine;
    this.#filtering = engine !== null;
    this.#encoder = this.#guard(() => core.createFrameEncoder({ ...config, ...this.film }));
  }

  /** The next frame is the first of a segment. `continues`: not of the film. @throws RecorderError */
  begin(continues: boolean): void {
    this.#guard(() => this.#encoder.restart(continues));
  }

  /** The place for a picture's pixels. Ask anew for each. */
  slot(): Bytes {
    if (this.#filtering && this.#engine) return this.#engine.slot();
    return this.#guard(() => this.#encoder.frameSlot()) as Bytes;
  }

  /**
   * Encodes what stands in the slot. `frame`: its number in the film; times in milliseconds.
   * @throws RecorderError, after which the encoder is of no use until the next segment
   */
  encode(format: 'rgba' | 'bgra', frame: number, timestamp: number, duration: number): SegmentPacket {
    const encoder = this.#encoder;
    const order = this.#filtering && this.#engine ? this.#filter(this.#engine, format, frame) : format;
    this.#guard(() => encoder.encodeSlot(order, Math.round(timestamp * 1000), Math.round(duration * 1000)));
    // Copies: the views end with the next frame, and their memory cannot be handed over.
    return {
      data: encoder.data().slice() as Bytes,
      alpha: encoder.alpha().slice() as Bytes,
      keyFrame: encoder.wasKeyFrame(),
    };
  }

  /** For the frames that follow; the film keeps its size. @throws as WebmEncoder.setFilter */
  async setFilter(filter: string): Promise<void> {
    const { width, height } = this.#size;
    if (!filter && this.film.width === width && this.film.height === height) {
      this.#filtering = false;
      return;
    }
    const engine = (this.#engine ??= await FilterEngine.load(this.#filterWasm));
    engine.setChain(filter, this.#size, { target: this.film });
    this.#filtering = true;
  }

  /** Frees the memory. */
  close(): void {
    // After a trap the module's memory is in an unknown state; it goes with the module.
    if (this.#trapped) return;
    this.#engine?.close();
    this.#encoder.delete();
    this.#giveBack();
  }

  /** From the filters' memory to the encoder's. */
  #filter(engine: FilterEngine, format: 'rgba' | 'bgra', frame: number): 'rgba' {
    const pixels = engine.run(format, frame, this.#opaque);
    this.#guard(() => this.#encoder.frameSlot()).set(pixels);
    return 'rgba';
  }

  #guard<T>(call: () => T | null | false): T {
    let result: T | null | false;
    try {
      result = call();
    } catch (trap) {
      this.#trapped = true;
      throw fromTrap(trap);
    }
    if (result) return result;
    throw fromCore(this.#core.lastError());
  }
}
