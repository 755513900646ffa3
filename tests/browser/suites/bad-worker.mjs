// Workers that do not start, and a worker that dies: a typed error, and what was encoded is kept.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withPage } from '../engine.mjs';
import { numbersIn, upTo } from '../films.mjs';
import { site, withSite } from '../site.mjs';
import { call } from './in-page.mjs';

const assertNotStarted = ({ error, events, state, stopping }, message) => {
  assert.equal(error?.name, 'RecorderError', JSON.stringify(error));
  assert.equal(error.code, 'worker-start');
  assert.equal(error.field, 'worker');
  assert.match(error.message, message);
  assert.deepEqual({ events, state, stopping }, { events: [], state: 'inactive', stopping: 'InvalidStateError' });
};

const failToStart = async (options, { where, ...more } = {}) =>
  withPage((where ?? (await site())).open, (page) => call(page, 'failing', 'failToStart', options), more);

test('a worker whose script is missing is worker-start', async () => {
  const expected = /Failed to load resource: .* 404|was blocked because of a disallowed MIME type/;
  const result = await failToStart({ worker: '/dist/nowhere.js' }, { expected });
  assertNotStarted(result, /script could not be loaded/);
});

test('a worker whose script throws is worker-start with its words', async () => {
  const result = await failToStart({ worker: '/page/broken-worker.mjs' });
  assertNotStarted(result, /this worker is broken/);
});

test('a policy that forbids workers is worker-start', () =>
  withSite(
    {
      alter: () => ({
        headers: { 'content-security-policy': "script-src 'self' 'wasm-unsafe-eval'; worker-src 'none'" },
      }),
    },
    async (where) => {
      const result = await failToStart({}, { where, expected: /Content.Security.Policy/ });
      assertNotStarted(result, /the worker could not be started/);
    },
  ));

test('a worker that is terminated ends the recording, and what it had encoded is in the film', async () => {
  const { open, films } = await site();
  const { film, framesEncoded, events, next, after, state } = await withPage(open, (page) =>
    call(page, 'failing', 'recordUntil', 'terminateWorker', { ownWorker: true, frames: 30 }),
  );
  assert.deepEqual(
    events.map((event) => event.error?.code ?? event),
    ['start', 'worker-lost', 'dataavailable', 'stop'],
  );
  assert.equal(events[1].error.field, 'worker');
  if (next) assert.equal(next.code, 'worker-lost');
  assert.equal(after?.name, 'InvalidStateError');
  assert.equal(state, 'inactive');
  // All but the frame that was under way when captureFrame() last returned.
  assert.ok(framesEncoded >= 29, String(framesEncoded));
  const numbers = numbersIn(films[film]);
  assert.deepEqual(numbers, upTo(numbers.length));
  assert.ok(numbers.length >= framesEncoded, `${numbers.length} of ${framesEncoded} frames`);
});
