// A video element whose pictures are drawn to a canvas.

import { type Size, newCanvas } from './source.js';

/** Pixels that a picture may be wide; wider ones are drawn smaller. */
const widest = 1920;

/** Pixels of sides in a film: even ones, which every player shows in full. */
const even = (length: number): number => Math.max(Math.round(length / 2) * 2, 2);

const fit = ({ videoWidth, videoHeight }: HTMLVideoElement): Size => {
  const scale = Math.min(1, widest / videoWidth);
  return { width: even(videoWidth * scale), height: even(videoHeight * scale) };
};

export type PlayingVideo = {
  readonly video: HTMLVideoElement;
  readonly canvas: HTMLCanvasElement;
  draw(): void;
  setMoving(moving: boolean): void;
};

/** Resolves at the event `wanted`. @throws the media element's error */
export const mediaEvent = (video: HTMLVideoElement, wanted: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const settle = new AbortController();
    const on = (type: string, act: () => void): void =>
      video.addEventListener(type, () => (settle.abort(), act()), { signal: settle.signal });
    on(wanted, resolve);
    on('error', () => reject(new Error(video.error?.message || 'this browser cannot play it')));
  });

/** `load` gives the element what to play. @throws Error when it cannot be played or has no picture */
export const playVideo = async (load: (video: HTMLVideoElement) => void): Promise<PlayingVideo> => {
  const video = Object.assign(document.createElement('video'), { muted: true, playsInline: true, loop: true });
  const loaded = mediaEvent(video, 'loadeddata');
  load(video);
  await loaded;
  if (video.videoWidth === 0) throw new Error('it has no picture');
  const canvas = newCanvas(fit(video));
  const context = canvas.getContext('2d', { alpha: false });
  if (!context) throw new Error('this browser has no 2D canvas');
  await video.play();
  return {
    video,
    canvas,
    draw: () => context.drawImage(video, 0, 0, canvas.width, canvas.height),
    setMoving: (moving) => void (moving ? video.play() : video.pause()),
  };
};
