// Where a recording goes, what becomes of a canvas that changes its size, and transparency that is kept.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertFlawless, decode as decodeAs, run, save } from '../../node/judges.mjs';
import { engine, has, withPage } from '../engine.mjs';
import { assertFixedFilm, decode, numberOf, numbersIn, timesIn, upTo } from '../films.mjs';
import { site } from '../site.mjs';
import { call } from './in-page.mjs';

const inPage = async (name, ...args) => {
  const { open, films } = await site();
  const result = await withPage(open, (page) => call(page, 'outputs', name, ...args));
  return { ...result, film: films[result.film] };
};

// Where there are none, a page's recording goes into a Blob or a stream: both are tested everywhere.
if (has('private files')) {
  for (const worker of [true, false]) {
    test(`to a file of the origin's own, ${worker ? 'by the worker' : 'from the page'}: the finished film`, async () => {
      const { film, events, isFile, bytes, size, parts } = await inPage('filmToFile', worker);
      assert.deepEqual(events, ['start', 'dataavailable', 'stop']);
      assert.equal(parts, 'NotSupportedError');
      assert.ok(isFile);
      assert.equal(bytes, size);
      assertFixedFilm(film, 30);
      assert.equal(timesIn(film).duration, 1);
      assertFlawless(save(film));
    });
  }

  test('a file that somebody else has open is refused', async () => {
    const { error, events, state } = await inPage('filmToLockedFile');
    assert.equal(error?.name, 'NoModificationAllowedError');
    assert.deepEqual({ events, state }, { events: [], state: 'inactive' });
  });

  test('when the worker dies, what it had encoded is in the file', async () => {
    const { film, events, framesEncoded } = await inPage('loseFileWorker', 30);
    assert.deepEqual(
      events.map((event) => event.error?.code ?? event),
      ['start', 'worker-lost', 'dataavailable', 'stop'],
    );
    const numbers = numbersIn(film);
    assert.deepEqual(numbers, upTo(numbers.length));
    assert.ok(numbers.length >= framesEncoded && framesEncoded >= 28, `${numbers.length} of ${framesEncoded} frames`);
  });

  if (has('MediaRecorder of VP8')) {
    test('a file is free for MediaRecorder when WebAssembly fails', async () => {
      const { film, events, backend, size } = await inPage('filmToFileWithoutWasm');
      assert.deepEqual(events, ['start', 'dataavailable', 'stop']);
      assert.equal(backend.name, 'mediarecorder');
      assert.equal(film.length, size);
      const numbers = decodeAs(save(film), 'vp8', 160, 120, engine.matrix.vp8).map(numberOf);
      assert.deepEqual([...new Set(numbers)], [5]);
    });
  }
}

test('to a stream: a live film, with each frame in it', async () => {
  const { film, events, error, closed, size, bytes } = await inPage('filmToStream');
  assert.deepEqual(events, ['start', 'dataavailable', 'stop']);
  assert.equal(error, null);
  assert.ok(closed);
  assert.equal(size, 0);
  assert.equal(bytes, film.length);
  assertFixedFilm(film, 30);
});

test('a stream that breaks ends the recording by an error', async () => {
  const { film, events } = await inPage('filmToStream', 3000);
  assert.deepEqual(
    events.map((event) => event.error?.code ?? event),
    ['start', 'output-failed', 'dataavailable', 'stop'],
  );
  assert.match(events[1].error.message, /options\.output takes no more: the stream broke/);
  assert.equal(events[1].error.field, 'output');
  assert.ok(film.length <= 3000);
});

test('a stream that breaks when it is closed is an error, too', async () => {
  const { events } = await inPage('filmToStream', 'close');
  assert.deepEqual(
    events.map((event) => event.error?.code ?? event),
    ['start', 'output-failed', 'dataavailable', 'stop'],
  );
});

test('a stream that takes nothing stops captureFrame(), before memory fills', async () => {
  const { captured, stats } = await inPage('filmToStandingStream');
  assert.ok(captured > 1, `${captured} frames`);
  assert.ok(stats.bytes < 4 << 20, `${stats.bytes} bytes wait`);
});

test('cancel() aborts the stream', async () => {
  const { open } = await site();
  assert.equal(await withPage(open, (page) => call(page, 'outputs', 'abortStream')), 'AbortError');
});

