// One Chromium for the whole suite (and one for WebGPU), and pages in it that are watched.
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
  // Software in place of a graphics card, so that every machine can run WebGL.
  '--enable-unsafe-swiftshader',
];

/** What WebGPU needs on top without a graphics card: all graphics over Vulkan, see `softwareVulkan`. */
const gpuFlags = [
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

/** How long anything in a page may take before it counts as hung. Milliseconds. */
const deadline = 40_000;

const launch = async (gpu) => {
  const profile = mkdtempSync(join(tmpdir(), 'kinora-chromium-'));
  const browser = await puppeteer.launch({
    executablePath: executable,
    headless: true,
    userDataDir: profile,
    // Of the tests' own servers.
    acceptInsecureCerts: true,
    // A page that hangs fails its test, in milliseconds.
    protocolTimeout: deadline,
    args: gpu ? [...flags, ...gpuFlags] : flags,
    env: { ...process.env, ...(gpu && softwareVulkan()) },
  });
  // However this process ends, neither the browser nor its folder outlives it.
  process.on('exit', () => {
    browser.process()?.kill('SIGKILL');
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  });
  return browser;
};

/** The browsers that run, by whether they have WebGPU: two, because Vulkan in software makes everything else slow. */
const running = new Map();

const chromium = (gpu) => {
  if (!running.has(gpu)) running.set(gpu, launch(gpu));
  return running.get(gpu);
};

export const closeChromium = async () => {
  for (const launching of running.values()) await (await launching).close();
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
 * `prepare(page)` is called before the page is loaded. `gpu`: in a browser that has WebGPU.
 */
export const withPage = async (url, use, { prepare, expected, gpu = false } = {}) => {
  const browser = await chromium(gpu);
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
