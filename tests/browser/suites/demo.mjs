// The demo page as a visitor uses it: from the keyboard, on a large screen and on a phone.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { assertFlawless, probe, save } from '../../node/judges.mjs';
import { withPage } from '../engine.mjs';
import { decode } from '../films.mjs';
import { withSite } from '../site.mjs';

const folder = (path) => fileURLToPath(new URL(`../../../${path}`, import.meta.url));

before(() => {
  execFileSync(process.execPath, [folder('tools/build/demo.mjs')], { stdio: 'inherit' });
});

/** Runs `use(page, films)` with the demo page, as any host would serve its folder. */
const withDemo = (use, prepare) =>
  withSite({ mounts: { '/demo/': folder('build/demo') } }, ({ origin, films }) =>
    withPage(
      `${origin}/demo/`,
      async (page) => {
        await page.waitForSelector('#record:enabled');
        return use(page, films);
      },
      { prepare },
    ),
  );

const textOf = (page, selector) => page.$eval(selector, (element) => element.textContent.trim());

/** Presses a button from the keyboard. */
const press = async (page, selector) => {
  await page.focus(selector);
  await page.keyboard.press('Enter');
};

/** The bytes behind a link of the page. */
const follow = async (page, selector, films) =>
  films[
    await page.$eval(selector, async (link) => {
      const body = await (await fetch(link.href)).blob();
      return Number(await (await fetch('/films', { method: 'POST', body })).text());
    })
  ];

for (const codec of ['vp8', 'vp9']) {
  test(`${codec}: record, stop, watch, download`, () =>
    withDemo(async (page, films) => {
      await page.select('#codec', codec);
      await press(page, '#record');
      await page.waitForFunction(() => document.querySelector('#record-label').textContent === 'Stop');
      assert.match(await textOf(page, '#status'), new RegExp(`^Recording 1280 × 720 as ${codec.toUpperCase()}`));
      await page.waitForFunction(() => Number(document.querySelector('#stat-frames').textContent) >= 10);
      await press(page, '#record');
      await page.waitForSelector('#film:not([hidden])');
      await page.waitForFunction(() => document.querySelector('#video').readyState >= 2);
      assert.equal(await textOf(page, '#record-label'), 'Record');
      assert.match(await textOf(page, '#status'), /^Recorded .* The film is below\.$/);
      assert.equal(await page.evaluate(() => document.activeElement.id), 'record');

      const bytes = await follow(page, '#download', films);
      const path = save(bytes);
      const pictures = decode(bytes, codec, 1280, 720);
      assert.equal(pictures.length, Number(await textOf(page, '#stat-frames')));
      assert.ok(pictures.some((picture) => !picture.equals(pictures[0])));
      assertFlawless(path);
      const seen = await page.$eval('#video', ({ duration, videoWidth, videoHeight }) => ({
        duration,
        videoWidth,
        videoHeight,
      }));
      assert.ok(Math.abs(seen.duration - Number(probe(path).format.duration)) < 0.002, JSON.stringify(seen));
      assert.deepEqual([seen.videoWidth, seen.videoHeight], [1280, 720]);
    }));
}

test('a snapshot is a PNG of the canvas', () =>
  withDemo(async (page, films) => {
    await press(page, '#snapshot');
    await page.waitForSelector('#still:not([hidden])');
    const path = save(await follow(page, '#still-download', films), 'still.png');
    const { streams } = probe(path);
    assert.deepEqual(
      streams.map(({ codec_name: codec, width, height }) => ({ codec, width, height })),
      [{ codec: 'png', width: 1280, height: 720 }],
    );
  }));

test('the animation can be paused, and starts paused for those who asked for less motion', async () => {
  const pressed = (page) => page.$eval('#motion', (button) => button.getAttribute('aria-pressed'));
  await withDemo(async (page) => {
    assert.equal(await pressed(page), 'false');
    await press(page, '#motion');
    assert.equal(await pressed(page), 'true');
  });
  await withDemo(
    async (page) => assert.equal(await pressed(page), 'true'),
    (page) => page.emulateMediaFeatures([{ name: 'prefers-reduced-motion', value: 'reduce' }]),
  );
});

const phone = { width: 360, height: 740, isMobile: true, hasTouch: true };

const flatten = (node) => [node, ...(node.children ?? []).flatMap(flatten)];

test('the page fits a phone, and every control has a name', () =>
  withDemo(
    async (page) => {
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), phone.width);
      const nodes = flatten(await page.accessibility.snapshot());
      const controls = nodes.filter(({ role }) => /button|combobox|image/i.test(role));
      assert.deepEqual(
        controls.map(({ role, name }) => `${role} ${name}`),
        [
          'image A turning reel of coloured cards',
          ...['button Record', 'combobox Codec', 'combobox Frames per second'],
          ...['button Snapshot', 'button Pause animation'],
        ],
      );
    },
    (page) => page.setViewport(phone),
  ));
