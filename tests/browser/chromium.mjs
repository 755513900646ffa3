// One Chromium for the whole suite, and pages in it that are watched.
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import puppeteer from 'puppeteer-core';

const flags = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
  '--autoplay-policy=no-user-gesture-required',
  // WebGL and WebGPU over Vulkan, which is what can be had without a graphics card, see `softwareVulkan`.
  '--enable-unsafe-webgpu',
  '--enable-features=Vulkan',
  '--use-vulkan=native',
  '--use-angle=vulkan',
  '--ignore-gpu-blocklist',
];

const executable = process.env.CHROME || '/usr/bin/chromium';

/**
 * Chromium brings a Vulkan in software. Asked for by its own flag it runs WebGPU but cannot show it on a canvas; as the
 * system's Vulkan driver it does both.
 */
const softwareVulkan = () => {
  const places = [dirname(realpathSync(executable)), '/usr/lib/chromium'];
  const driver = places.map((place) => join(place, 'vk_swiftshader_icd.json')).find(existsSync);
  return driver ? { VK_ICD_FILENAMES: driver } : {};
};

let profile = '';
let launching = null;

const launch = async () => {
  profile = mkdtempSync(join(tmpdir(), 'kinora-chromium-'));
  const browser = await puppeteer.launch({
    executablePath: executable,
    headless: true,
    userDataDir: profile,
    args: flags,
    env: { ...process.env, ...softwareVulkan() },
  });
  // However this process ends, the browser does not outlive it.
  process.on('exit', () => browser.process()?.kill('SIGKILL'));
  return browser;
};

export const closeChromium = async () => {
  if (!launching) return;
  try {
    await (await launching).close();
  } finally {
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
};

/** Resolves when the page has no dedicated worker, waiting for those that are just ending. */
export const workersGone = async (page) => {
  while (page.workers().length > 0) {
    await new Promise((resolve) => page.once('workerdestroyed', resolve));
  }
};

/** What Chromium says of its software graphics, whatever the page does. */
const noise = /GPU stall due to ReadPixels/;

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

/**
 * Runs `use(page)` with a page of its own at `url`. The page must have complained about nothing but what `expected`
 * matches, and left no worker behind.
 * `prepare(page)` is called before the page is loaded.
 */
export const withPage = async (url, use, { prepare, expected } = {}) => {
  launching ??= launch();
  const browser = await launching;
  const page = await browser.newPage();
  try {
    const problems = watch(page);
    await prepare?.(page);
    await page.goto(url);
    const result = await use(page);
    await workersGone(page);
    assert.deepEqual(
      problems.filter((problem) => !noise.test(problem) && !expected?.test(problem)),
      [],
    );
    return result;
  } finally {
    await page.close();
  }
};

