// The package from another site, as a CDN's: as modules and as one script, with workers and without.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withPage } from '../engine.mjs';
import { assertColors, assertFixedFilm, picturesIn } from '../films.mjs';
import { patches } from '../page/scene.mjs';
import { site, withSite } from '../site.mjs';
import { call } from './in-page.mjs';

/** What CDNs answer with. */
const cdn = {
  alter: () => ({ headers: { 'access-control-allow-origin': '*', 'cross-origin-resource-policy': 'cross-origin' } }),
};

const filmFrom = async (address, how, options = {}) => {
  const { open, films } = await site();
  const result = await withPage(open, (page) => call(page, 'elsewhere', 'filmFrom', address, how, options));
  assertFixedFilm(films[result.film], 12);
  assertColors(
    picturesIn(films[result.vp9], 'vp9'),
    patches.map((color) => color.map((level) => 255 - level)),
    8,
  );
  return result;
};

for (const how of ['module', 'script']) {
  test(`${how}: from the page's own site, the worker is the package's file`, async () => {
    const { origin } = await site();
    const { addresses } = await filmFrom(origin, how);
    assert.deepEqual(addresses, [`${origin}/dist/worker.js`]);
  });

  test(`${how}: from another site, the worker is one of the page's that imports it`, () =>
    withSite(cdn, async ({ origin }) => {
      const { addresses } = await filmFrom(origin, how);
      assert.equal(addresses.length, 1);
      assert.match(addresses[0], /^blob:/);
    }));

  test(`${how}: from another site, without a worker`, () =>
    withSite(cdn, async ({ origin }) => {
      const { addresses } = await filmFrom(origin, how, { worker: false });
      assert.deepEqual(addresses, []);
    }));
}
