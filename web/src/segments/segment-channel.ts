// The way to several encoders, which share a film: each encodes segments of it that depend on nothing before them, and
// this side joins the packets in order. To EncoderClient it is one encoder.

import { PacketWriter } from '../backends/packet-writer.js';
import type { EncoderChannel, OpenChannel, Receiver } from '../encoder-channel.js';
import { RecorderError, asError, toMessage } from '../errors.js';
import { compile } from '../load-wasm.js';
import type { WorkerOption } from '../options.js';
import { type EncoderConfig, type FromWorker, type ToWorker, type WasmSources, release } from '../worker-protocol.js';
import { FrameCopies } from './frame-copies.js';
import { type SegmentPlan, planOf } from './plan.js';
import { takeWorker } from '../worker-pool.js';
import { withThreads } from './node-worker.js';

type Packet = FromWorker & { type: 'packet' };
type Frame = { number: number; timestamp: number; duration: number };
type Opened = FromWorker & { type: 'opened' };

/** One of the workers, and the frames that it has not answered, in order. */
type Hand = { worker: EncoderChannel; pending: Frame[]; opened: Opened | null };

/** Of the last film, as long as one of its workers waits for the next: their memory is not fresh. */
const keptCopies = new WeakMap<EncoderChannel, FrameCopies>();

export class SegmentChannel implements EncoderChannel {
  readonly #openChannel: OpenChannel;
  readonly #worker: WorkerOption | undefined;
  readonly #receiver: Receiver;
  #plan: SegmentPlan | null = null;
  #hands: Hand[] = [];
  /** Who encodes the segment that frames are given to. */
  #current: Hand | null = null;
  #writer: PacketWriter | null = null;
  #copies: FrameCopies | null = null;
  /** Messages that wait for the copy of a frame, their own or one before them. */
  #queued = 0;
  #queue: Promise<void> = Promise.resolve();
  /** Packets that came before those in front of them, by their frames' numbers. */
  #early = new Map<number, Packet & { frame: Frame }>();
  /** Frames given, and frames in the file. */
  #given = 0;
  #written = 0;
  /** The first frame that will not come; the file ends before it. */
  #limit = Infinity;
  #finish: (ToWorker & { type: 'finish' }) | null = null;
  #state: 'opening' | 'open' | 'finished' | 'closed' = 'opening';

  /** `open`: what starts a worker, or what stands for one. */
  constructor(open: OpenChannel, worker: WorkerOption | undefined, receiver: Receiver) {
    this.#openChannel = withThreads(open);
    this.#worker = worker;
    this.#receiver = receiver;
  }

  post(message: ToWorker, transfer: Transferable[]): void {
    // Begun now, before the page draws on. What comes after it keeps its place.
    const copying = message.type === 'frame' ? this.#copies?.copy(message.picture) : undefined;
    if (!copying && this.#queued === 0) return this.#take(message, transfer);
    this.#queued++;
    this.#queue = this.#queue.then(() => this.#takeLater(message, transfer, copying));
  }

  async #takeLater(
    message: ToWorker,
    transfer: Transferable[],
    copying: ReturnType<FrameCopies['copy']>,
  ): Promise<void> {
    const copy = await copying;
    this.#queued--;
    try {
      if (copy && message.type === 'frame') {
        release(message.picture);
        this.#take({ ...message, ...copy }, [copy.picture.buffer]);
      } else this.#take(message, transfer);
    } catch (thrown) {
      const error = toMessage(asError(thrown, 'capture-failed', 'the frame could not be sent'));
      this.#end(this.#given, { type: 'failed', step: 'frame', error });
    }
    this.#receiver.receive({ type: 'room' });
  }

  lend(): ArrayBuffer | undefined {
    return this.#copies?.lend();
  }

  #take(message: ToWorker, transfer: Transferable[]): void {
    if (message.type === 'frame') this.#give(message, transfer);
    else if (message.type === 'filter') for (const { worker } of this.#hands) worker.post(message, []);
    else if (message.type === 'open') void this.#open(message);
    else if (message.type === 'finish') {
      this.#finish = message;
      this.#finishIfDone();
    }
  }

