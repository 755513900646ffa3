// What becomes of a test whose browser crashes.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BrowserCrash, use, withPage } from '../browser/engine.mjs';

/** Counts the pages, and fails in those before the `lasting`th. */
const open = async (failure, lasting) => {
  let pages = 0;
  let closed = 0;
  use({
    name: 'an engine',
    noise: /^$/,
    open: async () => ({
      page: { goto: async () => ++pages, evaluate: async () => {} },
      problems: async () => [],
      workersGone: async () => {},
      close: async () => void closed++,
    }),
  });
  const result = withPage('about:blank', async () => {
    if (pages < lasting) throw failure;
    return pages;
  });
  const outcome = await result.catch((error) => error);
  assert.equal(closed, pages);
  return { outcome, pages };
};

test('it runs again, twice at most', async () => {
  const crash = new BrowserCrash('gone');
  assert.deepEqual(await open(crash, 3), { outcome: 3, pages: 3 });
  assert.deepEqual(await open(crash, 9), { outcome: crash, pages: 3 });
});

test('what fails otherwise fails at once', async () => {
  const failure = new Error('wrong');
  assert.deepEqual(await open(failure, 2), { outcome: failure, pages: 1 });
});
