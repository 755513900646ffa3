// A worker that has made a film waits for the next, and keeps the memory for one of the same kind.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { has, withPage } from '../engine.mjs';
import { assertFixedFilm } from '../films.mjs';
import { site } from '../site.mjs';
import { call } from './in-page.mjs';

const inPage = async (name, ...args) => {
  const { open, films } = await site();
  return { films, result: await withPage(open, (page) => call(page, 'next-film', name, ...args)) };
};

test('films one after the other are those of new workers, of one worker, and of one instance for each kind', async () => {
  const all = [
    { frames: 8 },
    { frames: 8 },
    { frames: 5, effort: 'best' },
    { frames: 8, workers: 1 },
    { frames: 8, workers: 1 },
    { frames: 8, workers: 1, times: 2 },
    { frames: 8 },
    { codec: 'vp9', frames: 4 },
    { codec: 'vp9', frames: 4, alpha: 'keep' },
    { frames: 8 },
    { frames: 8, filter: 'sepia(60%) blur(2px)' },
    { frames: 8, filter: 'sepia(60%) blur(2px)' },
    { frames: 8, filter: 'scale(0.5)' },
  ];
  const { films, result } = await inPage('filmEach', all);
  result.forEach(({ film, fresh }, index) => assert.deepEqual(films[film], films[fresh], `film ${index}`));
  assertFixedFilm(films[result[6].film], 8);
  assert.deepEqual(
    result.map(({ started }) => started),
    all.map((_, index) => (index === 0 ? 1 : 0)),
  );
  const made = result.map((film, index) => film.made - (result[index - 1]?.made ?? 0));
  assert.deepEqual(made, [1, 0, 0, 1, 0, 1, 1, 1, 0, 1, 1, 0, 0]);
  assert.equal(result[1].bytes, result[0].bytes);
});

for (const how of ['time', 'page', 'error', 'kill']) {
  test(`a worker that waits is ended (${how}), and the next film has another`, async () => {
    const { films, result } = await inPage('endWaiting', how);
    assert.deepEqual({ ...result, film: 0 }, { waited: true, ended: 1, started: 2, film: 0 });
    assertFixedFilm(films[result.film], 12);
  });
}

test('a worker that was stopped or has failed does not wait', async () => {
  const { result } = await inPage('endBadly');
  assert.deepEqual(result, [
    [1, 1],
    [2, 2],
    [3, 3],
    [4, 3],
  ]);
});

if (has('VideoEncoder')) {
  test('a worker that waits holds no encoder of the browser', async () => {
    const { result } = await inPage('filmByBrowser');
    assert.deepEqual(result, { encoders: 1, held: 0 });
  });
}
