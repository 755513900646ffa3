// How the demo looks, in light, dark and on a phone: pictures to be looked at, what axe finds, and what must fit.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { reads, withDemo } from '../demo-page.mjs';

/** Pictures of the page, for people. */
const folder = fileURLToPath(new URL('../../../build/screenshots', import.meta.url));
mkdirSync(folder, { recursive: true });

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const screens = {
  wide: { width: 1360, height: 900 },
  phone: { width: 360, height: 740, isMobile: true, hasTouch: true },
};

const flatten = (node) => [node, ...(node.children ?? []).flatMap(flatten)];

const click = (page, selector) => page.$eval(selector, (element) => element.click());

/** Everything on the page that there can be to see: a chain with a fault, a film, a picture, results. */
const fill = async (page) => {
  await click(page, '#looks button');
  await click(page, '[data-add=gradient-map]');
  await click(page, '[data-add=lut3d]');
  await click(page, '[data-add=curves]');
  await page.waitForSelector('.screen.filtered');
  await page.$eval('#compare', (slider) => {
    slider.value = 40;
    slider.dispatchEvent(new Event('input'));
  });
  await click(page, '#snapshot');
  await page.waitForSelector('#still:not([hidden])');
  await click(page, '#record');
  await reads(page, '#stat-frames', /^([5-9]|\d\d+)$/);
};

const complete = async (page) => {
  await click(page, '#record');
  await page.waitForFunction(() => document.querySelector('#video').readyState >= 2);
  await click(page, '#whammy');
  await reads(page, '#whammy-state', /times/);
  await click(page, '#repair-break');
  await reads(page, '#repair-state', /^Repaired/);
  await page.$eval('#chain-text', (area) => {
    area.value = 'sepia(0.6) blurr(4px)';
    area.dispatchEvent(new Event('input'));
  });
};

/** What axe has against the page as it is. */
const violations = async (page) => {
  await page.evaluate(axe);
  const { violations: found } = await page.evaluate(() =>
    globalThis.axe.run(document, { resultTypes: ['violations'] }),
  );
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`)}`);
};

const checkScreen = async (page, name, { width, isMobile }) => {
  for (const value of ['light', 'dark']) {
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value }]);
    const path = join(folder, `${name}-${value}.png`);
    await page.screenshot({ path, fullPage: true, captureBeyondViewport: !isMobile });
    assert.deepEqual(await violations(page), [], `${name}, ${value}`);
  }
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width, name);
};

/** How much of the window's height the picture takes, from 0 to 1, where its filters are set. */
const inSight = (page) =>
  page.evaluate(() => {
    document.querySelector('#gallery').scrollIntoView();
    const { top, bottom } = document.querySelector('#screen').getBoundingClientRect();
    return Math.max(Math.min(bottom, innerHeight) - Math.max(top, 0), 0) / innerHeight;
  });

test('the picture stays in sight while filters are set, where that leaves room for them', () =>
  withDemo(async (page) => {
    for (const [width, height, least] of [
      [360, 740, 0.2],
      [768, 1024, 0.3],
      [960, 650, 0],
      [844, 390, 0],
    ]) {
      await page.setViewport({ width, height });
      const part = await inSight(page);
      assert.ok(part >= least && part <= 0.5, `${width} x ${height}: ${part}`);
    }
  }));

/** The colours of the element's pixels, as 0xRRGGBB. */
const colorsOf = async (page, selector) => {
  const base64 = await (await page.$(selector)).screenshot({ encoding: 'base64' });
  return page.evaluate(async (data) => {
    const bytes = Uint8Array.from(atob(data), (character) => character.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes]));
    const { width, height } = bitmap;
    const context = Object.assign(document.createElement('canvas'), { width, height }).getContext('2d');
    context.drawImage(bitmap, 0, 0);
    const words = new Uint32Array(context.getImageData(0, 0, width, height).data.buffer);
    const counts = new Map();
    for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
    return [...counts].sort((a, b) => b[1] - a[1]).map(([color]) => color);
  }, base64);
};

test('forced colors: what is chosen, pressed and done can be seen', () =>
  withDemo(async (page) => {
    const client = await page.createCDPSession();
    await client.send('Emulation.setEmulatedMedia', { features: [{ name: 'forced-colors', value: 'active' }] });
    const ground = async (selector) => (await colorsOf(page, selector))[0];
    const differs = async (one, other, what) => assert.notEqual(await ground(one), await ground(other), what);
    await differs('[value=reel] + span', '[value=webgl] + span', 'the chosen source');
    const moving = await ground('#motion');
    await click(page, '#motion');
    assert.notEqual(await ground('#motion'), moving, 'a pressed button');
    assert.ok((await colorsOf(page, '#record .dot')).length > 1, 'the record button has no sign');
    await page.$eval('#render-progress', (progress) => {
      progress.hidden = false;
      progress.value = 0.9;
    });
    const done = await ground('#render-progress');
    await page.$eval('#render-progress', (progress) => (progress.value = 0.1));
    assert.notEqual(await ground('#render-progress'), done, 'a progress bar');
    await page.screenshot({ path: join(folder, 'forced-colors.png'), fullPage: true });
  }));

for (const [name, viewport] of Object.entries(screens)) {
  test(`${name}: nothing against it by axe, nothing beside the screen, every control has a name`, () =>
    withDemo(
      async (page) => {
        await checkScreen(page, `${name}-first`, viewport);
        await fill(page);
        await checkScreen(page, `${name}-recording`, viewport);
        await complete(page);
        await checkScreen(page, `${name}-results`, viewport);
        const nodes = flatten(await page.accessibility.snapshot());
        const kinds = /button|combobox|image|img|slider|spin|textbox|check|radio/i;
        const controls = nodes.filter(({ role }) => kinds.test(role));
        assert.ok(controls.length > 80, `${controls.length} controls`);
        assert.deepEqual(
          controls.filter((node) => !node.name),
          [],
        );
      },
      { prepare: (page) => page.setViewport(viewport) },
    ));
}
