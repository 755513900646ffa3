// kinora/mediarecorder: MediaRecorder's constructor and interface over this package, for applications that use it already.

import { invalidState, notSupported } from './errors.js';
import { NativeEngine } from './mediarecorder/native-engine.js';
import { type Engine, VideoEngine } from './mediarecorder/recording-engine.js';
import { isTypeSupported } from './mime-type.js';

/** As MediaRecorder's own options. */
export type MediaRecorderOptions = {
  /** `video/webm` with `vp8` or `vp9`; default: `video/webm;codecs=vp8`. With sound, what the browser supports. */
  mimeType?: string | undefined;
  /** Bits per second; default 2,500,000, or what `bitsPerSecond` leaves. */
  videoBitsPerSecond?: number | undefined;
  /** Bits per second of the sound; default 128,000. */
  audioBitsPerSecond?: number | undefined;
  /** Bits per second of both. */
  bitsPerSecond?: number | undefined;
  /** Milliseconds between key frames at most; default 5000. */
  videoKeyFrameIntervalDuration?: number | undefined;
};

/** A BlobEvent, or an event with its fields where there is no such class. */
export type DataEvent = Event & { readonly data: Blob; readonly timecode: number };

// Kept from before somebody puts this class in its place.
const Native = (globalThis as { MediaRecorder?: typeof globalThis.MediaRecorder }).MediaRecorder;

const dataEvent = (data: Blob, timecode: number): Event => {
  if (typeof BlobEvent !== 'function') return Object.assign(new Event('dataavailable'), { data, timecode });
  const event = new BlobEvent('dataavailable', { data, timecode });
  // Firefox's has none.
  return event.timecode === timecode ? event : Object.defineProperty(event, 'timecode', { value: timecode });
};

/**
 * Records a MediaStream as the browser's MediaRecorder does, so that `globalThis.MediaRecorder = MediaRecorder` works:
 * the same states, events, exceptions and order. A stream of one video track (of `canvas.captureStream()` or a camera)
 * is encoded by this package: its film seeks, and no frame is lost unseen. A stream with sound is recorded by the
 * browser's own MediaRecorder, and its film repaired into one that seeks, unless it is handed out in parts.
 */
export class MediaRecorder extends EventTarget {
  /** What is recorded. */
  readonly stream: MediaStream;
  /** Bits per second of the pictures. */
  readonly videoBitsPerSecond: number;
  /** Bits per second of the sound. */
  readonly audioBitsPerSecond: number;
  /** How the sound's bitrate is held. */
  readonly audioBitrateMode = 'variable';
  /** Called when the recording has begun. */
  onstart: ((event: Event) => void) | null = null;
  /** Called with the film, or with a part of it. */
  ondataavailable: ((event: DataEvent) => void) | null = null;
  /** Called after `pause()`. */
  onpause: ((event: Event) => void) | null = null;
  /** Called after `resume()`. */
  onresume: ((event: Event) => void) | null = null;
  /** Called when the recording is over and its last data was handed out. */
  onstop: ((event: Event) => void) | null = null;
  /** Called when the recording ends early; `event.error` says why. */
  onerror: ((event: Event) => void) | null = null;

  readonly #options: MediaRecorderOptions;
  #native: globalThis.MediaRecorder | null;
  #mimeType: string;
  #state: 'inactive' | 'recording' | 'paused' = 'inactive';
  #engine: Engine | null = null;

  /** Whether films of this type can be made, by this package or by the browser. '' is the default type. */
  static isTypeSupported(type: string): boolean {
    return type === '' || isTypeSupported(type) || Boolean(Native?.isTypeSupported(type));
  }

  /** @throws TypeError unless `stream` is a MediaStream; DOMException NotSupportedError for another `mimeType` */
  constructor(stream: MediaStream, options: MediaRecorderOptions = {}) {
    super();
    if (!(stream instanceof MediaStream)) throw new TypeError(`stream must be a MediaStream, got ${String(stream)}`);
    const { mimeType = '', bitsPerSecond } = options;
    this.stream = stream;
    this.#options = options;
    this.#mimeType = mimeType;
    // Ours are pictures alone.
    const ours = (mimeType === '' || isTypeSupported(mimeType)) && stream.getAudioTracks().length === 0;
    if (!ours && !(Native && (mimeType === '' || Native.isTypeSupported(mimeType)))) {
      throw notSupported(`mimeType ${JSON.stringify(mimeType)} is not supported here`);
    }
    this.#native = ours || !Native ? null : new Native(stream, options as globalThis.MediaRecorderOptions);
    const audio = options.audioBitsPerSecond ?? 128_000;
    this.audioBitsPerSecond = this.#native?.audioBitsPerSecond ?? audio;
    const video = options.videoBitsPerSecond ?? (bitsPerSecond ? bitsPerSecond - audio : 2_500_000);
    this.videoBitsPerSecond = this.#native?.videoBitsPerSecond ?? Math.min(Math.max(video || 0, 1000), 1e9);
    for (const type of ['start', 'dataavailable', 'pause', 'resume', 'stop', 'error'] as const) {
      this.addEventListener(type, (event) => (this[`on${type}`] as ((event: Event) => void) | null)?.call(this, event));
    }
  }