  isFull(): boolean {
    if (!this.#plan || this.#limit < Infinity) return false;
    if (this.#queued > 0) return true;
    const { length, pendingLimit, segmentLimit } = this.#plan;
    const pending = this.#hands.reduce((sum, hand) => sum + hand.pending.length, 0);
    const segments = Math.floor(this.#given / length) - Math.floor(this.#written / length);
    return pending >= pendingLimit || segments >= segmentLimit;
  }

  watch(): void {
    for (const { worker } of this.#hands) worker.watch();
  }

  close(done: boolean): void {
    this.#state = 'closed';
    const hands = this.#hands.splice(0);
    if (done && this.#copies) {
      this.#copies.trim();
      // The last is the first to be taken again.
      keptCopies.set(hands.at(-1)!.worker, this.#copies);
    }
    for (const { worker } of hands) worker.close(done);
    this.#early.clear();
    this.#writer?.close();
  }

  async #open(message: ToWorker & { type: 'open' }): Promise<void> {
    const { config } = message;
    try {
      this.#plan = planOf(config);
      const wasm = await shareCode(config, message.wasm);
      this.#writer = await PacketWriter.load(config.codec ?? 'vp8', wasm.codec, (bytes, position) =>
        this.#receiver.receive({ type: 'data', bytes, position }),
      );
      if (this.#isClosed()) return this.#writer.close();
      for (let count = 0; count < this.#plan.workers; count++) {
        const hand: Hand = { worker: null as unknown as EncoderChannel, pending: [], opened: null };
        hand.worker = takeWorker(this.#openChannel, this.#worker, {
          receive: (answer) => this.#receive(hand, answer, config),
          lost: (reason) => this.#lose(hand, reason),
        });
        this.#hands.push(hand);
        hand.worker.post({ ...message, wasm }, []);
      }
      // With alpha, frames' own bytes are of no use.
      if (config.channel !== 'both') this.#copies = this.#takeCopies(config);
    } catch (thrown) {
      this.#refuse(asError(thrown, 'worker-start', 'a worker could not be started'));
    }
  }

  #takeCopies({ width, height }: EncoderConfig): FrameCopies {
    const [{ worker }] = this.#hands as [Hand];
    const kept = keptCopies.get(worker);
    keptCopies.delete(worker);
    return kept?.fits(width, height) ? kept : new FrameCopies(width, height);
  }

  #refuse(error: Error): void {
    if (!this.#isClosed()) this.#receiver.receive({ type: 'failed', step: 'open', error: toMessage(error) });
  }

  #give(message: ToWorker & { type: 'frame' }, transfer: Transferable[]): void {
    if (!this.#plan || this.#limit < Infinity || this.#isClosed()) return release(message.picture);
    const { picture, timestamp, duration = 0 } = message;
    const lent = message.lent ?? (this.#copies?.hasLent(picture) ? 'rgba' : undefined);
    const number = this.#given;
    const segment = Math.floor(number / this.#plan.length);
    if (number % this.#plan.length === 0) this.#current = this.#leastBusy();
    const hand = this.#current!;
    hand.worker.post({ ...message, lent, place: { segment, frame: number } }, transfer);
    this.#given++;
    hand.pending.push({ number, timestamp, duration });
  }

  #leastBusy(): Hand {
    return this.#hands.reduce((least, hand) => (hand.pending.length < least.pending.length ? hand : least));
  }

  #receive(hand: Hand, message: FromWorker, config: EncoderConfig): void {
    if (message.type === 'packet') {
      if (message.lent) this.#copies?.giveBack(message.lent);
      const frame = hand.pending.shift();
      if (!frame) return;
      this.#early.set(frame.number, { ...message, frame });
      this.#join();
      this.#receiver.receive({ type: 'room' });
    } else if (message.type === 'opened') {
      hand.opened = message;
      if (this.#state === 'opening') this.#begin(config);
    } else if (message.type === 'failed') {
      const { step } = message;
      if (step === 'frame') this.#fail(hand, message);
      // All have read the same text, and refuse it for the same reason.
      else if (step !== 'filter' || hand === this.#hands[0]) this.#receiver.receive(message);
    }
  }

  /** Once all are there: the header, and the first frame may come. */
  #begin(config: EncoderConfig): void {
    const { codec = 'vp8', layout = 'file', colorSpace = 'bt601', channel, constantFrameRate, frameRate = 0 } = config;
    const opened = this.#hands.flatMap((hand) => hand.opened ?? []);
    const [first] = opened;
    if (!first?.film || opened.length < this.#plan!.workers) return;
    try {
      this.#writer!.begin({
        ...{ codec, layout, colorSpace, ...first.film },
        alpha: channel === 'both',
        audioChannels: 0,
        constantFrameRate: constantFrameRate ? frameRate : 0,
      });
    } catch (thrown) {
      return this.#refuse(asError(thrown, 'writer-failed', 'the header could not be written'));
    }
    this.#state = 'open';
    this.#receiver.receive({ ...first, drawing: opened.every(({ drawing }) => drawing) });
  }

  /** Writes what has its turn. */
  #join(): void {
    try {
      while (this.#written < this.#limit) {
        const packet = this.#early.get(this.#written);
        if (!packet) break;
        const { data, alpha, keyFrame, encodeMs, frame } = packet;
        const at = Math.round(frame.timestamp * 1000);
        const bytes = { byteLength: data.length, copyTo: (target: Uint8Array) => target.set(data) };
        this.#writer!.write(bytes, at, Math.round(frame.duration * 1000), keyFrame, alpha);
        this.#early.delete(frame.number);
        this.#written++;
        this.#receiver.receive({ type: 'encoded', timestamp: frame.timestamp, encodeMs, reduction: 0 });
      }
    } catch (thrown) {
      const error = toMessage(asError(thrown, 'writer-failed', 'a packet could not be written'));
      this.#end(this.#written, { type: 'failed', step: 'frame', error });
    }
    this.#finishIfDone();
  }

  #lose(hand: Hand, reason: string): void {
    if (this.#state === 'opening') return this.#receiver.lost(reason);
    const error = new RecorderError('worker-lost', `a worker was lost: ${reason}`, { field: 'worker' });
    this.#fail(hand, { type: 'failed', step: 'frame', error: toMessage(error) });
  }

  /** What the hand had before is in the file, or will be; what others have of the film before that, too. */
  #fail(hand: Hand, message: FromWorker & { type: 'failed' }): void {
    const [next] = hand.pending.splice(0);
    this.#end(next?.number ?? this.#given, message);
  }

  #end(limit: number, message: FromWorker & { type: 'failed' }): void {
    const first = this.#limit === Infinity;
    this.#limit = Math.min(this.#limit, limit);
    if (first) this.#receiver.receive(message);
    this.#finishIfDone();
  }

  #finishIfDone(): void {
    if (!this.#finish || this.#state !== 'open' || this.#written < Math.min(this.#given, this.#limit)) return;
    this.#state = 'finished';
    const { end } = this.#finish;
    try {
      this.#writer!.finish(end === undefined ? undefined : Math.round(end * 1000));
      this.#receiver.receive({ type: 'finished' });
    } catch (thrown) {
      this.#limit = this.#written;
      const error = toMessage(asError(thrown, 'writer-failed', 'the file could not be finished'));
      this.#receiver.receive({ type: 'failed', step: 'finish', error });
    }
  }

  #isClosed(): boolean {
    return this.#state === 'closed';
  }
}

/** Code that is compiled once, and shared by all threads with what the engine has optimised of it. */
const shareCode = async ({ codec = 'vp8', filter }: EncoderConfig, wasm: WasmSources): Promise<WasmSources> => {
  const [code, filters] = await Promise.all([
    compile(codec, wasm.codec),
    filter ? compile('filters', wasm.filters) : wasm.filters,
  ]);
  return { codec: code, filters };
};
