// Several workers in Node: how many are started, what becomes of them, and what is told when something goes wrong.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { afterEach, test } from 'node:test';
import { ParallelEncoder } from '../../dist/parallel.js';
import { assertFlawless, decode, save } from './judges.mjs';
import { numbered, readNumber } from './pictures.mjs';
import { encodeNumbers, pretendCores, started, threads, threadsGone } from './threads.mjs';

const [width, height] = [96, 64];
const settings = { width, height, frameRate: 30, keyFrameInterval: 0.5, bitrate: 300_000 };
const picture = (index) => numbered(width, height, index);
const segment = 15;

afterEach(async () => {
  for (const thread of [...threads]) void thread.terminate();
  await threadsGone();
  pretendCores(4);
});

test('no more workers are started than there are cores, and a number beyond the limit is refused', async () => {
  for (const [cores, workers, expected] of [
    [2, 64, 2],
    [3, 'auto', 3],
    [32, 'auto', 8],
    [32, undefined, 8],
    [1, 4, 1],
    [4, 3, 3],
  ]) {
    pretendCores(cores);
    const encoder = await ParallelEncoder.create({ ...settings, workers });
    assert.equal(threads.length, expected, `${workers} of ${cores}`);
    encoder.close();
    await threadsGone();
  }
  for (const [workers, type] of [
    [0, RangeError],
    [65, RangeError],
    [1.5, RangeError],
    ['2', TypeError],
    [null, TypeError],
  ]) {
    const create = ParallelEncoder.create({ ...settings, workers });
    await assert.rejects(create, (error) => error instanceof type && /^options\.workers must be/.test(error.message));
  }
  assert.equal(threads.length, 0);
});

test('workers that have done their part are there for the next film', async () => {
  pretendCores(3);
  const before = started;
  const first = await encodeNumbers(40, { ...settings, workers: 3 });
  assert.deepEqual(await encodeNumbers(40, { ...settings, workers: 2 }), first);
  assert.deepEqual(await encodeNumbers(40, { ...settings, workers: 3 }), first);
  // Another codec, size and filter, too.
  const other = { ...settings, codec: 'vp9', width: 64, filter: 'grain(20%)' };
  const again = await encodeNumbers(40, { ...other, workers: 2 });
  assert.equal(started - before, 3);
  for (const thread of [...threads]) void thread.terminate();
  await threadsGone();
  assert.deepEqual(await encodeNumbers(40, { ...other, workers: 2 }), again);
  assert.equal(started - before, 5);
});

test('a process ends though workers wait for another film', () => {
  const parallel = new URL('../../dist/parallel.js', import.meta.url);
  const program = `
    import { ParallelEncoder } from ${JSON.stringify(String(parallel))};
    // They wait for ever.
    globalThis.setTimeout = () => ({ unref() {} });
    const encoder = await ParallelEncoder.create({ width: 64, height: 64, workers: 2 });
    for (let index = 0; index < 80; index++) await encoder.addFrame(new Uint8Array(64 * 64 * 4));
    const bytes = await encoder.finish();
    encoder.close();
    console.log(bytes.length);`;
  const run = spawnSync(process.execPath, ['--input-type=module', '-e', program], { timeout: 60_000 });
  assert.equal(run.stderr.toString(), '');
  assert.equal(run.status, 0);
  assert.ok(Number(run.stdout) > 0);
});

test('a worker that dies: the film of the frames before those that it had, and no worker is left', async () => {
  pretendCores(2);
  const whole = await encodeNumbers(2 * segment, { ...settings, workers: 2 });
  const encoder = await ParallelEncoder.create({ ...settings, workers: 2 });
  // The second segment is whole, and in the file; of the third, some frames are under way.
  for (let index = 0; index < 2 * segment; index++) await encoder.addFrame(picture(index));
  while (encoder.encodedCount < 2 * segment) await new Promise((resolve) => setImmediate(resolve));
  const dying = threads[0];
  const adding = [];
  for (let index = 2 * segment; index < 2 * segment + 10; index++) adding.push(encoder.addFrame(picture(index)));
  for (const thread of [...threads]) void thread.terminate();
  await new Promise((resolve) => dying.once('exit', resolve));
  const settled = await Promise.allSettled(adding);
  assert.ok(settled.every(({ reason }) => !reason || reason.code === 'worker-lost'));
  await assert.rejects(encoder.addFrame(picture(99)), { name: 'RecorderError', code: 'worker-lost', field: 'worker' });
  const bytes = Buffer.from(await encoder.finish());
  encoder.close();
  const path = save(bytes);
  const numbers = decode(path, 'vp8', width, height).map((rgb) => readNumber(rgb, width, height));
  assert.ok(numbers.length >= 2 * segment);
  assert.deepEqual(
    numbers,
    numbers.map((_, index) => index),
  );
  if (numbers.length === 2 * segment) assert.deepEqual(bytes, whole);
  assertFlawless(path);
  await threadsGone();
});

test('one worker of three dies: what the others have before its segment is in the film', async () => {
  pretendCores(3);
  const encoder = await ParallelEncoder.create({ ...settings, workers: 3 });
  // It gets no frame any more, which is not known yet when frames are given to it.
  void threads[1].terminate();
  const adding = [];
  for (let index = 0; index < 3 * segment; index++) adding.push(encoder.addFrame(picture(index)));
  await Promise.allSettled(adding);
  const path = save(await encoder.finish());
  encoder.close();
  const numbers = decode(path, 'vp8', width, height).map((rgb) => readNumber(rgb, width, height));
  assert.deepEqual(
    numbers,
    Array.from({ length: segment }, (_, index) => index),
  );
  assertFlawless(path);
  await threadsGone();
});

