// Parts that no public function shows from all sides, bundled from their sources for the test.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bundled } from './bundled.mjs';

const { ChunkStore } = await bundled('chunk-store.ts');
const { AnimationTicker } = await bundled('capture/animation-ticker.ts');
const { Samples } = await bundled('stats.ts');
const { defaultBitrate } = await bundled('bitrate.ts');

test('ChunkStore: appended and patched anywhere, folded or not, it is the same file', async () => {
  let state = 12345;
  const random = (limit) => (state = (state * 1103515245 + 12345) & 0x7fffffff) % limit;
  const randomBytes = (length) => Uint8Array.from({ length }, () => random(256));
  for (const foldAt of [1, 50, 300, Infinity]) {
    const store = new ChunkStore(foldAt);
    const expected = Buffer.alloc(40_000);
    let size = 0;
    for (let step = 0; step < 400; step++) {
      const bytes = randomBytes(1 + random(60));
      const patch = step > 0 && random(3) === 0;
      const position = patch ? random(size) : size;
      expected.set(bytes, position);
      size = Math.max(size, position + bytes.length);
      store.write(position, bytes);
      assert.equal(store.size, size);
    }
    if (foldAt === Infinity) assert.deepEqual(Buffer.from(store.toBytes()), expected.subarray(0, size));
    const blob = store.since(0, 'video/webm');
    assert.equal(blob.type, 'video/webm');
    const whole = expected.subarray(0, size);
    assert.deepEqual(Buffer.from(await blob.arrayBuffer()), whole, `folded at ${foldAt}`);
  }
});

test('ChunkStore: a gap is refused', () => {
  const store = new ChunkStore(Infinity);
  store.write(0, new Uint8Array(10));
  assert.throws(() => store.write(11, new Uint8Array(1)), { name: 'RangeError', message: /at most 10, got 11/ });
});

/** The times at which a ticker calls back on a screen with these frame times; `drawn`: those of frames with a picture. */
const tick = (frameRate, times, drawn = new Set(times)) => {
  const calls = [];
  let request;
  globalThis.requestAnimationFrame = (callback) => ((request = callback), 1);
  globalThis.cancelAnimationFrame = () => (request = null);
  const { MessageChannel, performance } = globalThis;
  // Delivered at once, so that the test is in charge of time.
  globalThis.MessageChannel = class {
    port1 = { close() {} };
    port2 = { postMessage: () => this.port1.onmessage() };
  };
  let now = 0;
  let frame;
  Object.defineProperty(globalThis, 'performance', { value: { now: () => now }, configurable: true });
  try {
    const ticker = new AnimationTicker(
      frameRate,
      () => drawn.has(frame),
      (time) => calls.push(time),
    );
    ticker.start();
    for (const time of times) {
      frame = time;
      now = time + 2;
      request(time);
    }
    ticker.stop();
    assert.equal(request, null);
  } finally {
    globalThis.MessageChannel = MessageChannel;
    Object.defineProperty(globalThis, 'performance', { value: performance, configurable: true });
    delete globalThis.requestAnimationFrame;
    delete globalThis.cancelAnimationFrame;
  }
  return calls;
};

const screen = (hertz, count, jitter = () => 0) =>
  Array.from({ length: count }, (_, index) => 1000 + (index * 1000) / hertz + jitter(index));

test('AnimationTicker: without a rate, each frame', () => {
  const times = screen(60, 50);
  assert.deepEqual(tick(undefined, times), times);
});

test('AnimationTicker: 30 of 60 is each second frame, jitter or not', () => {
  const times = screen(60, 100, (index) => (2 - ((index * 7) % 5)) * 0.9);
  assert.deepEqual(
    tick(30, times),
    times.filter((_, index) => index % 2 === 0),
  );
});

test('AnimationTicker: rates that do not divide hold on average and are never exceeded', () => {
  for (const [rate, hertz] of [
    [24, 60],
    [25, 60],
    [40, 60],
    [50, 60],
    [60, 75],
    [30, 144],
    [60, 59.94],
    [10, 60],
  ]) {
    const seconds = 20;
    const calls = tick(rate, screen(hertz, Math.round(hertz * seconds)));
    const expected = Math.min(rate, hertz) * seconds;
    assert.ok(calls.length <= expected + 1, `${rate} of ${hertz}: ${calls.length} frames`);
    assert.ok(calls.length >= expected - 2, `${rate} of ${hertz}: ${calls.length} frames`);
  }
});

