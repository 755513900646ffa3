// What can encode a recording, and when there is nothing to choose.

import type { EncoderConfig } from '../worker-protocol.js';

/** What `options.backend` may be. */
export type BackendOption = 'auto' | 'wasm' | 'webcodecs' | 'mediarecorder';

/** What encodes, and why it does. */
export type RecorderBackend = { readonly name: 'wasm' | 'webcodecs' | 'mediarecorder'; readonly reason: string };

export const byDefault: RecorderBackend = { name: 'wasm', reason: 'the default: the same file from every browser' };
export const asAsked = 'options.backend asks for it';

/** Pixels up to which our own encoder is not timed: it holds any screen's rate on any machine. */
const smallFilm = 640 * 480;

/** Milliseconds that our own encoder took for a frame, by codec, size and effort, while this page lives. */
const frameTimes = new Map<string, number>();
const keyOf = ({ codec, width, height, effort }: EncoderConfig): string => `${codec} ${width}x${height} ${effort}`;

export const rememberFrameTime = (config: EncoderConfig, frameMs: number): unknown =>
  frameTimes.set(keyOf(config), frameMs);

/** Tells the encoder's thread what it has to choose from. */
export const withBackend = (config: EncoderConfig, backend: BackendOption): EncoderConfig => {
  const { width, height, channel, adapt } = config;
  // Where frames wait for the encoder, or are small, or nothing else could take them, it is ours.
  const ours = !adapt || channel === 'both' || width * height <= smallFilm || typeof VideoEncoder !== 'function';
  return backend === 'auto' && !ours
    ? { ...config, backend, frameMs: frameTimes.get(keyOf(config)) }
    : { ...config, backend: backend === 'webcodecs' ? backend : 'wasm' };
};
