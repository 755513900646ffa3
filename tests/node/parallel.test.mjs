// Films that several workers share, in Node: the same bytes with any number of them, read back by other people's programs.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { WebmEncoder } from '../../dist/index.js';
import { ParallelEncoder } from '../../dist/parallel.js';
import { assertFlawless, decode, probe, save } from './judges.mjs';
import { numbered, readNumber } from './pictures.mjs';
import { encodeNumbers, packetsOf, pretendCores, threads } from './threads.mjs';

pretendCores(3);
after(() => [...threads].forEach((thread) => thread.terminate()));

const size = { width: 96, height: 64 };
// Segments of 15 frames.
const settings = { ...size, frameRate: 30, keyFrameInterval: 0.5, bitrate: 300_000 };
const upTo = (count) => Array.from({ length: count }, (_, index) => index);

for (const codec of ['vp8', 'vp9']) {
  test(`${codec}: the file is the same with 1, 2 and 3 workers, and with none but this thread`, async () => {
    const options = { ...settings, codec };
    const one = await encodeNumbers(100, { ...options, workers: 1 });
    assert.deepEqual(await encodeNumbers(100, { ...options, workers: 2 }), one);
    assert.deepEqual(await encodeNumbers(100, { ...options, workers: 3 }), one);
    assert.deepEqual(await encodeNumbers(100, { ...options, workers: 3, worker: false }), one);

    const path = save(one);
    assert.deepEqual(
      decode(path, codec, size.width, size.height).map((picture) => readNumber(picture, size.width, size.height)),
      upTo(100),
    );
    assertFlawless(path);
    const { packets, format, streams } = probe(path);
    packets.forEach(({ pts_time: time, flags }, index) => {
      assert.ok(Math.abs(time - index / 30) <= 0.0005, `${index}: ${time}`);
      assert.equal(flags.startsWith('K'), index % 15 === 0, `frame ${index}`);
    });
    assert.ok(Math.abs(format.duration - 100 / 30) < 0.0005, format.duration);
    assert.equal(streams[0].r_frame_rate, '30/1');
  });

  test(`${codec}: the first segment has the packets that WebmEncoder makes`, async () => {
    const options = { ...settings, codec, filter: 'grain(40%)', channel: 'both' };
    const parallel = packetsOf(await encodeNumbers(40, { ...options, workers: 2 }));
    const encoder = await WebmEncoder.create(options);
    for (const index of upTo(40)) encoder.addFrame(numbered(size.width, size.height, index));
    const single = packetsOf(encoder.finish());
    encoder.close();
    assert.equal(parallel.length, 40);
    assert.deepEqual(parallel.slice(0, 15), single.slice(0, 15));
    // A segment of its own depends on nothing before it.
    assert.notDeepEqual(parallel.slice(16, 20), single.slice(16, 20));
  });
}

test('pictures that wait have memory that is used again', async () => {
  const RealBuffer = globalThis.ArrayBuffer;
  let allocated = 0;
  globalThis.ArrayBuffer = class extends RealBuffer {
    constructor(length) {
      super(length);
      if (length === size.width * size.height * 4) allocated++;
    }
  };
  try {
    await encodeNumbers(200, { ...settings, workers: 3 });
  } finally {
    globalThis.ArrayBuffer = RealBuffer;
  }
  // A segment for each other worker but its half, two for each, and the one that is being filled.
  assert.ok(allocated > 0 && allocated <= 22, String(allocated));
});

test('films of no frame, of one, and of whole segments', async () => {
  for (const count of [0, 1, 15, 30]) {
    const bytes = await encodeNumbers(count, { ...settings, workers: 2 });
    assert.deepEqual(bytes, await encodeNumbers(count, { ...settings, workers: 1 }));
    const path = save(bytes);
    if (count > 0) assertFlawless(path);
    if (count > 0) assert.equal(packetsOf(bytes).length, count);
  }
});

test('an alpha channel is in the file, whoever encodes', async () => {
  const film = (workers) =>
    encodeNumbers(50, { ...settings, channel: 'both', workers }, (index) => {
      const pixels = numbered(size.width, size.height, index);
      for (let at = 3; at < pixels.length; at += 4) pixels[at] = 5 * index;
      return pixels;
    });
  const bytes = await film(2);
  assert.deepEqual(bytes, await film(1));
  const path = save(bytes);
  assertFlawless(path);
  assert.equal(probe(path).streams[0].tags.alpha_mode, '1');
  packetsOf(bytes).forEach(({ alpha }, index) => assert.ok(alpha.length > 0, `frame ${index} has no alpha`));
});

