// What the page's controls say a recording shall be.

import { CanvasRecorder, type CanvasRecorderOptions, type Filter, type VideoCodec, defaultBitrate } from 'kinora';
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
    ...({ backend: valueOf('backend') } as object),
  };
};

const backends = {
  auto: 'automatic',
  wasm: 'WebAssembly',
  webcodecs: 'WebCodecs',
  mediarecorder: 'MediaRecorder',
} as const;

/** Offers the encoders that this version has; the others say so. */
export const showBackends = (): void => {
  const probe = document.createElement('canvas');
  const isThere = (backend: string): boolean => {
    try {
      return Boolean(new CanvasRecorder(probe, { backend } as CanvasRecorderOptions));
    } catch {
      return false;
    }
  };
  const options = Object.entries(backends).map(([value, name]) => {
    const there = isThere(value);
    const option = new Option(there ? name : `${name} (not here)`, value);
    option.disabled = !there;
    return option;
  });
  element('backend', HTMLSelectElement).replaceChildren(...options);
};
