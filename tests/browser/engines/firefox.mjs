// Firefox ESR over WebDriver BiDi: one browser for the whole suite.
import { BrowserCrash } from '../engine.mjs';
import { softwareGraphics, startScreen } from './program.mjs';
import { launch, pagesOf } from './puppeteer-pages.mjs';

const preferences = {
  // Films play without a click.
  'media.autoplay.default': 0,
  // A microphone that hears a tone, and is not asked for.
  'media.navigator.streams.fake': true,
  'media.navigator.permission.disabled': true,
  // WebGL in software.
  'webgl.force-enabled': true,
  // A document that was left is gone.
  'browser.sessionhistory.max_total_viewers': 0,
};

/** What page/recorder-in-worker.mjs says of a thread that Firefox blocks now and then. */
const blocked = /the thread of a worker is blocked/;

const dress = (page) => {
  const evaluate = page.evaluate.bind(page);
  page.evaluate = async (...call) => {
    try {
      const result = await evaluate(...call);
      // As the other engines' drivers hand over what a page returns: undefined members are left out.
      return result === undefined ? result : JSON.parse(JSON.stringify(result));
    } catch (error) {
      throw blocked.test(error.message) ? new BrowserCrash(error.message) : error;
    }
  };
};

const start = async () => {
  // It shows no window, but has no WebGL without a screen.
  const screen = await startScreen();
  const browser = await launch('firefox', {
    executablePath: process.env.FIREFOX || '/usr/bin/firefox-esr',
    extraPrefsFirefox: preferences,
    env: { ...process.env, ...softwareGraphics, DISPLAY: screen.display },
  });
  const close = async () => {
    try {
      await browser.close();
    } finally {
      await screen.close();
    }
  };
  return { open: pagesOf(browser, dress), close };
};

let running = null;

export const firefox = {
  name: 'firefox',
  matrix: { vp8: 'bt601', vp9: 'bt601' },
  lacks: new Set(['webgpu', 'streams as request bodies', 'MediaRecorder of VP9', 'running AudioContext']),
  open: async () => (await (running ??= start())).open(),
  close: async () => (await running)?.close(),
  noise: /^$/,
};
