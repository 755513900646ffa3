// The sound of a recording. The browser's MediaRecorder, which every browser with Web Audio has, makes Opus of a track;
// its packets go into our file beside the pictures.

import { RecorderError, messageOf, notSupported } from '../errors.js';
import { type AudioOption, type OpenTrack, openTrack } from './audio-track.js';
import { OpusPackets } from './opus-packets.js';

const mimeType = 'audio/webm;codecs=opus';

/** Milliseconds between the pieces that come. The pictures wait so long for the sound beside them. */
const pieceLength = 100;

export type SoundEvents = {
  /** `timestamp`: milliseconds of sound before it. */
  packet(packet: Uint8Array<ArrayBuffer>, timestamp: number): void;
  failed(error: Error): void;
};

export class Sound {
  readonly #open: OpenTrack;
  /** Bits per second. */
  readonly bitrate: number;
  readonly #events: SoundEvents;
  #recorder: MediaRecorder | null = null;
  /** Pieces are read one after the other. */
  #reading: Promise<void> = Promise.resolve();

  /** @throws DOMException NotSupportedError for what has no sound that goes on */
  constructor(audio: AudioOption, bitrate: number, events: SoundEvents) {
    this.bitrate = bitrate;
    this.#events = events;
    this.#open = openTrack(audio);
  }

  get track(): MediaStreamTrack {
    return this.#open.track;
  }

  get channels(): 1 | 2 {
    return this.#open.track.getSettings().channelCount === 1 ? 1 : 2;
  }

  /** @throws DOMException NotSupportedError where the browser makes no Opus */
  prepare(): void {
    if (typeof MediaRecorder !== 'function' || !MediaRecorder.isTypeSupported(mimeType)) {
      throw notSupported(`options.audio needs a browser whose MediaRecorder supports ${mimeType}`);
    }
    const stream = new MediaStream([this.#open.track]);
    const recorder = new MediaRecorder(stream, { mimeType, audioBitsPerSecond: this.bitrate });
    const packets = new OpusPackets((packet, timestamp) => this.#events.packet(packet, timestamp));
    recorder.ondataavailable = ({ data }) => {
      this.#reading = this.#reading.then(async () => {
        try {
          packets.push(new Uint8Array(await data.arrayBuffer()));
        } catch (thrown) {
          this.#fail(thrown);
        }
      });
    };
    recorder.onerror = (event) => this.#fail((event as Event & { error?: unknown }).error);
    this.#recorder = recorder;
  }

  start(): void {
    this.#recorder?.start(pieceLength);
  }

  pause(): void {
    if (this.#recorder?.state === 'recording') this.#recorder.pause();
  }

  resume(): void {
    if (this.#recorder?.state === 'paused') this.#recorder.resume();
  }

  /** Resolves when the last packet is handed out. */
  async stop(): Promise<void> {
    const recorder = this.#recorder;
    // One whose track has ended stops by itself.
    if (recorder && recorder.state !== 'inactive') {
      await new Promise((resolve) => {
        recorder.onstop = resolve;
        recorder.stop();
      });
    }
    await this.#reading;
    this.close();
  }

  close(): void {
    const recorder = this.#recorder;
    this.#recorder = null;
    if (recorder) {
      recorder.ondataavailable = recorder.onerror = null;
      if (recorder.state !== 'inactive') recorder.stop();
    }
    this.#open.release();
  }

  #fail(thrown: unknown): void {
    if (!this.#recorder) return;
    const message = `the sound could not be recorded: ${messageOf(thrown)}`;
    this.#events.failed(
      thrown instanceof RecorderError
        ? thrown
        : new RecorderError('audio-failed', message, { field: 'audio', cause: thrown }),
    );
  }
}