test('filters work in each worker, know the number of the frame, and can be changed on the way', async () => {
  const film = async (workers) => {
    const encoder = await ParallelEncoder.create({ ...settings, filter: 'grain(30%)', workers });
    for (const index of upTo(60)) {
      if (index === 20) encoder.setFilter('invert()');
      if (index === 50) encoder.setFilter(null);
      await encoder.addFrame(numbered(size.width, size.height, index));
    }
    const bytes = await encoder.finish();
    encoder.close();
    return bytes;
  };
  const bytes = await film(3);
  assert.deepEqual(bytes, await film(1));
  const numbers = decode(save(bytes), 'vp8', size.width, size.height).map((picture) =>
    readNumber(picture, size.width, size.height),
  );
  assert.deepEqual(
    numbers,
    upTo(60).map((index) => (index >= 20 && index < 50 ? 255 - index : index)),
  );
});

test('a filter may give the film another size', async () => {
  const bytes = await encodeNumbers(20, { ...settings, filter: 'rotate(90deg)', workers: 2 });
  const [{ width, height }] = probe(save(bytes)).streams;
  assert.deepEqual([width, height], [size.height, size.width]);
});

test('timestamps, durations and the end are the caller’s', async () => {
  const encoder = await ParallelEncoder.create({ ...settings, constantFrameRate: false, workers: 2 });
  for (const index of upTo(20)) {
    await encoder.addFrame(numbered(96, 64, index), { timestamp: index * index, duration: 7 });
  }
  const path = save(await encoder.finish({ end: 4000 }));
  encoder.close();
  const { packets, format } = probe(path);
  assert.deepEqual(
    packets.map(({ pts_time: time }) => Math.round(time * 1000)),
    upTo(20).map((index) => index * index),
  );
  assert.equal(Number(format.duration), 4);
  // It ends long after its last frame, as was asked for.
  assertFlawless(path, /W07/);
});

test('frames without a time of their own follow the end of one that lasts longer', async () => {
  const film = async (encoder) => {
    for (const index of upTo(5))
      await encoder.addFrame(numbered(96, 64, index), { 1: { duration: 500 }, 3: { timestamp: 1000 } }[index]);
    const bytes = await encoder.finish();
    encoder.close();
    const { packets, format } = probe(save(bytes));
    return [packets.map(({ pts_time: time }) => Number(time)), Math.round(format.duration * 1000)];
  };
  const expected = [[0, 0.033, 0.533, 1, 1.033], 1067];
  assert.deepEqual(await film(await ParallelEncoder.create({ ...settings, workers: 2 })), expected);
  assert.deepEqual(await film(await WebmEncoder.create(settings)), expected);
});

test('the file can be taken piece by piece, and be live', async () => {
  const pieces = [];
  const onData = (bytes, position) => pieces.push({ bytes, position });
  const encoder = await ParallelEncoder.create({ ...settings, layout: 'live', workers: 2, onData });
  for (const index of upTo(40)) await encoder.addFrame(numbered(96, 64, index));
  assert.equal((await encoder.finish()).length, 0);
  encoder.close();
  let end = 0;
  for (const { bytes, position } of pieces) {
    assert.equal(position, end);
    end += bytes.length;
  }
  assert.equal(decode(save(Buffer.concat(pieces.map(({ bytes }) => bytes))), 'vp8', 96, 64).length, 40);
});

test('segments are whole key-frame intervals of at least 15 frames', async () => {
  const bytes = await encodeNumbers(50, { ...settings, keyFrameInterval: 0.2, workers: 2 });
  const keys = probe(save(bytes)).packets.flatMap(({ flags }, index) => (flags.startsWith('K') ? [index] : []));
  assert.deepEqual(keys, [0, 6, 12, 18, 24, 30, 36, 42, 48]);
  assert.deepEqual(await encodeNumbers(50, { ...settings, keyFrameInterval: 0.2, workers: 3 }), bytes);
});
