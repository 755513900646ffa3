// Films that several workers share: the same bytes with any number of them, whatever is recorded, and how they end early.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertFlawless, save } from '../../node/judges.mjs';
import { has, withPage } from '../engine.mjs';
import { assertFixedFilm, numbersIn, picturesIn, timesIn, upTo } from '../films.mjs';
import { readPatches } from '../page/scene.mjs';
import { site } from '../site.mjs';
import { call } from './in-page.mjs';

const inPage = async (name, ...args) => {
  const { open, films } = await site();
  const result = await withPage(open, (page) => call(page, 'sharing', name, ...args));
  const withBytes = (found) => ({ ...found, bytes: films[found.film], parts: films[found.parts] });
  return Array.isArray(result) ? result.map(withBytes) : withBytes(result);
};

const named = (events) => events.map((event) => event.error?.code ?? event.error?.name ?? event);

for (const codec of ['vp8', 'vp9']) {
  test(`${codec}: 1, 2 and 3 workers, and this thread alone, make the same film of 100 frames`, async () => {
    const films = await inPage(
      'filmAll',
      [{ workers: 1 }, { workers: 2 }, { workers: 3 }, { workers: 2, worker: false }].map((more) => ({
        codec,
        ...more,
      })),
      100,
    );
    const [{ bytes }] = films;
    for (const film of films) {
      assert.deepEqual(film.bytes, bytes);
      assert.deepEqual(film.events, ['start', 'dataavailable', 'stop']);
      const { framesCaptured, framesEncoded, framesDropped, queueLength, duration, encodeMs } = film.stats;
      assert.deepEqual([framesCaptured, framesEncoded, framesDropped, queueLength], [100, 100, 0, 0]);
      assert.equal(film.stats.bytes, bytes.length);
      assert.ok(Math.abs(duration - 100000 / 30) < 1e-6);
      assert.ok(encodeMs.p50 > 0 && encodeMs.p95 >= encodeMs.p50);
      assert.equal(film.backend.name, 'wasm');
    }
    // Those of the films before are taken again.
    assert.deepEqual(
      films.map(({ started }) => started),
      [1, 1, 1, 0],
    );
    assertFixedFilm(bytes, 100, codec);
    assertFlawless(save(bytes));
  });
}

if (has('VideoFrame with bytes')) {
  test('a frame is copied before the page draws on, while those before it wait', async () => {
    const { counts } = await inPage('countClosed', { workers: 3 }, 40);
    assert.deepEqual(
      counts,
      upTo(40).map((number) => number + 1),
    );
  });
}

test('no more workers are started than the machine has cores', async () => {
  const [two, many] = await inPage('filmAll', [{ workers: 'auto' }, { workers: 64 }], 20, 2);
  assert.deepEqual([two.started, many.started], [2, 0]);
  assert.deepEqual(many.bytes, two.bytes);
});

test('WebGL canvases, filters and transparency are recorded by all workers alike', async () => {
  for (const options of [
    { kind: 'webgl2' },
    { filter: 'sepia(60%) grain(20%)' },
    { alpha: 'keep' },
    { codec: 'vp9', alpha: 'keep', filter: 'opacity(50%)' },
  ]) {
    const [one, three] = await inPage(
      'filmAll',
      [1, 3].map((workers) => ({ ...options, workers })),
      50,
    );
    assert.deepEqual(three.bytes, one.bytes, JSON.stringify(options));
    assertFlawless(save(one.bytes));
    assert.equal(timesIn(one.bytes).times.length, 50);
  }
});

test('a filter changes for all workers at the same frame; one that is refused changes nothing', async () => {
  const { bytes, events } = await inPage('changeFilter', { workers: 3 });
  assert.deepEqual(named(events), ['start', 'FilterSyntaxError', 'dataavailable', 'stop']);
  const pictures = picturesIn(bytes);
  assert.equal(pictures.length, 60);
  // The first patch is red, and cyan when inverted.
  const inverted = pictures.map((picture) => readPatches(picture, 3)[0][0] < 128);
  assert.deepEqual(
    inverted,
    upTo(60).map((number) => number >= 20 && number < 50),
  );
});

