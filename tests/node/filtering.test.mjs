// Filters around the encoder, in Node.
import assert from 'node:assert/strict';
import test from 'node:test';
import { FilterSyntaxError, WebmEncoder, applyFilter } from '../../dist/index.js';
import { decode, probe, save } from './judges.mjs';

const picture = (width, height, color) => {
  const data = new Uint8ClampedArray(width * height * 4);
  for (let i = 0; i < data.length; i += 4) data.set(typeof color === 'function' ? color(i / 4) : color, i);
  return { width, height, data };
};

const pixel = ({ width, data }, x, y) => [...data.subarray((y * width + x) * 4, (y * width + x) * 4 + 4)];

test('applyFilter: closed forms, and the source stays as it is', async () => {
  const source = picture(5, 3, [200, 100, 50, 255]);
  const before = source.data.slice();
  assert.deepEqual(pixel(await applyFilter(source, 'brightness(2)'), 4, 2), [255, 200, 100, 255]);
  assert.deepEqual(pixel(await applyFilter(source, 'grayscale()'), 0, 0), [118, 118, 118, 255]);
  assert.deepEqual(pixel(await applyFilter(source, 'SEPIA( 100% )'), 0, 0), [165, 147, 114, 255]);
  assert.deepEqual(pixel(await applyFilter(source, 'none'), 2, 1), [200, 100, 50, 255]);
  assert.deepEqual(pixel(await applyFilter(source, null), 2, 1), [200, 100, 50, 255]);
  assert.deepEqual(source.data, before);
});

test('applyFilter: pictures at the same time do not get in each other’s way', async () => {
  const results = await Promise.all(
    [0, 1, 2, 3, 4, 5].map((i) => applyFilter(picture(8 + i, 4, [10 * i, 0, 0, 255]), `brightness(${i + 1})`)),
  );
  results.forEach((result, i) => {
    assert.equal(result.width, 8 + i);
    assert.deepEqual(pixel(result, 7, 3), [Math.min(255, 10 * i * (i + 1)), 0, 0, 255]);
  });
});

test('applyFilter: bad input names the place, the value and the limit', async () => {
  const source = picture(2, 2, [1, 2, 3, 255]);
  const refused = (filter, check) => assert.rejects(applyFilter(source, filter), check);
  await refused('sepa(1)', (error) => {
    assert(error instanceof FilterSyntaxError && error instanceof SyntaxError);
    assert.equal(error.name, 'FilterSyntaxError');
    assert.equal(error.column, 1);
    assert.match(error.message, /sepa.*sepia/);
    return true;
  });
  await refused('sepia(1) blur(2em)', (error) => error instanceof FilterSyntaxError && error.column === 15);
  await refused('blur(-2px)', { name: 'RangeError', message: /blur\.radius.*0.*-2/ });
  await refused('brightness(1e999)', { name: 'RangeError', message: /brightness\.amount/ });
  await refused('lut3d("\ud800")', { message: /^lut3d\.cube, line 1: found '\ufffd'/ }); // half a surrogate pair
  await refused(7, { name: 'TypeError', message: /filter.*7/ });
  await refused({}, TypeError);
  await assert.rejects(applyFilter({ width: 2, height: 2, data: new Uint8Array(15) }, 'none'), {
    name: 'RangeError',
    message: /image\.data.*16.*15/,
  });
  await assert.rejects(applyFilter({ width: 0, height: 2, data: new Uint8Array(0) }, 'none'), /image\.width.*16383/);
  await assert.rejects(applyFilter(source, 'none', { parity: 'firefox' }), /options\.parity.*exact.*chromium/);
});

test('applyFilter: as Chromium cuts tables off', async () => {
  const source = picture(1, 1, [43, 59, 255, 255]);
  assert.deepEqual(pixel(await applyFilter(source, 'invert()', { parity: 'chromium' }), 0, 0), [211, 195, 0, 255]);
  assert.deepEqual(pixel(await applyFilter(source, 'invert()'), 0, 0), [212, 196, 0, 255]);
});

