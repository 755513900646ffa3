#!/usr/bin/env node
// How long kinora/whammy and whammy take to make a film of 300 WebP data URLs of 1280x720, in one run each after one to
// warm up. Usage: node tools/bench/whammy.mjs [rounds, default 5]
import { createRequire } from 'node:module';
import { fromImageArray } from '../../dist/whammy.js';
import { makeWebps, toUrl } from '../../tests/node/webp-pictures.mjs';
import { median } from './median.mjs';

const whammy = createRequire(import.meta.url)('whammy');
const rounds = Number(process.argv[2] ?? 5);
const pictures = makeWebps({ width: 1280, height: 720, count: 30 }).map((picture) => toUrl(picture));
const urls = Array.from({ length: 300 }, (_, index) => pictures[index % pictures.length]);

const measure = (program, asArray) => {
  const times = Array.from({ length: rounds + 1 }, () => {
    const begin = performance.now();
    program.fromImageArray(urls, 30, asArray);
    return performance.now() - begin;
  });
  return median(times.slice(1));
};

console.log(`${(urls.join('').length / 1e6).toFixed(0)} MB of data URLs, medians of ${rounds}`);
for (const [name, asArray] of [
  ['Blob', false],
  ['array', true],
]) {
  const ours = measure({ fromImageArray }, asArray);
  const theirs = measure(whammy, asArray);
  console.log(
    `${name}: kinora/whammy ${ours.toFixed(1)} ms, whammy ${theirs.toFixed(1)} ms: ${(theirs / ours).toFixed(1)}x`,
  );
}
process.exit();
