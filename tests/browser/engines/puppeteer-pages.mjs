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

/** A new page of `browser`, as engine.mjs describes it. */
export const openPage = async (browser) => {
  const page = await browser.newPage();
  const problems = watch(page);
  return {
    page,
    problems: async () => problems,
    workersGone: () => workersGone(page),
    close: () => page.close(),
  };
};
