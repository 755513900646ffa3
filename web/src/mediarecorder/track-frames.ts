// The pictures of a video track, as they come.

import { type Fit, fitInto } from '../capture/fit.js';

type Picture = CanvasImageSource & { readonly width?: number };

export type TrackFrames = {
  /** Ends it. Nothing is called afterwards. */
  stop(): void;
};

type Receiver = {
  /** A picture of that size, valid during the call, shown at `time` (as performance.now()). */
  frame(picture: Picture, width: number, height: number, time: number): void;
  /** The track has ended. */
  ended(): void;
};

type Processor = { readonly readable: ReadableStream<VideoFrame> };
type ProcessorClass = new (init: { track: MediaStreamTrack }) => Processor;

/** Begins to read `track`. */
export const readTrack = (track: MediaStreamTrack, receiver: Receiver): TrackFrames => {
  const { MediaStreamTrackProcessor } = globalThis as { MediaStreamTrackProcessor?: ProcessorClass };
  return MediaStreamTrackProcessor
    ? byProcessor(new MediaStreamTrackProcessor({ track }), receiver)
    : byVideo(track, receiver);
};

const byProcessor = ({ readable }: Processor, receiver: Receiver): TrackFrames => {
  const reader = readable.getReader();
  let running = true;
  // The frames' own times are more regular than those at which they are read; what they count from is not said.
  let offset: number | null = null;
  const read = async (): Promise<void> => {
    const { value: frame, done } = await reader.read();
    if (done) return running ? receiver.ended() : undefined;
    const now = performance.now();
    const time = frame.timestamp / 1000;
    offset ??= now - time;
    // A source that began to count anew, or stood still.
    if (Math.abs(offset + time - now) > 1000) offset = now - time;
    if (running) receiver.frame(frame, frame.displayWidth, frame.displayHeight, offset + time);
    frame.close();
    return running ? read() : undefined;
  };
  read().catch(() => running && receiver.ended());
  return {
    stop: () => {
      running = false;
      reader.cancel().catch(() => {});
    },
  };
};

const byVideo = (track: MediaStreamTrack, receiver: Receiver): TrackFrames => {
  const video = document.createElement('video');
  Object.assign(video, { srcObject: new MediaStream([track]), muted: true, playsInline: true });
  let running = true;
  const take = (time: number): void => {
    if (!running) return;
    if (video.videoWidth > 0) receiver.frame(video, video.videoWidth, video.videoHeight, time);
    next();
  };
  const next = (): void => {
    if ('requestVideoFrameCallback' in video) video.requestVideoFrameCallback(take);
    else requestAnimationFrame(take);
  };
  const ended = (): void => {
    if (running) receiver.ended();
  };
  track.addEventListener('ended', ended);
  // A track that the page stops itself has no event of its own, but then there is nothing left to be shown.
  video.addEventListener('ended', ended);
  next();
  video.play().catch(() => {});
  return {
    stop: () => {
      running = false;
      track.removeEventListener('ended', ended);
      video.srcObject = null;
    },
  };
};

/** Draws a picture so that it lies whole in the canvas, over black. */
export const drawInto = (
  context: CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D,
  picture: CanvasImageSource,
  width: number,
  height: number,
  fit: Fit = 'contain',
): void => {
  const { canvas } = context;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(picture, ...fitInto(fit, { width, height }, canvas));
};
