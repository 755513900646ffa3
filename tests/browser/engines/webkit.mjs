// WebKitGTK's MiniBrowser by its WebDriver, on a screen of its own in memory. One window for the whole suite.
import { once } from 'node:events';
import { createServer } from 'node:net';
import { BrowserCrash } from '../engine.mjs';
import { deadline } from './deadline.mjs';
import { end, softwareGraphics, start, startScreen } from './program.mjs';
import { watchFromInside } from './watch-from-inside.mjs';

const miniBrowser = process.env.MINIBROWSER || '/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser';

/** Asks the WebDriver at `address`. @throws Error with its words */
const ask = async (address, method, path, body) => {
  const response = await fetch(address + path, {
    method,
    ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  });
  const { value } = await response.json();
  if (!response.ok) throw new Error(`${path}: ${value?.error}: ${value?.message}`);
  return value;
};

/** A port that nobody listens at: the driver cannot choose one itself. */
const freePort = async () => {
  const server = createServer();
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
};

/** Asks until the driver answers: it tells nobody when it is ready. */
const ready = async (address) => {
  const hung = Date.now() + deadline;
  for (;;) {
    try {
      return await ask(address, 'GET', '/status');
    } catch (error) {
      if (Date.now() > hung) throw error;
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
};

const launch = async () => {
  const screen = await startScreen();
  const port = await freePort();
  const driver = start('WebKitWebDriver', [`--port=${port}`], {
    stdio: 'ignore',
    env: {
      ...process.env,
      ...softwareGraphics,
      DISPLAY: screen.display,
      // No desktop around it.
      ...{ NO_AT_BRIDGE: '1', GIO_USE_VFS: 'local' },
      // So that loops stay in the interpreter once they run: none of 671 encoders failed as `miscompiled` says.
      JSC_useWasmIPIntLoopOSR: '0',
    },
  });
  const address = `http://127.0.0.1:${port}`;
  await ready(address);
  const { sessionId } = await ask(address, 'POST', '/session', {
    capabilities: {
      alwaysMatch: {
        timeouts: { script: deadline, pageLoad: deadline },
        // Of the tests' own servers.
        acceptInsecureCerts: true,
        'webkitgtk:browserOptions': { binary: miniBrowser, args: ['--automation'] },
      },
    },
  });
  return {
    command: (method, path, body) => ask(address, method, `/session/${sessionId}${path}`, body),
    close: async () => {
      try {
        await ask(address, 'DELETE', `/session/${sessionId}`);
      } finally {
        await end(driver);
        await screen.close();
      }
    },
  };
};

let running = null;
const browser = () => (running ??= launch());

/** What WebDriver runs: calls `action` with arguments that are given as JSON, and answers in JSON. */
const script = (action) => `
  const [given, done] = arguments;
  const answer = (result) => done(JSON.stringify(result));
  Promise.resolve()
    .then(() => (${action})(...JSON.parse(given)))
    .then((value) => answer({ value }), (error) => answer({ thrown: \`\${error}\\n\${error?.stack}\` }));
`;

/**
 * What a page throws where WebKit ran a module wrongly: about one encoder of 500 on a busy machine, each time elsewhere,
 * with its fast compiler alone too, and the same frames encoded again are right. A fault of ours is there again.
 */
const miscompiled = /WebAssembly module stopped: Out of bounds memory access/;

/** What the driver says of a browser that is gone: of a script that it ran, and from then on. */
const gone = /Could not parse script result|invalid session id/;

/** A page with the part of puppeteer's methods that the suites use. */
class Page {
  #browser;
  #first = [];

  /** `browser`: resolves with it. */
  constructor(browser) {
    this.#browser = browser;
  }

  /** @throws BrowserCrash, as WebKitGTK does now and then. The next page is in a new one. */
  async #command(method, path, body) {
    const { command, close } = await this.#browser;
    try {
      return await command(method, path, body);
    } catch (error) {
      if (!gone.test(error.message)) throw error;
      // Once: by then there may be another browser.
      if (running === this.#browser) {
        running = null;
        await close().catch(() => {}); // a session that is no more
      }
      throw new BrowserCrash(error.message);
    }
  }

  /** Calls `action` in every page that is loaded from now on; the page's own scripts may have run. */
  evaluateOnNewDocument(action, ...args) {
    this.#first.push([action, args]);
  }

  async goto(url) {
    await this.#command('POST', '/url', { url });
    for (const [action, args] of this.#first) await this.evaluate(action, ...args);
  }

  async evaluate(action, ...args) {
    const answer = await this.#command('POST', '/execute/async', {
      script: script(action),
      args: [JSON.stringify(args)],
    });
    const { value, thrown } = JSON.parse(answer);
    if (thrown !== undefined) throw new (miscompiled.test(thrown) ? BrowserCrash : Error)(thrown);
    return value;
  }
}

export const webkit = {
  name: 'webkit',
  matrix: { vp8: 'bt601', vp9: 'bt709' },
  // Its VP9 begins with a picture of weak colours.
  liveColorBound: 36,
  // It crashes when several threads draw.
  readsInPage: true,
  lacks: new Set([
    ...['webgpu', 'webgl OffscreenCanvas', 'webgl2 OffscreenCanvas'],
    ...['webgl OffscreenCanvas in a worker', 'webgl2 OffscreenCanvas in a worker'],
    ...['VideoFrame with bytes', 'WebP written', 'ctx.filter', 'private files', 'streams as request bodies'],
    ...['MediaRecorder of VP8', 'MediaRecorder of VP9', 'Opus recorded'],
    'running AudioContext',
  ]),
  open: async () => {
    const page = new Page(browser());
    page.evaluateOnNewDocument(watchFromInside);
    return {
      page,
      problems: () => page.evaluate(() => globalThis.watched.problems),
      workersGone: () => page.evaluate(() => globalThis.watched.workersGone()),
      // There is one window: what runs in it ends with the next page, or with the browser.
      close: async () => {},
    };
  },
  close: async () => (await running)?.close(),
  noise: /^$/,
};
