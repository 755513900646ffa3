// The package in Chromium: everything in one process, so that all of it shares one browser.
import { runIn } from './run-in.mjs';
import { chromium } from './engines/chromium.mjs';

await runIn(chromium, [
  'every-engine',
  'recipes',
  'backends',
  'mediarecorder',
  'repairs',
  'filter-parity',
  'demo',
  'server',
]);
