// Pages of a browser that puppeteer drives: Chromium over its own protocol, Firefox over WebDriver BiDi.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import puppeteer from 'puppeteer-core';
import { deadline } from './deadline.mjs';

/** Launches a browser with a profile of its own. `options` are puppeteer's. */
export const launch = async (name, options) => {
  const profile = mkdtempSync(join(tmpdir(), `kinora-${name}-`));
  const browser = await puppeteer.launch({
    browser: name,
    headless: true,
    userDataDir: profile,
    // Of the tests' own servers.
    acceptInsecureCerts: true,
    // A page that hangs fails its test.
    protocolTimeout: deadline,
    ...options,
  });
  // However this process ends, neither the browser nor its folder outlives it.
  process.on('exit', () => {
    browser.process()?.kill('SIGKILL');
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  });
  return browser;
};

/** Whatever the page complained about, in the order it came: errors nobody caught, and errors on the console. */
const watch = (page) => {
  const problems = [];
  page.on('pageerror', (error) => problems.push(`uncaught: ${error?.message ?? error}`));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warn') {
      problems.push(`${message.type()}: ${message.text()} (${message.location().url ?? ''})`);
    }
  });
  return problems;
};

/** The package's workers, whoever started them; the page's own is the page's business. */
const recordersOf = (page) => page.workers().filter((worker) => !worker.url().endsWith('/page/filming-worker.mjs'));

/** Resolves when no recorder has a worker any more, waiting for those that are just ending. */
const workersGone = async (page) => {
  const hung = AbortSignal.timeout(deadline);
  while (recordersOf(page).length > 0) {
    await new Promise((resolve, reject) => {
      page.once('workerdestroyed', resolve);
      const left = recordersOf(page).map((worker) => worker.url());
      hung.addEventListener('abort', () => reject(new Error(`workers left behind: ${left}`)));
    });
  }
};

/**
 * What opens pages of `browser`, as engine.mjs describes them. One that can be used again is: a new one takes longer than
 * most tests. `dress(page)` is called for each that is new.
 */
export const pagesOf = (browser, dress) => {
  const left = [];
  const openNew = async () => {
    const page = await browser.newPage();
    dress?.(page);
    const problems = watch(page);
    const opened = {
      page,
      problems: async () => problems,
      workersGone: () => workersGone(page),
      close: async (reusable) => {
        if (!reusable) return page.close();
        // Its document stays until the next one takes its place, since an empty one would have a process of its own. What
        // it still complains about is nobody's business.
        page.once('framenavigated', () => (problems.length = 0));
        left.push(opened);
      },
    };
    return opened;
  };
  return async () => left.pop() ?? openNew();
};