/** A film of `count` equal frames, after `change(encoder, frame)` for each. @returns its pictures */
const film = async (width, height, color, options, count = 3, change = () => {}) => {
  const encoder = await WebmEncoder.create({ width, height, frameRate: 10, bitrate: 4e6, ...options });
  for (let frame = 0; frame < count; frame++) {
    await change(encoder, frame);
    encoder.addFrame(picture(width, height, color).data);
  }
  const path = save(encoder.finish());
  encoder.close();
  return path;
};

const near = (actual, expected, bound = 4) => {
  for (let i = 0; i < 3; i++) {
    assert(Math.abs(actual[i] - expected[i]) <= bound, `got ${actual.subarray(0, 3)}, expected ${expected}`);
  }
};

for (const codec of ['vp8', 'vp9']) {
  test(`${codec}: a filter in the recording path, changed while recording`, async () => {
    const path = await film(
      64,
      48,
      [200, 100, 50, 255],
      { codec, filter: 'brightness(50%)' },
      4,
      async (encoder, frame) => {
        if (frame === 2) await encoder.setFilter('invert()');
        if (frame === 3) await encoder.setFilter(null);
      },
    );
    const pictures = decode(path, codec, 64, 48);
    assert.equal(pictures.length, 4);
    near(pictures[0], [100, 50, 25]);
    near(pictures[1], [100, 50, 25]);
    near(pictures[2], [55, 155, 205]);
    near(pictures[3], [200, 100, 50]);
  });
}

test('a filter that changes the size gives the film its size; later ones must keep it', async () => {
  const refused = [];
  const path = await film(
    64,
    48,
    [200, 100, 50, 255],
    { filter: 'crop(8, 8, 20px, 30px)' },
    3,
    async (encoder, frame) => {
      if (frame !== 1) return;
      for (const filter of ['none', 'crop(0, 0, 21px, 30px)', 'sepa()']) {
        try {
          await encoder.setFilter(filter);
        } catch (error) {
          refused.push(error.name);
        }
      }
      await encoder.setFilter('invert() crop(1, 2, 20px, 30px)');
    },
  );
  assert.deepEqual(refused, ['RangeError', 'RangeError', 'FilterSyntaxError']);
  const { width, height } = probe(path).streams[0];
  assert.deepEqual([width, height], [20, 30]);
  const pictures = decode(path, 'vp8', 20, 30);
  near(pictures[0], [200, 100, 50]);
  near(pictures[2], [55, 155, 205]);
});

test('WebmEncoder: of two filters set at once, the later one stays', async () => {
  const film = async (...filters) => {
    const encoder = await WebmEncoder.create({ codec: 'vp8', width: 16, height: 16 });
    await Promise.all(filters.map((filter) => encoder.setFilter(filter)));
    encoder.addFrame(picture(16, 16, [255, 255, 255, 255]).data);
    return encoder.finish();
  };
  // The first loads the module, for which the second does not wait.
  assert.deepEqual(await film('invert()', null), await film());
  assert.deepEqual(await film('sepia()', 'invert()'), await film('invert()'));
});

test('what a filter makes transparent shows over black', async () => {
  const path = await film(32, 32, [200, 100, 50, 255], { filter: 'opacity(50%)' });
  near(decode(path, 'vp8', 32, 32)[1], [100, 50, 25]);
});

test('WebmEncoder: a filter with a fault is refused at once', async () => {
  const create = (filter) => WebmEncoder.create({ width: 16, height: 16, filter });
  await assert.rejects(create('blur(4em)'), FilterSyntaxError);
  await assert.rejects(create('blur(-4px)'), { name: 'RangeError', message: /blur\.radius/ });
  await assert.rejects(create(true), { name: 'TypeError', message: /options\.filter/ });
});
