// The package in a real browser: everything in one process, so that all of it shares one Chromium.
import { after } from 'node:test';
import { closeChromium } from './chromium.mjs';
import { closeSite } from './site.mjs';
import './suites/fixed-clock.mjs';
import './suites/realtime.mjs';
import './suites/canvas-kinds.mjs';
import './suites/playback.mjs';
import './suites/capture-forms.mjs';
import './suites/bad-canvas.mjs';
import './suites/bad-wasm.mjs';
import './suites/bad-worker.mjs';
import './suites/states.mjs';
import './suites/filters.mjs';
import './suites/demo.mjs';
import './suites/server.mjs';

after(async () => {
  await closeChromium();
  await closeSite();
});
