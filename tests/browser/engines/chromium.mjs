// Chromium: one browser for the whole suite, and one for WebGPU.
import { existsSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { launch, pagesOf } from './puppeteer-pages.mjs';

const flags = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
  // A document that was left is gone.
  '--disable-back-forward-cache',
  '--autoplay-policy=no-user-gesture-required',
  // A camera that shows a test picture, and is not asked for.
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
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

/** The browsers that run, by whether they have WebGPU: two, because Vulkan in software makes everything else slow. */
const running = new Map();

const start = async (gpu) => {
  const args = gpu ? [...flags, ...gpuFlags] : flags;
  const env = { ...process.env, ...(gpu && softwareVulkan()) };
  const browser = await launch('chrome', { executablePath: executable, args, env });
  return { browser, open: pagesOf(browser) };
};

export const chromium = {
  name: 'chromium',
  matrix: { vp8: 'bt709', vp9: 'bt709' },
  lacks: new Set(),
  open: async ({ gpu }) => {
    if (!running.has(gpu)) running.set(gpu, start(gpu));
    return (await running.get(gpu)).open();
  },
  close: async () => {
    for (const starting of running.values()) await (await starting).browser.close();
  },
  /** What Chromium says of its software graphics, whatever the page does. */
  noise: /GPU stall due to ReadPixels/,
};