test('cancel() does not wait for a stream that is being closed', async () => {
  const { open } = await site();
  const result = await withPage(open, (page) => call(page, 'outputs', 'cancelClosing'));
  assert.deepEqual(result, { events: ['start', 'stop'], stopping: 'AbortError', state: 'inactive' });
});

/** The colour at a place of a picture of 160 x 120: 'red', 'black', ... */
const colorAt = (picture, x, y) => {
  const names = { 100: 'red', '010': 'green', '001': 'blue', '000': 'black' };
  const at = (y * 160 + x) * 3;
  return names[[...picture.subarray(at, at + 3)].map((level) => Number(level > 128)).join('')];
};

for (const [resize, width, height, places] of [
  // Half as wide: 80 x 120 lies in the middle, with bars of 40 beside it.
  ['contain', 80, 120, { '20,60': 'black', '80,60': 'red', '140,60': 'black', '43,3': 'blue', '60,12': 'red' }],
  ['contain', 320, 60, { '80,20': 'black', '80,60': 'red', '80,100': 'black', '80,41': 'black' }],
  // 160 x 240 after scaling: 60 rows are cut off above and below, the corner with them.
  ['cover', 80, 120, { '3,3': 'red', '80,60': 'red', '156,116': 'red' }],
  ['fill', 80, 120, { '3,3': 'blue', '80,60': 'red', '156,116': 'red', '20,60': 'red' }],
]) {
  test(`a canvas of another size: ${resize}, ${width} x ${height}`, async () => {
    const { film, framesCaptured } = await inPage('filmResized', resize, width, height);
    assert.equal(framesCaptured, 4);
    const pictures = decode(film, 'vp8', 160, 120);
    assert.equal(pictures.length, 4);
    assert.equal(colorAt(pictures[0], 80, 60), 'green');
    const seen = Object.fromEntries(
      Object.keys(places).map((place) => [place, colorAt(pictures[3], ...place.split(',').map(Number))]),
    );
    assert.deepEqual(seen, places);
    assertFlawless(save(film));
  });
}

test('a canvas without pixels gives no frames until it has some again', async () => {
  const { film, framesCaptured } = await inPage('filmResized', 'contain', 0, 120);
  assert.equal(framesCaptured, 1);
  assert.equal(decode(film, 'vp8', 160, 120).length, 1);
});

/** Each pixel of each frame as red, green, blue, alpha, by a decoder that knows WebM's alpha. */
const transparentPictures = (film, codec) => {
  const decoder = codec === 'vp9' ? 'libvpx-vp9' : 'libvpx';
  const format = ['-vf', 'scale=in_color_matrix=bt601:in_range=tv', '-pix_fmt', 'rgba', '-f', 'rawvideo', '-'];
  const { stdout, stderr } = run('ffmpeg', '-v', 'warning', '-c:v', decoder, '-i', save(film), ...format);
  assert.equal(stderr, '');
  return Array.from({ length: stdout.length / (160 * 64 * 4) }, (_, i) => stdout.subarray(i * 160 * 64 * 4));
};

for (const [form, options = {}] of [
  ['VideoFrame'],
  ['ImageBitmap'],
  ['ImageData'],
  ['VideoFrame', { codec: 'vp9' }],
  ['ImageData', { filter: 'brightness(50%)' }],
  ['VideoFrame', { filter: 'brightness(50%)' }],
]) {
  test(`transparency is kept: ${form} ${JSON.stringify(options)}`, async () => {
    const { film } = await inPage('filmTransparent', form, options);
    const pictures = transparentPictures(film, options.codec);
    assert.equal(pictures.length, 5);
    const [red, green] = options.filter ? [128, 64] : [255, 128];
    for (const picture of pictures) {
      for (let stripe = 0; stripe < 5; stripe++) {
        const pixel = picture.subarray((32 * 160 + stripe * 32 + 16) * 4).subarray(0, 4);
        assert.ok(Math.abs(pixel[3] - stripe * 63.75) <= 4, `stripe ${stripe}: alpha ${pixel[3]}`);
        // What is transparent has no colour that could be seen.
        if (stripe === 0) continue;
        assert.ok(Math.abs(pixel[0] - red) <= 8 && Math.abs(pixel[1] - green) <= 8 && pixel[2] <= 8, `${[...pixel]}`);
      }
    }
  });
}
