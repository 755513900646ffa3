// The demo's filters: every one of the catalogue by its controls, the chain's editor, and what it says of faults.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { previewed, textOf, withDemo, writeChain } from '../demo-page.mjs';

/** What cannot change this picture: it is opaque. */
const unseen = new Set(['drop-shadow']);

/** Moves every control of a card to another value, a different part of its way for each. Runs in the page. */
const moveControls = (card) => {
  const tell = (input, type) => input.dispatchEvent(new Event(type, { bubbles: true }));
  let moved = 0;
  for (const [i, input] of [...card.querySelectorAll('.control input, .control select')].entries()) {
    if (input.type === 'range') {
      input.value = Number(input.min) + (input.max - input.min) * (0.5 + 0.03 * i);
      tell(input, 'input');
    } else if (input.type === 'color') {
      input.value = '#3a7f20';
      tell(input, 'input');
    } else if (input.tagName === 'SELECT') {
      input.selectedIndex = 1;
      tell(input, 'change');
    } else continue;
    moved++;
  }
  return moved;
};

test('every filter of the catalogue is added, changes the preview, and has controls that work', () =>
  withDemo(async (page) => {
    await page.$eval('#motion', (button) => button.getAttribute('aria-pressed') === 'false' && button.click());
    await writeChain(page, 'brightness(1)');
    const plain = await previewed(page);
    assert.equal(await previewed(page), plain, 'the picture does not stand still');
    const names = await page.$$eval('[data-add]', (chips) => chips.map((chip) => chip.dataset.add));
    assert.equal(names.length, 51);
    for (const name of names) {
      await page.$eval(`[data-add=${name}]`, (chip) => chip.click());
      const card = `#chain [data-filter=${name}]:last-child`;
      const begun = await previewed(page);
      assert.equal(await page.$eval('#chain-error', ({ hidden }) => hidden), true, name);
      assert.equal(begun !== plain, !unseen.has(name), `${name} as it begins`);
      const text = await page.$eval('#chain-text', ({ value }) => value);
      const moved = await page.$eval(card, moveControls);
      assert.equal((await page.$eval('#chain-text', ({ value }) => value)) !== text, moved > 0, `${name}: ${text}`);
      if (name === 'crop') {
        // All of its numbers as large as these do not fit into the picture.
        await page.waitForSelector('#chain-error:not([hidden])');
        assert.match(await textOf(page, '#chain-error'), /crop\./);
      } else {
        await previewed(page);
        assert.equal(await page.$eval('#chain-error', ({ hidden }) => hidden), true, `${name} moved`);
      }
      await page.$eval(`${card} .remove`, (remove) => remove.click());
    }
    assert.equal(await previewed(page), plain, 'something was left behind');
  }));

test('filters are found by their words, and added with Enter', () =>
  withDemo(async (page) => {
    await page.type('#gallery-search', 'photograph');
    const shown = await page.$$eval('[data-add]', (chips) =>
      chips.filter((chip) => chip.checkVisibility()).map((chip) => chip.dataset.add),
    );
    assert.deepEqual(shown, ['sepia']);
    await page.keyboard.press('Enter');
    await page.waitForSelector('.screen.filtered');
    assert.equal(await page.$eval('#chain-text', ({ value }) => value), 'sepia(0.6)');
    await page.type('#gallery-search', 'zzz');
    await page.waitForSelector('#gallery-none:not([hidden])');
  }));

test('the chain is reordered, switched and removed from the keyboard', () =>
  withDemo(async (page) => {
    const chain = () => page.$eval('#chain-text', ({ value }) => value);
    const focus = () =>
      page.evaluate(() => document.activeElement.getAttribute('aria-label') ?? document.activeElement.id);
    await writeChain(page, 'sepia(0.5) blur(3px) invert()');
    await page.focus('#chain li:nth-child(1) .down');
    await page.keyboard.press('Enter');
    assert.equal(await chain(), 'blur(3px) sepia(0.5) invert()');
    assert.equal(await focus(), 'Move sepia down');
    await page.keyboard.press('Enter');
    assert.equal(await chain(), 'blur(3px) invert() sepia(0.5)');
    assert.equal(await focus(), 'Move sepia up');
    await page.focus('#chain li:nth-child(1) [type=checkbox]');
    await page.keyboard.press('Space');
    assert.equal(await chain(), 'invert() sepia(0.5)');
    await page.focus('#chain li:nth-child(3) .remove');
    await page.keyboard.press('Enter');
    assert.equal(await chain(), 'invert()');
    assert.equal(await focus(), 'Remove invert');
  }));

test('faults of a text are shown at their column, and the last good chain stays', () =>
  withDemo(async (page) => {
    const marked = () => page.$eval('#chain-error mark', (mark) => mark.textContent);
    await writeChain(page, 'sepia(0.5) blurr(4px)');
    await page.waitForSelector('#chain-error:not([hidden])');
    assert.equal(await marked(), 'blurr');
    assert.match(await textOf(page, '#chain-error'), /did you mean 'blur'|blur/);
    assert.match(await textOf(page, '#chain-error'), /column 12/);
    assert.equal(await page.$eval('#chain-text', (area) => area.getAttribute('aria-invalid')), 'true');
    assert.equal((await page.$$('#chain > li')).length, 1);
    await writeChain(page, 'sepia(0.5) blur(99999px)');
    assert.match(await textOf(page, '#chain-error'), /blur\.radius must be from 0 to 10000 .*99999/);
    await writeChain(page, 'sepia(0.5) blur(9px)');
    assert.equal(await page.$eval('#chain-error', ({ hidden }) => hidden), true);
    // A number out of its range in a control.
    await page.$eval('#chain [data-filter=blur] .number', (field) => {
      field.value = '-3';
      field.dispatchEvent(new Event('input', { bubbles: true }));
    });
    assert.match(await textOf(page, '#chain-error'), /blur\.radius must be from 0 to 10000, got -3/);
  }));

test('before and after: the slider uncovers the picture without filters', () =>
  withDemo(async (page) => {
    await writeChain(page, 'invert()');
    await page.waitForSelector('.screen.filtered');
    await page.focus('#compare');
    await page.keyboard.press('End');
    assert.equal(
      await page.$eval('#filtered', (canvas) => getComputedStyle(canvas).clipPath),
      'inset(0px 0px 0px 100%)',
    );
  }));
