// Frames to WebM in Node, read back by libvpx's decoder and by every validator there is.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { WebmEncoder } from '../../dist/index.js';
import { assertFlawless, decode, probe, save } from './judges.mjs';
import { numbered, readNumber, toBgra } from './pictures.mjs';

const codecs = ['vp8', 'vp9'];

const encodeNumbers = async (count, options, frame = () => ({})) => {
  const encoder = await WebmEncoder.create(options);
  for (let index = 0; index < count; index++) {
    encoder.addFrame(numbered(options.width, options.height, index), frame(index));
  }
  const bytes = encoder.finish();
  encoder.close();
  return bytes;
};

for (const codec of codecs) {
  test(`${codec}: every frame is there once and in order`, async () => {
    const size = { width: 160, height: 96 };
    const path = save(await encodeNumbers(150, { codec, ...size, frameRate: 60, bitrate: 500_000 }));
    const pictures = decode(path, codec, size.width, size.height);
    assert.deepEqual(
      pictures.map((picture) => readNumber(picture, size.width, size.height)),
      Array.from({ length: 150 }, (_, index) => index),
    );
    assertFlawless(path);
    const { streams, packets, format } = probe(path);
    assert.deepEqual([streams[0].codec_name, streams[0].width, streams[0].height], [codec, 160, 96]);
    assert.equal(streams[0].r_frame_rate, '60/1');
    assert.equal(Number(format.duration), 2.5);
    packets.forEach(({ pts_time: time }, index) =>
      assert.ok(Math.abs(time - index / 60) <= 0.0005, `${index}: ${time}`),
    );
  });

  test(`${codec}: odd sizes, down to one pixel`, async () => {
    for (const [width, height] of [
      [1, 1],
      [2, 1],
      [17, 3],
      [63, 65],
      [175, 143],
    ]) {
      const path = save(await encodeNumbers(4, { codec, width, height, bitrate: 1_000_000 }));
      assert.equal(decode(path, codec, width, height).length, 4, `${width}x${height}`);
      assertFlawless(path);
    }
  });

  for (const colorSpace of ['bt601', 'bt709']) {
    test(`${codec}: colours come back within 4 levels (${colorSpace})`, async () => {
      const colors = [
        [255, 0, 0],
        [0, 255, 0],
        [0, 0, 255],
        [255, 255, 255],
        [0, 0, 0],
        [30, 180, 60],
        [200, 100, 50],
      ];
      const [width, height] = [64, 64];
      const encoder = await WebmEncoder.create({ codec, width, height, colorSpace, bitrate: 4_000_000 });
      for (const format of ['rgba', 'bgra']) {
        for (const color of colors) {
          // Alpha means nothing: the value here would show if it did.
          const rgba = Uint8ClampedArray.from({ length: width * height * 4 }, (_, index) => color[index % 4] ?? 7);
          encoder.addFrame(format === 'rgba' ? rgba : toBgra(rgba), { format });
        }
      }
      const pictures = decode(save(encoder.finish()), codec, width, height, colorSpace);
      encoder.close();
      assert.equal(pictures.length, 2 * colors.length);
      pictures.forEach((picture, index) => {
        const color = colors[index % colors.length];
        const furthest = picture.reduce((most, value, at) => Math.max(most, Math.abs(value - color[at % 3])), 0);
        assert.ok(furthest <= 4, `${color} is off by ${furthest} in frame ${index}`);
      });
    });
  }
}

test('timestamps and durations of the caller are kept, in whole milliseconds', async () => {
  const times = [0, 10.4, 500, 501, 1200, 2000.6];
  const size = { width: 64, height: 48 };
  const path = save(await encodeNumbers(6, size, (index) => ({ timestamp: times[index], duration: 250 })));
  const { packets, streams, format } = probe(path);
  assert.deepEqual(
    packets.map(({ pts_time: time }) => Math.round(time * 1000)),
    [0, 10, 500, 501, 1200, 2001],
  );
  assert.notEqual(streams[0].r_frame_rate, '30/1');
  assert.equal(Math.round(format.duration * 1000), 2251);
  assertFlawless(path);
});

