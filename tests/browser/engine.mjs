// The browser that the suites of this process run in, and pages in it that are watched.
//
// An engine is `{ name, matrix, lacks, readsInPage, open, close, noise }`. `matrix` is what its own encoders convert RGB by.
// `lacks` are names of page/features.mjs. `open({ gpu })` gives a page, `{ page, problems, workersGone, close }`:
// `page` has at least puppeteer's evaluate, evaluateOnNewDocument and goto; `problems()` is what the page complained
// about; `workersGone()` resolves when no recorder has a worker any more; `close(reusable)` leaves it. `noise` matches
// what the engine complains about whatever the page does.
import assert from 'node:assert/strict';

/** Chosen before the suites are imported. */
export let engine = null;
export const use = (chosen) => (engine = chosen);

/** What an engine's pages throw when the browser is gone, hangs, or miscompiles. `withPage` runs the same in a new page. */
export class BrowserCrash extends Error {}
const attempts = 3;

/** Whether the engine has what is called `name` in page/features.mjs; the suite of that name proves it. */
export const has = (name) => !engine.lacks.has(name);

/**
 * Runs `use(page)` with a page of its own at `url`. The page must have complained about nothing but what `expected`
 * matches, and left no worker behind.
 * `prepare(page)` is called before the page is loaded. `gpu`: in a browser that has WebGPU.
 */
export const withPage = async (url, use, options) => {
  for (let attempt = 1; ; attempt++) {
    try {
      return await inNewPage(url, use, options);
    } catch (error) {
      if (!(error instanceof BrowserCrash) || attempt === attempts) throw error;
      console.error(`${engine.name} failed, ${attempt} of ${attempts} times at most: ${error.message}`);
    }
  }
};

const inNewPage = async (url, use, { prepare, expected, gpu = false } = {}) => {
  const { page, problems, workersGone, close } = await engine.open({ gpu });
  let reusable = false;
  try {
    await prepare?.(page);
    await page.goto(url);
    const result = await use(page);
    // Workers wait a while for another film, unless the page is left.
    await page.evaluate(() => void dispatchEvent(new Event('pagehide')));
    await workersGone();
    assert.deepEqual(
      (await problems()).filter((problem) => !engine.noise.test(problem) && !expected?.test(problem)),
      [],
    );
    reusable = !prepare;
    return result;
  } finally {
    await close(reusable);
  }
};
