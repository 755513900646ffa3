// Filters in the recording path, in the live preview, in snapshots.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { run, save } from '../../node/judges.mjs';
import { assertColors, picturesIn } from '../films.mjs';
import { patches } from '../page/scene.mjs';
import { withPage } from '../engine.mjs';
import { site } from '../site.mjs';
import { call, film } from './in-page.mjs';

const inPage = async (name, args, options) => {
  const { open, films } = await site();
  return { result: await withPage(open, (page) => call(page, 'filtering', name, ...args), options), films };
};

test('a filter is in the film, and another from the next frame on', async () => {
  const filters = [null, 'invert()', 'brightness(50%)', '', 'hue-rotate(180deg) invert(1)'];
  const { bytes, events, stats } = await film('filtering', 'filmFilters', [filters]);
  const pictures = picturesIn(bytes);
  assert.equal(pictures.length, 2 * filters.length);
  assert.deepEqual(events, ['start', 'dataavailable', 'stop']);
  assert.equal(stats.framesEncoded, pictures.length);
  const plain = pictures.slice(0, 2);
  assertColors(plain);
  assertColors(
    pictures.slice(2, 4),
    patches.map((color) => color.map((level) => 255 - level)),
    8,
  );
  assertColors(
    pictures.slice(4, 6),
    patches.map((color) => color.map((level) => level / 2)),
    8,
  );
  assertColors(pictures.slice(6, 8));
});

test('a filter with a fault: start() rejects; while recording, an error event, and the filter before stays', async () => {
  for (const [filter, error] of [
    ['sepa(1)', 'FilterSyntaxError'],
    ['sepia(1) blur(-3px)', 'RangeError'],
    ['scale(2)', null],
  ]) {
    const { bytes, before, events } = await film('filtering', 'badFilters', [filter]);
    if (error) {
      assert.equal(before.name, error);
      assert.equal(before.state, 'inactive');
    } else assert.equal(before, null); // the film is as large as the filter says, unless it has begun already
    const refused = events.filter((event) => event.error);
    assert.equal(refused.length, 1);
    assert.equal(refused[0].error.name, error ?? 'RangeError');
    assert.deepEqual(
      events.filter((event) => !event.error),
      ['start', 'dataavailable', 'stop'],
    );
    assertColors(
      picturesIn(bytes),
      patches.map((color) => color.map((level) => 255 - level)),
      8,
    );
  }
});

for (const [how, options] of [
  ['in a worker', {}],
  ['without a worker', { worker: false }],
]) {
  test(`the live preview shows the filtered frames, ${how}`, async () => {
    const { result } = await inPage('previewFilters', [['invert()', 'none', 'crop(0, 0, 20px, 10px)'], options]);
    assert.deepEqual(result.errors, []);
    assert.deepEqual(result.shown, [
      [40, 30, 55, 155, 205, 255],
      [40, 30, 200, 100, 50, 255],
      [20, 10, 200, 100, 50, 255],
    ]);
  });
}

test('the live preview tells of a filter with a fault', async () => {
  const { result } = await inPage('previewFilters', [['invert()', 'invrt()']]);
  assert.equal(result.errors[0].name, 'FilterSyntaxError');
});

/** The middle pixel of a picture file, by ffmpeg. */
const middleOf = (bytes) => {
  const { status, stdout, stderr } = run(
    ...['ffmpeg', '-v', 'error', '-i', save(bytes), '-vf', 'format=rgb24,crop=1:1:24:16'],
    ...['-f', 'rawvideo', '-'],
  );
  assert.equal(String(stderr), '');
  assert.equal(status, 0);
  return [...stdout];
};

for (const type of ['image/png', 'image/jpeg', 'image/webp']) {
  for (const webp of type === 'image/webp' ? [true, false] : [true]) {
    test(`a filtered snapshot as ${type}${webp ? '' : ' in a browser that cannot write it'}`, async () => {
      const args = [{ type, quality: 0.95, filter: 'invert()', webp }];
      const { result, films } = await inPage('snapFiltered', args);
      assert.equal(result.type, type);
      middleOf(films[result.film]).forEach((level, i) => {
        assert.ok(Math.abs(level - [55, 155, 205][i]) <= (type === 'image/png' ? 0 : 6), `${level}`);
      });
    });
  }
}

test("a snapshot of an iframe's ImageData", async () => {
  const { open } = await site();
  assert.deepEqual(await withPage(open, (page) => call(page, 'filtering', 'snapshotOfFrame')), [8, 6]);
});
