// What the engine has and what it lacks is what its table says, so that the other suites may go by that table.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { engine, has, withPage } from '../engine.mjs';
import { site } from '../site.mjs';
import { call } from './in-page.mjs';

test(`${engine.name} lacks what its table says, and nothing else`, async () => {
  // Where there is WebGPU at all it is in a browser of its own.
  const options = { gpu: has('webgpu') };
  const found = await withPage((await site()).open, (page) => call(page, 'features', 'features'), options);
  const lacking = Object.keys(found).filter((name) => !found[name]);
  assert.deepEqual(new Set(lacking), engine.lacks);
});
