// What the tests of kinora/parallel share: Node's threads, which are watched, and films of numbered pictures.
import { createRequire, syncBuiltinESMExports } from 'node:module';
import { ParallelEncoder } from '../../dist/parallel.js';
import { fileOf, readFilm } from './ebml.mjs';
import { numbered } from './pictures.mjs';

const workerThreads = createRequire(import.meta.url)('node:worker_threads');

/** Those that run, in the order in which they were started. */
export const threads = [];

/** How many were ever started. */
export let started = 0;

workerThreads.Worker = class extends workerThreads.Worker {
  constructor(...given) {
    super(...given);
    started++;
    threads.push(this);
    this.on('exit', () => threads.splice(threads.indexOf(this), 1));
  }
};
syncBuiltinESMExports();

/** Resolves when no thread runs any more. */
export const threadsGone = async () => {
  while (threads.length > 0) await new Promise((resolve) => threads[0].once('exit', resolve));
};

/** Makes the machine look as if it had so many cores. */
export const pretendCores = (count) =>
  Object.defineProperty(globalThis, 'navigator', { value: { hardwareConcurrency: count }, configurable: true });

/** A film of pictures 0 to `count` - 1. */
export const encodeNumbers = async (
  count,
  options,
  picture = (index) => numbered(options.width, options.height, index),
) => {
  const encoder = await ParallelEncoder.create(options);
  for (let index = 0; index < count; index++) await encoder.addFrame(picture(index));
  const bytes = await encoder.finish();
  encoder.close();
  return Buffer.from(bytes);
};

/** The compressed frames of a film. */
export const packetsOf = (bytes) => readFilm(fileOf(Buffer.from(bytes))).frames;