test('closed on the way: whatever waits is told so, and all workers end', async () => {
  pretendCores(3);
  const encoder = await ParallelEncoder.create({ ...settings, workers: 3 });
  const adding = [];
  for (let index = 0; index < 8 * segment; index++) adding.push(encoder.addFrame(picture(index)));
  const finishing = encoder.finish();
  encoder.close();
  encoder.close();
  await assert.rejects(finishing, { name: 'AbortError' });
  const outcomes = await Promise.allSettled(adding);
  assert.ok(outcomes.some(({ reason }) => reason?.name === 'AbortError'));
  assert.ok(outcomes.every(({ reason }) => !reason || reason.name === 'AbortError'));
  await threadsGone();
  await assert.rejects(encoder.addFrame(picture(0)), { name: 'InvalidStateError' });
  await assert.rejects(encoder.finish(), { name: 'InvalidStateError' });
});

test('what cannot begin says why, and leaves no worker behind', async () => {
  pretendCores(2);
  const create = (options) => ParallelEncoder.create({ ...settings, workers: 2, ...options });
  await assert.rejects(create({ worker: 'file:///nowhere/worker.js' }), { code: 'worker-start', field: 'worker' });
  await threadsGone();
  await assert.rejects(create({ wasm: new Uint8Array([1, 2, 3]) }), { code: 'wasm-compile' });
  await assert.rejects(create({ filter: 'blur(' }), { name: 'FilterSyntaxError' });
  await assert.rejects(create({ filter: 'blur(99999px)' }), RangeError);
  await assert.rejects(create({ width: 0 }), RangeError);
  await assert.rejects(create({ bitrate: 'much' }), TypeError);
  await assert.rejects(create({ onData: 1 }), TypeError);
  await assert.rejects(create({ keyFrameInterval: null }), TypeError);
  await assert.rejects(create({ worker: new EventTarget() }), TypeError);
  await assert.rejects(ParallelEncoder.create(), TypeError);
  await threadsGone();
});

test('a frame that is refused changes nothing', async () => {
  const encoder = await ParallelEncoder.create({ ...settings, workers: 2 });
  await encoder.addFrame(picture(0));
  await assert.rejects(encoder.addFrame(new Uint8Array(5)), RangeError);
  await assert.rejects(encoder.addFrame('pixels'), TypeError);
  await assert.rejects(encoder.addFrame(picture(1), { timestamp: 0 }), RangeError);
  await assert.rejects(encoder.finish({ end: -1 }), RangeError);
  assert.throws(() => encoder.setFilter(5), TypeError);
  encoder.setFilter('blur(');
  // What the workers say of it comes before the frame that follows it.
  let next = 1;
  const refused = async () => {
    while (next < 25) await encoder.addFrame(picture(next)).then(() => next++);
    while (encoder.encodedCount < 5) await new Promise((resolve) => setImmediate(resolve));
    await encoder.addFrame(picture(next)).then(() => next++);
  };
  await assert.rejects(refused(), { name: 'FilterSyntaxError' });
  for (let index = next; index < 30; index++) await encoder.addFrame(picture(index));
  const bytes = Buffer.from(await encoder.finish());
  encoder.close();
  assert.deepEqual(bytes, await encodeNumbers(30, { ...settings, workers: 2 }));
});

test('an output that throws ends the film', async () => {
  const encoder = await ParallelEncoder.create({
    ...settings,
    workers: 2,
    onData: (_, position) => {
      if (position > 3000) throw new RangeError('the disk is full');
    },
  });
  const adding = async () => {
    for (let index = 0; index < 200; index++) await encoder.addFrame(picture(index));
    await encoder.finish();
  };
  await assert.rejects(adding(), { message: 'the disk is full' });
  encoder.close();
  await threadsGone();
});

test('a filter with a fault is told of by finish(), where no frame follows', async () => {
  for (const workers of [1, 2]) {
    const encoder = await ParallelEncoder.create({ ...settings, workers });
    encoder.setFilter('nonsense(3)');
    const ending = async () => {
      await encoder.addFrame(picture(0));
      await encoder.finish();
    };
    await assert.rejects(ending(), { name: 'FilterSyntaxError' });
    encoder.close();
  }
});

test('an output that throws at the first bytes or at the last makes create() or finish() reject', async () => {
  // As any code may: what is thrown need not be an error.
  for (const [thrown, message] of [
    [new RangeError('the disk is full'), /^the disk is full$/],
    ['the disk is full', /the disk is full/],
  ]) {
    const throwing = () => {
      throw thrown;
    };
    await assert.rejects(ParallelEncoder.create({ ...settings, workers: 2, onData: throwing }), { message });
    await threadsGone();

    let full = false;
    const onData = () => full && throwing();
    const encoder = await ParallelEncoder.create({ ...settings, workers: 2, onData });
    await encoder.addFrame(picture(0));
    while (encoder.encodedCount < 1) await new Promise((resolve) => setImmediate(resolve));
    full = true;
    await assert.rejects(encoder.finish(), { message });
    encoder.close();
  }
});
