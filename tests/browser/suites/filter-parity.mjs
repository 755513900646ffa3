// Filters beside the browser's own: the same numbers as Chromium's ctx.filter.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withPage } from '../engine.mjs';
import { site } from '../site.mjs';
import { call } from './in-page.mjs';

/** What `run` makes with a function that compares in one page: how many values differ by 0, 1, 2... levels. */
const comparing = async (run) => {
  const { open } = await site();
  await withPage(open, (page) => run((...args) => call(page, 'filtering', 'compare', ...args)));
};

const single = [
  ...['brightness(0.3)', 'brightness(130%)', 'brightness(4)', 'contrast(40%)', 'contrast(170%)', 'contrast(0)'],
  ...['saturate(0)', 'saturate(40%)', 'saturate(180%)', 'saturate(5)', 'grayscale()', 'grayscale(35%)'],
  ...['sepia()', 'sepia(60%)', 'hue-rotate(40deg)', 'hue-rotate(-90deg)', 'hue-rotate(0.5turn)'],
  ...['invert()', 'invert(25%)', 'opacity(1)'],
];
const chains = [
  'sepia(60%) contrast(120%) brightness(110%)',
  'brightness(3) brightness(.4)',
  'contrast(300%) contrast(30%)',
  'saturate(300%) hue-rotate(90deg) grayscale(30%)',
  'sepia(60%) contrast(120%) brightness(110%) saturate(130%) hue-rotate(20deg)',
  'invert(80%) brightness(1.2) invert(10%) sepia(.3)',
];

/** The part of the values that differ by more than one level. */
const farther = (counts) => counts.slice(2).reduce((a, b) => a + b, 0) / counts.reduce((a, b) => a + b, 0);

for (const picture of ['chart', 'photo']) {
  test(`CSS functions on the ${picture} are Chromium's, at most 1 level off for 99.9 % of the values`, () =>
    comparing(async (compare) => {
      for (const filter of single) {
        for (const parity of ['exact', 'chromium']) {
          const result = await compare(picture, filter, parity);
          assert.ok(farther(result) <= 0.001, `${filter}, ${parity}: ${result}`);
        }
      }
    }));

  test(`chains on the ${picture} are Chromium's, at most 1 level off for 99.9 % of the values`, () =>
    comparing(async (compare) => {
      for (const filter of chains) {
        const result = await compare(picture, filter, 'chromium');
        assert.ok(farther(result) <= 0.001, `${filter}: ${result}`);
      }
    }));

  test(`blur on the ${picture} is Chromium's on a CPU canvas: 5 levels off at most, 1 for 95 % of the values`, () =>
    comparing(async (compare) => {
      // On a graphics card this would blur: it tells which of Chromium's two ways runs here.
      const untouched = await compare(picture, 'blur(0.5px)', 'chromium');
      assert.equal(untouched.length, 1, `blur(0.5px) is not Chromium's CPU blur: ${untouched}`);
      for (const filter of ['blur(0.8px)', 'blur(1px)', 'blur(2px)', 'blur(3.3px)', 'blur(5px)', 'blur(12px)']) {
        const result = await compare(picture, filter, 'chromium');
        assert.ok(farther(result) <= 0.05 && result.length <= 6, `${filter}: ${result}`);
      }
    }));
}
