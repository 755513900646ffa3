// The encoder's thread: takes the browser's encoder when it is asked for, or when ours is too slow for the film.

import { messageOf } from '../errors.js';
import { WebmEncoder } from '../webm-encoder.js';
import type { EncoderConfig, WasmSources } from '../worker-protocol.js';
import { type RecorderBackend, asAsked } from './backend.js';
import { WebCodecsEncoder, type WebCodecsEvents } from './webcodecs-encoder.js';

export type EncoderChoice = {
  /** null for ours. */
  encoder: WebCodecsEncoder | null;
  backend: RecorderBackend;
  /** Milliseconds that ours takes for a frame; undefined where that was not asked. */
  frameMs?: number;
};

/** @throws as WebmEncoder.create and WebCodecsEncoder.create */
export const chooseEncoder = async (
  config: EncoderConfig,
  wasm: WasmSources,
  events: WebCodecsEvents,
): Promise<EncoderChoice> => {
  if (config.backend === 'webcodecs') {
    const encoder = await WebCodecsEncoder.create(config, wasm, events);
    return { encoder, backend: { name: 'webcodecs', reason: asAsked } };
  }
  const frameMs = config.frameMs ?? (await measure(config, wasm));
  const { width, height, frameRate = 30 } = config;
  const interval = 1000 / frameRate;
  const found = `a frame of ${width}x${height} takes ${frameMs.toFixed(1)} of the ${interval.toFixed(1)} ms there are`;
  if (frameMs <= interval)
    return { encoder: null, backend: { name: 'wasm', reason: `fast enough: ${found}` }, frameMs };
  try {
    const encoder = await WebCodecsEncoder.create(config, wasm, events);
    return { encoder, backend: { name: 'webcodecs', reason: `faster than wasm, where ${found}` }, frameMs };
  } catch (thrown) {
    // What is wrong with the filter is told by our own encoder as well.
    const reason = `with less effort, since ${found} and ${messageOf(thrown)}`;
    return { encoder: null, backend: { name: 'wasm', reason }, frameMs };
  }
};

/** Milliseconds of frames after which it is known well enough. */
const enough = 150;
const framesAtMost = 16;

/** Pixels that are encoded for it at most. The time grows as the number of pixels does. */
const [widest, highest] = [1280, 720];

/**
 * @returns milliseconds that our encoder takes for a frame of this size: the quickest of some that move, since the others
 * run code that is not optimised yet, or share the processor with the page's start
 */
const measure = async (config: EncoderConfig, wasm: WasmSources): Promise<number> => {
  const width = Math.min(config.width, widest);
  const height = Math.min(config.height, highest);
  const encoder = await WebmEncoder.create({
    ...config,
    ...{ width, height },
    filter: null,
    layout: 'live',
    wasm: wasm.codec,
    onData: () => {},
  });
  try {
    const { frameRate = 30 } = config;
    const texture = drawTexture(width, height + framesAtMost * rowsMoved);
    let quickest = Infinity;
    for (let frame = 0, spent = 0; frame < 2 || (frame < framesAtMost && spent < enough); frame++) {
      const begin = frame * rowsMoved * width * 4;
      encoder.frameSlot().set(texture.subarray(begin, begin + width * height * 4));
      const start = performance.now();
      encoder.addSlot({ timestamp: (frame * 1000) / frameRate });
      const time = performance.now() - start;
      spent += time;
      // The first is a key frame, unlike nearly all of a film's.
      if (frame > 0) quickest = Math.min(quickest, time);
    }
    return (quickest * config.width * config.height) / (width * height);
  } finally {
    encoder.close();
  }
};

/** How far the picture moves up from frame to frame, in pixels. */
const rowsMoved = 3;

/** A picture neither flat nor noisy: squares of 16 pixels in shades of their own over a gradient. RGBA. */
const drawTexture = (width: number, height: number): Uint8Array => {
  const pixels = new Uint32Array(width * height);
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      const shade = Math.imul((x >> 4) * 31 + (y >> 4) * 17, 0x9e3779b1) >>> 26;
      pixels[i] = (shade + (x & 127)) * 0x010101 + ((y & 63) << 8);
    }
  }
  return new Uint8Array(pixels.buffer);
};