test('the parts of a timeslice are the film, in order', async () => {
  const { bytes, parts, count } = await inPage('takeParts', { workers: 3 });
  assert.ok(count > 3, `${count} parts`);
  assert.deepEqual(numbersIn(parts), upTo(150));
  assertFixedFilm(bytes, 150);
  assertFlawless(save(bytes));
});

// Where there are none, a page's recording goes into a Blob or a stream.
if (has('private files')) {
  test('a file of the origin’s own is written from the page', async () => {
    const { bytes, events } = await inPage('filmToFile', { workers: 2 });
    assert.deepEqual(events, ['start', 'dataavailable', 'stop']);
    assertFixedFilm(bytes, 40);
    assertFlawless(save(bytes));
  });
}

test('a worker that is terminated ends the recording: the film of what came before, and no worker is left', async () => {
  const { bytes, events, started, after } = await inPage('endEarly', 'worker', { workers: 3 });
  assert.deepEqual(named(events), ['start', 'worker-lost', 'dataavailable', 'stop']);
  assert.equal(started, 3);
  assert.equal(after?.name, 'InvalidStateError');
  const numbers = numbersIn(bytes);
  assert.deepEqual(numbers, upTo(numbers.length));
  // The first segment was another worker's.
  assert.ok(numbers.length >= 15, `${numbers.length} frames`);
  assertFlawless(save(bytes));
});

for (const how of ['cancel', 'signal']) {
  test(`cancelled (${how}): all workers end, and whoever waits is told`, async () => {
    const { events, started, stopping, after } = await inPage('endEarly', how, { workers: 3 });
    assert.equal(started, 3);
    assert.equal(stopping?.name, 'AbortError');
    assert.equal(after?.name, 'InvalidStateError');
    assert.deepEqual(named(events), ['start', 'stop']);
  });
}

test('what several workers cannot do is said', async () => {
  const fixed = { clock: 'fixed' };
  const refused = [
    [{ ...fixed, workers: 0 }, 'RangeError', /options\.workers must be a whole number from 1 to 64, got 0/],
    [{ ...fixed, workers: 65 }, 'RangeError', /options\.workers/],
    [{ ...fixed, workers: 'many' }, 'TypeError', /options\.workers/],
    [{ workers: 2 }, 'NotSupportedError', /options\.workers 2 needs options\.clock 'fixed'/],
    [{ workers: 'auto', clock: 'realtime' }, 'NotSupportedError', /options\.clock 'fixed'/],
    [{ ...fixed, workers: 2, backend: 'webcodecs' }, 'NotSupportedError', /options\.backend 'wasm'/],
    [{ ...fixed, workers: 2, worker: 'one' }, 'NotSupportedError', /not one Worker/],
  ];
  const { open } = await site();
  const errors = await withPage(open, (page) =>
    call(
      page,
      'sharing',
      'refusals',
      refused.map(([options]) => options),
    ),
  );
  refused.forEach(([, name, message], index) => {
    assert.equal(errors[index]?.name, name);
    assert.match(errors[index].message, message);
  });
});

test('one worker is what the realtime clock has; nothing is refused', async () => {
  const { open } = await site();
  const errors = await withPage(open, (page) => call(page, 'sharing', 'refusals', [{ workers: 1 }]));
  assert.deepEqual(errors, [null]);
});

test('what cannot begin leaves no worker behind', async () => {
  const { open } = await site();
  const all = [
    { clock: 'fixed', workers: 2, worker: '/dist/nowhere.js' },
    { clock: 'fixed', workers: 2, filter: 'blur(' },
    { clock: 'fixed', workers: 2, wasm: '/dist/index.js' },
  ];
  const errors = await withPage(open, (page) => call(page, 'sharing', 'refusals', all), {
    expected: /Failed to load resource|disallowed MIME type/,
  });
  assert.deepEqual(
    errors.map((error) => error?.code ?? error?.name),
    ['worker-start', 'FilterSyntaxError', 'wasm-compile'],
  );
});
