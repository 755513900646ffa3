// What the page's controls say a recording shall be.

import { type CanvasRecorderOptions, type Filter, type VideoCodec, defaultBitrate } from 'kinora';
import { element } from '../page/elements.js';

const valueOf = (id: string): string => element(id, HTMLSelectElement).value;

/** Frames per second that the bitrate reckons with where there is no limit. */
const rateAsShown = 60;

/** The bitrate of the chosen quality, for a picture of this size. Bits per second. */
const bitrateOf = (canvas: HTMLCanvasElement, codec: VideoCodec, frameRate: number): number =>
  Math.round(defaultBitrate(codec, canvas.width, canvas.height, frameRate) * Number(valueOf('quality')));

/** `frameRate` undefined: as shown. */
export const settings = (
  canvas: HTMLCanvasElement,
  filter: Filter,
  frameRate: number | undefined,
): CanvasRecorderOptions => {
  const codec = valueOf('codec') as VideoCodec;
  return {
    codec,
    filter,
    frameRate,
    bitrate: bitrateOf(canvas, codec, frameRate ?? rateAsShown),
    effort: valueOf('effort') as NonNullable<CanvasRecorderOptions['effort']>,
    backend: valueOf('backend') as NonNullable<CanvasRecorderOptions['backend']>,
  };
};

const backends = {
  auto: { name: 'automatic', isThere: () => true },
  wasm: { name: 'WebAssembly', isThere: () => typeof WebAssembly === 'object' },
  webcodecs: { name: 'WebCodecs', isThere: () => typeof VideoEncoder === 'function' },
  mediarecorder: {
    name: 'MediaRecorder',
    isThere: () => typeof MediaRecorder === 'function' && MediaRecorder.isTypeSupported('video/webm'),
  },
} as const;

/** Offers the encoders; those that this browser lacks say so. */
export const showBackends = (): void => {
  const options = Object.entries(backends).map(([value, { name, isThere }]) => {
    const there = isThere();
    const option = new Option(there ? name : `${name} (not here)`, value);
    option.disabled = !there;
    return option;
  });
  element('backend', HTMLSelectElement).replaceChildren(...options);
};
