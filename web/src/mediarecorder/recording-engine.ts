// What records behind the MediaRecorder of this package.

import { CanvasRecorder } from '../recorder.js';
import { type TrackFrames, drawInto, readTrack } from './track-frames.js';

export type EngineEvents = {
  started(): void;
  data(data: Blob, timecode: number): void;
  /** The recording goes on to its end by itself. */
  failed(error: Error): void;
  /** After the last data. */
  stopped(): void;
  /** The tracks have ended, or others were added or removed: it is for the receiver to stop. */
  trackEnded(): void;
  tracksChanged(): void;
};

export type Engine = {
  pause(): void;
  resume(): void;
  requestData(): void;
  /** Ends it: `data` and `stopped` follow. */
  stop(): void;
};

export type EngineSettings = {
  codec: 'vp8' | 'vp9';
  bitrate: number;
  /** Seconds; undefined for the default. */
  keyFrameInterval: number | undefined;
  /** Milliseconds; undefined for none. */
  timeslice: number | undefined;
};

/** A stream with one video track and nothing else, encoded by this package. */
export class VideoEngine implements Engine {
  readonly #stream: MediaStream;
  readonly #tracks: MediaStreamTrack[];
  readonly #settings: EngineSettings;
  readonly #events: EngineEvents;
  readonly #frames: TrackFrames;
  #recorder: CanvasRecorder | null = null;
  #drawn = false;
  #context: OffscreenCanvasRenderingContext2D | CanvasRenderingContext2D | null = null;
  #starting: Promise<void> = Promise.resolve();
  #paused = false;
  #stopped = false;

  constructor(stream: MediaStream, track: MediaStreamTrack, settings: EngineSettings, events: EngineEvents) {
    this.#stream = stream;
    this.#tracks = stream.getTracks();
    this.#settings = settings;
    this.#events = events;
    this.#frames = readTrack(track, {
      frame: (picture, width, height, time) => this.#frame(picture, width, height, time),
      ended: () => events.trackEnded(),
    });
    // With the size known, the encoder can come up before the first picture does.
    const { width = 0, height = 0 } = track.getSettings();
    if (width > 0 && height > 0) this.#context = this.#begin(width, height);
    this.#starting.then(
      () => events.started(),
      () => {},
    );
  }

  pause(): void {
    this.#paused = true;
    this.#whenStarted((recorder) => recorder.pause());
  }

  resume(): void {
    this.#paused = false;
    this.#whenStarted((recorder) => recorder.resume());
  }

  requestData(): void {
    if (this.#recorder) this.#whenStarted((recorder) => recorder.requestData());
    else queueMicrotask(() => this.#events.data(new Blob(), 0));
  }

  stop(): void {
    this.#stopped = true;
    this.#frames.stop();
    if (this.#recorder) return this.#whenStarted((recorder) => void recorder.stop());
    // There never was a picture.
    queueMicrotask(() => {
      this.#events.data(new Blob(), 0);
      this.#events.stopped();
    });
  }

  #frame(picture: CanvasImageSource, width: number, height: number, time: number): void {
    const tracks = this.#stream.getTracks();
    if (tracks.length !== this.#tracks.length || tracks.some((track) => !this.#tracks.includes(track))) {
      return this.#events.tracksChanged();
    }
    if (this.#paused) return;
    this.#context ??= this.#begin(width, height);
    drawInto(this.#context, picture, width, height);
    this.#drawn = true;
    if (this.#recorder?.state === 'recording') this.#recorder.requestFrame(time);
  }

  /** The film has the size of the first picture; others are fitted into it. */
  #begin(width: number, height: number): OffscreenCanvasRenderingContext2D | CanvasRenderingContext2D {
    const canvas =
      typeof OffscreenCanvas === 'function'
        ? new OffscreenCanvas(width, height)
        : Object.assign(document.createElement('canvas'), { width, height });
    const context = canvas.getContext('2d', { alpha: false }) as OffscreenCanvasRenderingContext2D;
    const { codec, bitrate, keyFrameInterval, timeslice } = this.#settings;
    const recorder = new CanvasRecorder(canvas, { codec, bitrate, keyFrameInterval, frameRate: 0, backend: 'wasm' });
    this.#recorder = recorder;
    recorder.addEventListener('dataavailable', ({ data, timecode }) => this.#events.data(data, timecode));
    recorder.addEventListener('stop', () => this.#events.stopped());
    recorder.addEventListener('error', ({ error }) => {
      this.#frames.stop();
      this.#events.failed(error);
    });
    this.#starting = recorder.start(timeslice).then(
      () => {
        // What was drawn while the encoder came up.
        if (this.#drawn) recorder.requestFrame();
      },
      (error: Error) => {
        this.#frames.stop();
        this.#events.failed(error);
        this.#events.data(new Blob(), 0);
        this.#events.stopped();
        throw error;
      },
    );
    this.#starting.catch(() => {});
    return context;
  }

  /** In the order of the calls. */
  #whenStarted(call: (recorder: CanvasRecorder) => void): void {
    this.#starting = this.#starting.then(() => {
      const recorder = this.#recorder;
      if (recorder && (this.#stopped || recorder.state !== 'inactive')) call(recorder);
    });
    this.#starting.catch(() => {});
  }
}