test('AnimationTicker: frames that nothing is drawn in use up no turn', () => {
  const times = screen(60, 90);
  const drawn = times.filter((_, index) => index % 3 === 1);
  assert.deepEqual(tick(30, times, new Set(drawn)), drawn);
});

test('AnimationTicker: times never fall', () => {
  const times = [1000, 1016, 1010, 1033];
  assert.deepEqual(tick(undefined, times), [1000, 1016, 1016, 1033]);
});

test('AnimationTicker: after a pause it does not catch up', () => {
  const times = [...screen(60, 30), ...screen(60, 30).map((time) => time + 5000)];
  const calls = tick(30, times);
  assert.equal(calls.filter((time) => time >= 6000).length, 15);
});

test('AnimationTicker: a frame that came before the task after the last one is missed, and looked at', () => {
  const { MessageChannel } = globalThis;
  const calls = [];
  let request;
  let deliver;
  globalThis.requestAnimationFrame = (callback) => ((request = callback), 1);
  globalThis.cancelAnimationFrame = () => (request = null);
  globalThis.MessageChannel = class {
    port1 = { close() {} };
    port2 = { postMessage: () => (deliver = () => this.port1.onmessage()) };
  };
  try {
    const ticker = new AnimationTicker(
      undefined,
      () => calls.push('look') > 0,
      () => calls.push('frame'),
    );
    ticker.start();
    request(performance.now());
    deliver();
    request(performance.now());
    // The next frame comes first.
    request(performance.now());
    deliver();
    request(performance.now());
    deliver();
    ticker.stop();
    assert.equal(request, null);
  } finally {
    globalThis.MessageChannel = MessageChannel;
    delete globalThis.requestAnimationFrame;
    delete globalThis.cancelAnimationFrame;
  }
  assert.deepEqual(calls, ['look', 'frame', 'look', 'frame', 'look', 'look', 'frame']);
});

test('Samples: quantiles of the last 512 values', () => {
  const samples = new Samples();
  assert.deepEqual(samples.quantiles(0.5, 0.95), [0, 0]);
  samples.add(7);
  assert.deepEqual(samples.quantiles(0.5, 0.95), [7, 7]);
  for (let value = 0; value < 1000; value++) samples.add(1e6);
  for (let value = 512; value > 0; value--) samples.add(value);
  assert.deepEqual(samples.quantiles(0.5, 0.95, 1), [256, 487, 512]);
  assert.equal(samples.count, 1513);
});

test('defaultBitrate grows with size and rate, less for VP9, within its limits', () => {
  assert.equal(defaultBitrate('vp8', 1280, 720, 30), 2_765_000);
  assert.equal(defaultBitrate('vp8', 1280, 720, 60), 5_530_000);
  assert.equal(defaultBitrate('vp9', 1280, 720, 30), 1_935_000);
  assert.equal(defaultBitrate('vp8', 16, 16, 30), 250_000);
  assert.equal(defaultBitrate('vp8', 16383, 16383, 60), 100_000_000);
});

const { EffortControl } = await bundled('effort-control.ts');

/** An encoder with `most` steps, and its control; `run(frames, spent, waiting)` notes frames 20 ms apart. */
const controlled = (most) => {
  const asked = [];
  const control = new EffortControl((steps) => {
    asked.push(steps);
    return Math.min(steps, most);
  });
  let time = 0;
  const run = (frames, spent, waiting = 0) => {
    for (let frame = 0; frame < frames; frame++) control.note((time += 20), spent, waiting);
    return control.steps;
  };
  return { asked, run };
};

test('EffortControl: an encoder that keeps up is left alone', () => {
  const { asked, run } = controlled(3);
  assert.equal(run(1000, 10), 0);
  assert.equal(run(3, 30), 0); // a few slow frames are nothing
  assert.equal(run(1000, 1), 0);
  assert.deepEqual(asked, []);
});

test('EffortControl: behind, it goes down step by step, to the end and no further', () => {
  const { asked, run } = controlled(2);
  run(1, 0);
  assert.equal(run(4, 19), 1);
  assert.equal(run(4, 19), 2);
  assert.equal(run(100, 25), 2);
  assert.ok(asked.every((steps) => steps <= 3));
});

test('EffortControl: frames that wait count as being behind', () => {
  assert.equal(controlled(3).run(5, 5, 2), 1);
});

test('EffortControl: with time to spare it comes back, slowly', () => {
  const { run } = controlled(3);
  run(20, 25);
  assert.equal(run(149, 2), 3);
  assert.equal(run(1, 2), 2);
  assert.equal(run(300, 2), 0);
  assert.equal(run(1000, 2), 0);
});