  /** The film's type; '' before the start where none was asked for. */
  get mimeType(): string {
    return this.#native?.mimeType ?? this.#mimeType;
  }

  /** Changes when a method is called; the event comes later. */
  get state(): 'inactive' | 'recording' | 'paused' {
    return this.#state;
  }

  /**
   * Begins; the `start` event follows. `timeslice`: milliseconds in each part that a `dataavailable` event brings; all
   * parts together are a film that plays while it comes. Without it there is one event, with a film that seeks.
   * @throws DOMException InvalidStateError unless inactive; NotSupportedError for a stream whose tracks have ended, or
   * with more than one video track
   */
  start(timeslice?: number): void {
    if (this.#state !== 'inactive') throw invalidState(`start() cannot be called: the recorder is ${this.#state}`);
    const live = this.stream.getTracks().filter(({ readyState }) => readyState === 'live');
    if (live.length === 0) throw notSupported('start() needs a stream with a track that has not ended');
    const slice = timeslice === undefined ? undefined : Math.max(Math.trunc(timeslice) || 0, 1);
    const engine = this.#open(live, slice);
    this.#engine = engine;
    this.#state = 'recording';
  }

  /** Ends the recording: `dataavailable` and `stop` follow. Inactive, does nothing. */
  stop(): void {
    if (this.#state === 'inactive') return;
    this.#state = 'inactive';
    this.#engine?.stop();
  }

  /** No pictures, and no time in the film, until `resume()`. @throws DOMException InvalidStateError when inactive */
  pause(): void {
    this.#change('pause', 'paused');
  }

  /** Goes on. @throws DOMException InvalidStateError when inactive */
  resume(): void {
    this.#change('resume', 'recording');
  }

  /** Asks for a `dataavailable` event with what there is. @throws DOMException InvalidStateError when inactive */
  requestData(): void {
    if (this.#state === 'inactive') throw invalidState('requestData() cannot be called: the recorder is inactive');
    this.#engine?.requestData();
  }

  #change(method: 'pause' | 'resume', state: 'paused' | 'recording'): void {
    if (this.#state === 'inactive') throw invalidState(`${method}() cannot be called: the recorder is inactive`);
    if (this.#state === state) return;
    this.#state = state;
    this.#engine?.[method]();
    queueMicrotask(() => this.dispatchEvent(new Event(method)));
  }

  #open(live: MediaStreamTrack[], timeslice: number | undefined): Engine {
    const events = {
      started: () => void this.dispatchEvent(new Event('start')),
      data: (data: Blob, timecode: number) => void this.dispatchEvent(dataEvent(data, timecode)),
      failed: (error: Error) => this.#fail(error),
      stopped: () => void this.dispatchEvent(new Event('stop')),
      trackEnded: () => this.stop(),
      tracksChanged: () => {
        if (this.#state === 'inactive') return;
        const message = 'tracks were added to the stream or removed from it while it was recorded';
        this.#fail(new DOMException(message, 'InvalidModificationError'));
        this.#engine?.stop();
      },
    };
    if (this.#native && Native) {
      // Each has listeners of its own, and may still have data to hand out.
      if (this.#engine) this.#native = new Native(this.stream, this.#options as globalThis.MediaRecorderOptions);
      return new NativeEngine(this.#native, timeslice, events);
    }
    const [track, ...others] = live;
    if (others.length > 0 || track?.kind !== 'video') throw notSupported('start() needs a stream with one video track');
    const codec = /vp0?9/.test(this.#mimeType) ? 'vp9' : 'vp8';
    if (!/codecs/.test(this.#mimeType)) this.#mimeType = `video/webm;codecs=${codec}`;
    const interval = this.#options.videoKeyFrameIntervalDuration;
    const keyFrameInterval = interval === undefined ? undefined : Math.min(interval / 1000, 3600);
    return new VideoEngine(
      this.stream,
      track,
      { codec, bitrate: this.videoBitsPerSecond, keyFrameInterval, timeslice },
      events,
    );
  }

  #fail(error: Error): void {
    this.#state = 'inactive';
    const event =
      typeof ErrorEvent === 'function'
        ? new ErrorEvent('error', { error, message: error.message })
        : Object.assign(new Event('error'), { error });
    this.dispatchEvent(event);
  }
}