test('the end can be said when finishing', async () => {
  const encoder = await WebmEncoder.create({ width: 64, height: 48 });
  encoder.addFrame(numbered(64, 48, 1), { timestamp: 0 });
  const path = save(encoder.finish({ end: 3210 }));
  encoder.close();
  assert.equal(Number(probe(path).format.duration), 3.21);
});

test('default timestamps do not drift', async () => {
  const path = save(await encodeNumbers(200, { width: 16, height: 16, frameRate: 29.97 }));
  probe(path).packets.forEach(({ pts_time: time }, index) => {
    assert.ok(Math.abs(time - index / 29.97) <= 0.000501, `${index}: ${time}`);
  });
});

test('key frames come at the interval, and where they are asked for', async () => {
  const options = { width: 64, height: 48, frameRate: 10, keyFrameInterval: 1 };
  const path = save(await encodeNumbers(35, options, (index) => ({ keyFrame: index === 14 })));
  const keys = probe(path).packets.flatMap(({ flags }, index) => (flags.startsWith('K') ? [index] : []));
  assert.deepEqual(keys, [0, 10, 14, 24, 34]);
});

test('addSlot tells what became of the frame', async () => {
  const encoder = await WebmEncoder.create({ width: 64, height: 48 });
  encoder.frameSlot().set(numbered(64, 48, 5));
  const first = encoder.addSlot();
  encoder.frameSlot().set(numbered(64, 48, 6));
  const second = encoder.addSlot({ timestamp: 40 });
  assert.equal(encoder.frameCount, 2);
  assert.deepEqual([first.keyFrame, second.keyFrame], [true, false]);
  const path = save(encoder.finish());
  encoder.close();
  assert.deepEqual(
    probe(path).packets.map(({ size }) => Number(size)),
    [first.size, second.size],
  );
  assert.deepEqual(
    decode(path, 'vp8', 64, 48).map((picture) => readNumber(picture, 64, 48)),
    [5, 6],
  );
});

test('the bitrate can be changed on the way', async () => {
  const { noisy } = await import('./pictures.mjs');
  const encoder = await WebmEncoder.create({ width: 320, height: 240, bitrate: 2_000_000, rateControl: 'constant' });
  const sizes = [];
  for (let index = 0; index < 90; index++) {
    if (index === 45) encoder.setBitrate(100_000);
    sizes.push(encoder.addFrame(noisy(320, 240, index)).size);
  }
  encoder.close();
  const sum = (from, to) => sizes.slice(from, to).reduce((total, size) => total + size, 0);
  assert.ok(sum(60, 90) < sum(15, 45) / 4, `${sum(15, 45)} bytes before, ${sum(60, 90)} after`);
});

for (const codec of codecs) {
  for (const effort of ['realtime', 'balanced', 'best']) {
    test(`${codec}: ${effort} effort that goes down and up between frames gives whole pictures`, async () => {
      const [width, height] = [160, 96];
      const encoder = await WebmEncoder.create({ codec, width, height, effort, bitrate: 500_000 });
      const taken = [];
      for (let index = 0; index < 40; index++) {
        if (index % 4 === 0) taken.push(encoder.reduceEffort(index < 20 ? index / 4 : (40 - index) / 4));
        encoder.addFrame(numbered(width, height, index));
      }
      assert.ok(Math.max(...taken) >= 1 && taken[0] === 0, String(taken));
      for (const [steps, error] of [
        [-1, RangeError],
        [0.5, RangeError],
        ['1', TypeError],
        [undefined, TypeError],
      ]) {
        assert.throws(() => encoder.reduceEffort(steps), error);
      }
      const path = save(encoder.finish());
      encoder.close();
      const numbers = decode(path, codec, width, height).map((picture) => readNumber(picture, width, height));
      assert.deepEqual(
        numbers,
        Array.from({ length: 40 }, (_, index) => index),
      );
    });
  }
}
