// Canvases that cannot be recorded, and canvases that stop to be recordable: a typed error, no worker left behind, and
// no frame lost that was encoded.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertFlawless, save } from '../../node/judges.mjs';
import { withPage } from '../engine.mjs';
import {
  assertColors,
  assertFixedFilm,
  assertRising,
  isEmpty,
  liveColorBound,
  numberOf,
  numbersIn,
  picturesIn,
  upTo,
} from '../films.mjs';
import { patches } from '../page/scene.mjs';
import { site, withSite } from '../site.mjs';
import { call } from './in-page.mjs';

const inPage = async (name, ...args) => {
  const { open, films } = await site();
  return withPage(open, async (page) => {
    const result = await call(page, 'failing', name, ...args);
    return { ...result, bytes: films[result.film] };
  });
};

test('a canvas without pixels, or with more than a VP8 frame can have, is refused', async () => {
  const { open } = await site();
  await withPage(open, async (page) => {
    for (const [field, value] of [
      ['width', 0],
      ['height', 0],
      ['width', 16384],
      ['height', 16384],
    ]) {
      const options = { width: 8, height: 8, [field]: value };
      const { error, events, state, stopping } = await call(page, 'failing', 'failToStart', options);
      assert.equal(error?.name, 'RangeError');
      assert.equal(error.message, `canvas.${field} must be a whole number from 1 to 16383, got ${value}`);
      assert.deepEqual({ events, state, stopping }, { events: [], state: 'inactive', stopping: 'InvalidStateError' });
    }
  });
});

/** Runs `use(page, url, films)` in a page that shows pictures of another site, without asking that one. */
const withForeignImage = (use, options) => {
  const open = { 'cross-origin-embedder-policy': undefined, 'cross-origin-resource-policy': undefined };
  return withSite({ alter: () => ({ headers: open }) }, (foreign) =>
    withSite({ alter: () => ({ headers: open }) }, ({ open: url, films }) =>
      withPage(url, (page) => use(page, `${foreign.origin}/page/spot.svg`, films), options),
    ),
  );
};

const forms = { VideoFrame: [], ImageBitmap: ['VideoFrame'], ImageData: ['VideoFrame', 'createImageBitmap'] };
for (const [form, without] of Object.entries(forms)) {
  const prepare = (page) =>
    page.evaluateOnNewDocument((names) => names.forEach((name) => delete globalThis[name]), without);

  test(`${form}: a canvas with another site's picture is refused`, () =>
    withForeignImage(
      async (page, url) => {
        const { error, events, state } = await call(page, 'failing', 'startTainted', url);
        assert.equal(error?.type, 'DOMException');
        assert.equal(error.name, 'SecurityError');
        assert.deepEqual({ events, state }, { events: [], state: 'inactive' });
      },
      { prepare },
    ));

  test(`${form}: another site's picture ends the recording, and the film up to there is whole`, () =>
    withForeignImage(
      async (page, url, films) => {
        const { film, events, next, state } = await call(page, 'failing', 'recordUntil', 'taint', { url });
        assert.deepEqual(
          events.map((event) => event.error?.name ?? event),
          ['start', 'SecurityError', 'dataavailable', 'stop'],
        );
        if (next) assert.equal(next.name, 'SecurityError');
        assert.equal(state, 'inactive');
        assertFixedFilm(films[film], 10);
      },
      { prepare },
    ));
}

for (const [accident, field, value, message] of [
  ['resize', 'width', 200, 'canvas.width must stay 160 while recording, got 200'],
  ['resizeToNothing', 'height', 0, 'canvas.height must stay 120 while recording, got 0'],
]) {
  test(`${accident}: the recording ends with an error, and the film up to there is whole`, async () => {
    const { bytes, events, next, after, same, state } = await inPage('recordUntil', accident, { resize: 'error' });
    const error = { type: 'RecorderError', name: 'RecorderError', message, code: 'canvas-resized', field, value };
    assert.deepEqual(events, ['start', { error: { ...error, type: events[1].error?.type } }, 'dataavailable', 'stop']);
    assert.equal(next?.code, 'canvas-resized');
    assert.equal(after?.name, 'InvalidStateError');
    assert.deepEqual({ same, state }, { same: true, state: 'inactive' });
    assertFixedFilm(bytes, 10);
    assertFlawless(save(bytes));
  });
}

test('a lost WebGL context ends the recording, and the film up to there is whole', async () => {
  const { bytes, events, next, state } = await inPage('recordUntil', 'loseContext', { kind: 'webgl' });
  assert.deepEqual(
    events.map((event) => event.error?.code ?? event),
    ['start', 'context-lost', 'dataavailable', 'stop'],
  );
  assert.equal(events[1].error.field, 'canvas');
  assert.equal(next?.name, 'InvalidStateError');
  assert.equal(state, 'inactive');
  assert.deepEqual(numbersIn(bytes), upTo(10));
  assertFlawless(save(bytes));
});

/** The last picture is empty, or in some engines the one before it again. */
const isWithoutNews = (pictures) =>
  isEmpty(pictures.at(-1)) || (pictures.length > 1 && numberOf(pictures.at(-1)) === numberOf(pictures.at(-2)));

for (const [accident, kind, code] of [
  ['resize', '2d', 'canvas-resized'],
  ['loseContext', 'webgl', 'context-lost'],
]) {
  test(`${accident} in real time: one error, and the film up to there is whole`, async () => {
    const { bytes, events, state } = await inPage('recordLiveUntil', accident, { kind, resize: 'error' });
    assert.deepEqual(
      events.map((event) => event.error?.code ?? event),
      ['start', code, 'dataavailable', 'stop'],
    );
    assert.equal(state, 'inactive');
    const pictures = picturesIn(bytes);
    // A frame may fall between the loss of a context and the event that tells of it.
    if (kind === 'webgl' && isWithoutNews(pictures)) pictures.pop();
    assert.ok(pictures.length > 1, `${pictures.length} pictures`);
    assertColors(pictures, patches, liveColorBound);
    assertRising(pictures.map(numberOf));
    assertFlawless(save(bytes));
  });
}
