// A live preview of a filter: what a canvas shows, filtered, drawn to another canvas.

import { AnimationTicker } from '../capture/animation-ticker.js';
import { DrawingWatch } from '../capture/drawing-watch.js';
import { type Canvas, FrameSource } from '../capture/frame-source.js';
import { otherView } from '../capture/view.js';
import { checkCanvas, checkNumber, checkOptions } from '../check.js';
import { type WorkerChannel, openChannel } from '../encoder-channel.js';
import { RecorderError, asError, fromMessage, invalidState, notSupported } from '../errors.js';
import { type FilterInput, filterText } from '../filter-text.js';
import { type WasmOption, type WasmSource, checkWasm, toSource } from '../load-wasm.js';
import { type WorkerOption, checkWorker } from '../options.js';
import { type FromWorker, type Picture, release, transferOf } from '../worker-protocol.js';
import type { Pixels } from './filter-engine.js';
import { FilterSyntaxError } from './syntax-error.js';

/** Of FilterPreview; all may be left out. */
export type FilterPreviewOptions = {
  /** What is done to the picture; default: nothing. */
  filter?: FilterInput | undefined;
  /** Frames per second at most, above 0 to 1000; default: each animation frame that the filter keeps up with. */
  frameRate?: number | undefined;
  /** As CanvasRecorderOptions.worker: the preview has a worker of its own. */
  worker?: WorkerOption | undefined;
  /** Where `kinora-filters.wasm` is; default: beside this script. */
  wasm?: WasmOption | undefined;
};

/**
 * Draws `source`, filtered in a worker, to `target`, which gets the size of the result. Frames that come while one is
 * under way are left out.
 *
 * Event: `error`, with `error` and `message`: a FilterSyntaxError or RangeError of the filter, after which the preview
 * stands still until another filter is set; anything else ends it.
 */
export class FilterPreview extends EventTarget {
  readonly source: Canvas;
  readonly target: HTMLCanvasElement;
  readonly #context: CanvasRenderingContext2D;
  readonly #options: FilterPreviewOptions;
  readonly #watch: DrawingWatch;
  #text: string;
  #filter: FilterInput;
  #running: { ticker: AnimationTicker; channel: WorkerChannel; frames: FrameSource; wasm: WasmSource } | null = null;
  #starting = false;
  #busy = false;
  /** The filter of the picture under way, and the last one that had a fault. */
  #sent = '';
  #refused: string | null = null;
  #frame = 0;

  /** @throws TypeError or RangeError naming the option; DOMException NotSupportedError if `target` has no 2D context */
  constructor(source: Canvas, target: HTMLCanvasElement, options?: FilterPreviewOptions) {
    super();
    checkCanvas('source', source);
    checkCanvas('target', target);
    if (source === target) throw new TypeError('target must be another canvas than source');
    this.source = source;
    this.target = target;
    this.#options = checkOptions('options', options);
    checkNumber('options.frameRate', this.#options.frameRate, 0.001, 1000, 0);
    checkWorker(this.#options.worker);
    checkWasm(this.#options.wasm);
    this.#text = filterText('options.filter', this.#options.filter);
    this.#filter = this.#options.filter ?? null;
    this.#watch = new DrawingWatch(source);
    const context = target.getContext('2d');
    if (!context) throw notSupported('target must be a canvas without a context or with a 2D context');
    this.#context = context;
  }

  /** Takes effect with the next frame. @throws TypeError for what is no filter */
  get filter(): FilterInput {
    return this.#filter;
  }

  set filter(filter: FilterInput) {
    this.#text = filterText('filter', filter);
    this.#filter = filter;
  }

  /** Frames shown so far. */
  get frameCount(): number {
    return this.#frame;
  }

  /**
   * @throws DOMException InvalidStateError when it runs already, SecurityError for a tainted canvas; RecorderError
   * `worker-start`
   */
  async start(): Promise<void> {
    if (this.#running || this.#starting) throw invalidState('start() cannot be called: the preview is running');
    this.#starting = true;
    try {
      const wasm = await toSource(checkWasm(this.#options.wasm));
      const frames = new FrameSource(this.source);
      await frames.settle();
      if (!this.#starting) return; // stopped meanwhile
      const channel = openChannel(this.#options.worker, {
        receive: (message) => this.#receive(message),
        lost: (reason) => this.#fail(new RecorderError('worker-lost', `the worker was lost: ${reason}`)),
      });
      const ticker = new AnimationTicker(
        this.#options.frameRate,
        () => this.#watch.look(),
        () => this.#tick(),
        () => otherView(this.source),
      );
      this.#running = { ticker, channel, frames, wasm };
      this.#busy = false;
      this.#watch.start();
      ticker.start();
    } finally {
      this.#starting = false;
    }
  }

  /** Ends the worker. `target` keeps the last picture. May be called at any time. */
  stop(): void {
    this.#starting = false;
    this.#running?.ticker.stop();
    this.#running?.channel.close();
    this.#running = null;
    this.#watch.stop();
  }

  async #tick(): Promise<void> {
    const running = this.#running;
    const { width, height } = this.source;
    // One that was refused is not tried again.
    if (!running || this.#busy || !width || !height || this.#text === this.#refused) return;
    this.#busy = true;
    let picture: Picture | null = null;
    try {
      if (!running.frames.fits()) running.frames = new FrameSource(this.source);
      picture = (await running.frames.grab(performance.now())) as Picture;
      if (this.#running !== running) return release(picture);
      const filter = (this.#sent = this.#text);
      const frame = this.#frame;
      running.channel.post(
        { type: 'preview', picture, width, height, filter, frame, wasm: running.wasm },
        transferOf(picture),
      );
    } catch (thrown) {
      if (picture) release(picture);
      this.#fail(asError(thrown, 'capture-failed', 'the canvas could not be read'));
    }
  }

  #receive(message: FromWorker): void {
    this.#busy = false;
    if (message.type === 'previewed') this.#show(message.pixels);
    else if (message.type === 'failed') this.#fail(fromMessage(message.error));
  }

  #show({ width, height, data }: Pixels): void {
    this.#refused = null;
    if (this.target.width !== width || this.target.height !== height) Object.assign(this.target, { width, height });
    this.#context.putImageData(new ImageData(data, width, height), 0, 0);
    this.#frame++;
    this.dispatchEvent(new Event('frame'));
  }

  #fail(error: Error): void {
    if (error instanceof FilterSyntaxError || error instanceof RangeError) this.#refused = this.#sent;
    else this.stop();
    this.dispatchEvent(Object.assign(new Event('error'), { error, message: error.message }));
  }
}
