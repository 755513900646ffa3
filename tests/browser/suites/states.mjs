// Options and calls that make no sense are refused by name, and change nothing; the order of events.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { engine, withPage } from '../engine.mjs';
import { assertColors, assertFixedFilm, numbersIn, picturesIn, timesIn } from '../films.mjs';
import { patches } from '../page/scene.mjs';
import { site } from '../site.mjs';
import { call, film } from './in-page.mjs';

const inPage = async (name, ...args) => {
  const { open, films } = await site();
  const result = await withPage(open, (page) => call(page, 'states', name, ...args));
  return { ...result, films: result.films?.map((film) => films[film]) };
};

test('options that are no sensible numbers are refused by name and value', async () => {
  const numbers = ['NaN', '-1', 'Infinity'].map((number) => ({ number }));
  const given = ['frameRate', 'bitrate', 'keyFrameInterval'].flatMap((name) => [
    ...numbers.map((value) => [name, value]),
    [name, '30'],
    [name, null],
  ]);
  const errors = await withPage((await site()).open, (page) => call(page, 'failing', 'failToConstruct', given));
  given.forEach(([name, value], index) => {
    const error = errors[index];
    const number = value?.number;
    assert.equal(error?.name, number ? 'RangeError' : 'TypeError', `${name} ${JSON.stringify(value)}`);
    assert.match(error.message, new RegExp(`^options\\.${name} must be a number from [\\d.]+ to [\\d.e+]+, got `));
    assert.ok(error.message.endsWith(number ?? JSON.stringify(value)), error.message);
  });
});

test('calls at the wrong time are InvalidStateError and disturb nothing', async () => {
  const { errors, films, states, events } = await inPage('callAtWrongTimes');
  for (const [call_, name] of Object.entries(errors)) assert.equal(name, 'InvalidStateError', call_);
  assert.equal(Object.keys(errors).length, 7);
  assert.deepEqual(states, ['inactive', 'recording', 'inactive']);
  assert.deepEqual(events, ['start', 'dataavailable', 'stop']);
  assertFixedFilm(films[0], 3);
});

test('a time that goes back is refused, and the recording goes on', async () => {
  const { errors, films, events } = await inPage('goBackInTime');
  assert.deepEqual(errors, [
    "RangeError: timestamp must be later than the last frame's 500 ms, got 400",
    "RangeError: timestamp must be later than the last frame's 500 ms, got 500",
    'RangeError: timestamp must be a number from 0 to 9000000000000, got NaN',
    'RangeError: timestamp must be a number from 0 to 9000000000000, got -1',
    'RangeError: duration must be a number from 0.001 to 9000000000000, got 0',
  ]);
  assert.deepEqual(events, ['start', 'dataavailable', 'stop']);
  assert.deepEqual(numbersIn(films[0]), [0, 1, 3]);
  assert.deepEqual(timesIn(films[0]), { times: [0, 500, 1000], duration: 1.25 });
});

test('one recorder makes one film after the other', async () => {
  const { films, events, backend } = await inPage('recordTwice');
  assert.deepEqual(events, ['start', 'dataavailable', 'stop', 'start', 'dataavailable', 'stop']);
  assertFixedFilm(films[0], 4);
  assertFixedFilm(films[1], 6);
  assert.equal(backend.before, null);
  assert.equal(backend.after.name, 'wasm');
  assert.ok(backend.after.reason.length > 0);
});

test('cancel() ends the worker and keeps nothing, at any time', async () => {
  const { whileRecording, whileStarting, whileStopping } = await inPage('cancelEverywhere');
  assert.deepEqual(whileRecording, { events: ['start', 'stop'], state: 'inactive', stop: 'AbortError' });
  assert.deepEqual(whileStarting, { events: [], state: 'inactive', start: 'AbortError' });
  assert.deepEqual(whileStopping, { events: ['start', 'stop'], state: 'inactive', stop: 'AbortError' });
});

test('event handler properties are called like listeners, and dataavailable carries the film', async () => {
  const { seen, size, blobSize, timecode, type } = await inPage('useHandlers');
  assert.deepEqual(seen, ['start', 'dataavailable', 'stop']);
  assert.deepEqual({ size, timecode, type }, { size: blobSize, timecode: 0, type: 'video/webm;codecs=vp8' });
});

const startBadly = async (name, ...args) =>
  withPage((await site()).open, (page) => call(page, 'starting-badly', name, ...args));

test('cancel() while a recorder starts leaves its stream free, or aborts it when it is taken already', async () => {
  const { early, late, events } = await startBadly('cancelStart');
  assert.deepEqual(early, { error: 'AbortError', locked: false });
  assert.deepEqual(late, { error: 'AbortError', reason: 'AbortError' });
  assert.deepEqual(events, []);
});

test('a stream that breaks while a recorder starts makes start() reject, without events', async () => {
  const { error, events, state, stopping } = await startBadly('breakStream');
  assert.equal(error?.code, 'output-failed', JSON.stringify(error));
  assert.match(error.message, /options\.output takes no more: the disk is full/);
  assert.deepEqual({ events, state, stopping }, { events: [], state: 'inactive', stopping: 'InvalidStateError' });
});

test('after a start that fails, stop() does not give the film before', async () => {
  const { error, stopping, events } = await startBadly('failSecondTime');
  assert.equal(error, 'canvas.width must be a whole number from 1 to 16383, got 0');
  assert.equal(stopping, 'InvalidStateError');
  assert.deepEqual(events, ['start', 'dataavailable', 'stop']);
});

test('a filter that is set while a recorder starts is in the film', async () => {
  const { bytes, events } = await film('starting-badly', 'setFilter', ['invert()']);
  assert.deepEqual(events, ['start', 'dataavailable', 'stop']);
  const inverted = patches.map((color) => color.map((level) => 255 - level));
  const pictures = picturesIn(bytes);
  assert.equal(pictures.length, 4);
  assertColors(pictures, inverted);
});

test('a filter with a fault that is set while a recorder starts is told of, and the film goes on without it', async () => {
  const { bytes, events } = await film('starting-badly', 'setFilter', ['invert(']);
  assert.deepEqual(
    events.map((event) => event.error?.name ?? event),
    ['start', 'FilterSyntaxError', 'dataavailable', 'stop'],
  );
  assertFixedFilm(bytes, 4);
});

test('a start that fails ends the worker that it was given, even where it was not reached', async () => {
  const result = await startBadly('failBeforeWorker');
  assert.deepEqual(result, { error: 'NotSupportedError', state: 'inactive', events: [], ended: true });
});

test('a signal that is aborted cancels the recording', async () => {
  const result = await startBadly('abortBySignal');
  assert.deepEqual(result, { events: ['start', 'stop'], state: 'inactive', stopping: 'AbortError' });
});

// Of the engines' drivers, only Chromium's can have the garbage collected.
if (engine.name === 'chromium') {
  test('a signal that outlives its recordings does not keep them in memory', async () => {
    const left = await withPage((await site()).open, async (page) => {
      await call(page, 'starting-badly', 'filmWithSignal');
      const inspector = await page.createCDPSession();
      await inspector.send('HeapProfiler.collectGarbage');
      return call(page, 'starting-badly', 'filmsLeft');
    });
    assert.deepEqual(left, { with: 0, without: 0 });
  });
}
