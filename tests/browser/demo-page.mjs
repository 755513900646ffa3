// The demo page, opened as a visitor does.
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { withPage } from './engine.mjs';
import { withSite } from './site.mjs';

const folder = (path) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

let built = false;
const build = () => {
  if (!built) execFileSync(process.execPath, [folder('tools/build/demo.mjs')], { stdio: 'inherit' });
  built = true;
};

/** Runs in the page, before it: counts the pictures of the preview, and keeps the last one's hash. */
const watchPreview = () => {
  globalThis.preview = { count: 0, hash: 0 };
  const { putImageData } = CanvasRenderingContext2D.prototype;
  CanvasRenderingContext2D.prototype.putImageData = function (image, ...rest) {
    putImageData.call(this, image, ...rest);
    if (this.canvas.id !== 'filtered') return;
    let hash = image.width;
    for (const value of new Uint32Array(image.data.buffer)) hash = (Math.imul(hash, 31) + value) | 0;
    globalThis.preview = { count: globalThis.preview.count + 1, hash };
  };
};

/** Runs `use(page, films)` with the demo page, as any host would serve its folder. `size`: of the first picture. */
export const withDemo = (use, { prepare, expected, size = '640x360' } = {}) => {
  build();
  return withSite({ mounts: { '/demo/': folder('build/demo') } }, ({ origin, films }) =>
    withPage(
      `${origin}/demo/`,
      async (page) => {
        await page.waitForSelector('#record:enabled');
        if (size !== '1280x720') await choose(page, '#size', size);
        await use(page, films);
        // The preview's worker lives as long as there are filters.
        await page.$eval('#chain-clear', (button) => button.click());
      },
      {
        expected,
        prepare: async (page) => {
          await page.evaluateOnNewDocument(watchPreview);
          await prepare?.(page);
        },
      },
    ),
  );
};

/** Chooses a source's size, or another option that changes the stage, and waits for it. */
const choose = async (page, selector, value) => {
  await page.select(selector, value);
  await says(page, /\d+ × \d+\.$/);
};

export const textOf = (page, selector) => page.$eval(selector, (element) => element.textContent.trim());

/** Waits until what is at `selector` reads as `pattern`. */
export const reads = (page, selector, pattern) =>
  page.waitForFunction(
    (where, source) => new RegExp(source).test(document.querySelector(where).textContent.trim()),
    {},
    selector,
    pattern.source,
  );

export const says = (page, pattern) => reads(page, '#status', pattern);

/** Presses a button from the keyboard. */
export const press = async (page, selector) => {
  await page.focus(selector);
  await page.keyboard.press('Enter');
};

/** Puts a chain into the editor in place of what is there. */
export const writeChain = async (page, text) => {
  await page.$eval('#chain-text', (area) => area.select());
  await page.focus('#chain-text');
  await page.keyboard.press('Backspace');
  if (text) await page.type('#chain-text', text);
};

/** The hash of a preview with everything that was changed up to now: one picture may have been under way. */
export const previewed = async (page) => {
  const { count } = await page.evaluate(() => globalThis.preview);
  await page.waitForFunction((seen) => globalThis.preview.count >= seen + 2, {}, count);
  return page.evaluate(() => globalThis.preview.hash);
};

/** The bytes behind a link of the page. */
export const follow = async (page, selector, films) =>
  films[
    await page.$eval(selector, async (link) => {
      const body = await (await fetch(link.href)).blob();
      return Number(await (await fetch('/films', { method: 'POST', body })).text());
    })
  ];
