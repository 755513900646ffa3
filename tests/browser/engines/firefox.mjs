// Firefox ESR over WebDriver BiDi: one browser for the whole suite.
import { BrowserCrash } from '../engine.mjs';
import { softwareGraphics, startScreen } from './program.mjs';
import { launch, openPage } from './puppeteer-pages.mjs';

const preferences = {
  // Films play without a click.
  'media.autoplay.default': 0,
  // A microphone that hears a tone, and is not asked for.
  'media.navigator.streams.fake': true,
  'media.navigator.permission.disabled': true,
  // WebGL in software.
  'webgl.force-enabled': true,
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
  return { browser, close };
};

let running = null;

/** What page/recorder-in-worker.mjs says of a thread that Firefox blocks now and then. */
const blocked = /the thread of a worker is blocked/;

export const firefox = {
  name: 'firefox',
  matrix: { vp8: 'bt601', vp9: 'bt601' },
  lacks: new Set(['webgpu', 'streams as request bodies', 'MediaRecorder of VP9', 'running AudioContext']),
  open: async () => {
    const opened = await openPage((await (running ??= start())).browser);
    const evaluate = opened.page.evaluate.bind(opened.page);
    opened.page.evaluate = async (...call) => {
      try {
        const result = await evaluate(...call);
        // As the other engines' drivers hand over what a page returns: undefined members are left out.
        return result === undefined ? result : JSON.parse(JSON.stringify(result));
      } catch (error) {
        throw blocked.test(error.message) ? new BrowserCrash(error.message) : error;
      }
    };
    return opened;
  },
  close: async () => (await running)?.close(),
  noise: /^$/,
};
