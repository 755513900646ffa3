// Wrong options and calls in the wrong order: typed errors that name the option, the limit and the value.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CanvasRecorder, FilterPreview, RecorderError, WebmEncoder, snapshot } from '../../dist/index.js';
import { decode, save } from './judges.mjs';
import { numbered, readNumber } from './pictures.mjs';

const size = { width: 64, height: 48 };
const picture = numbered(64, 48, 1);
/** A stand-in good enough for the constructor, which only looks at it. */
const canvas = { width: 64, height: 48, getContext: () => null, addEventListener() {}, removeEventListener() {} };

const wrongEncoderOptions = [
  [{ width: 0 }, RangeError, /^options\.width must be a whole number from 1 to 16383, got 0$/],
  [{ height: 16384 }, RangeError, /^options\.height must be a whole number from 1 to 16383, got 16384$/],
  [{ width: 10.5 }, RangeError, /options\.width .* got 10\.5/],
  [{ width: '64' }, TypeError, /options\.width .* got "64"/],
  [{ height: undefined }, TypeError, /options\.height .* got undefined/],
  [{ frameRate: NaN }, RangeError, /options\.frameRate .* 1000, got NaN/],
  [{ frameRate: 0 }, RangeError, /options\.frameRate .* got 0/],
  [{ frameRate: -30 }, RangeError, /options\.frameRate .* got -30/],
  [{ bitrate: 999 }, RangeError, /options\.bitrate .* from 1000 to 1000000000, got 999/],
  [{ bitrate: Infinity }, RangeError, /options\.bitrate .* got Infinity/],
  [{ bitrate: '1M' }, TypeError, /options\.bitrate .* got "1M"/],
  [{ keyFrameInterval: 3601 }, RangeError, /options\.keyFrameInterval must be a number from 0 to 3600, got 3601/],
  [{ codec: 'h264' }, TypeError, /options\.codec must be one of "vp8", "vp9", got "h264"/],
  [{ effort: 'good' }, TypeError, /options\.effort .* got "good"/],
  [{ rateControl: 'vbr' }, TypeError, /options\.rateControl .* got "vbr"/],
  [{ colorSpace: 'srgb' }, TypeError, /options\.colorSpace .* got "srgb"/],
  [{ layout: 'mp4' }, TypeError, /options\.layout .* got "mp4"/],
  [{ constantFrameRate: 1 }, TypeError, /options\.constantFrameRate .* got 1/],
  [{ onData: 'file' }, TypeError, /options\.onData must be a function, got file/],
  [{ wasm: 7 }, TypeError, /options\.wasm .* got 7/],
  [{ wasm: 'kinora.wasm' }, TypeError, /options\.wasm must be a valid URL, .* got "kinora\.wasm"/],
];

test('WebmEncoder.create refuses wrong options', async () => {
  for (const [wrong, type, message] of wrongEncoderOptions) {
    await assert.rejects(WebmEncoder.create({ ...size, ...wrong }), (error) => {
      assert.ok(error instanceof type, `${JSON.stringify(wrong)}: ${error}`);
      assert.match(error.message, message);
      return true;
    });
  }
  await assert.rejects(WebmEncoder.create(null), { name: 'TypeError', message: /options must be an object/ });
});

test('a wrong frame is refused and the encoder goes on', async () => {
  const encoder = await WebmEncoder.create(size);
  encoder.addFrame(numbered(64, 48, 1), { timestamp: 100 });
  const refused = [
    [
      () => encoder.addFrame(picture.subarray(4), { timestamp: 200 }),
      RangeError,
      /pixels must have 64 \* 48 \* 4 = 12288 bytes, got 12284/,
    ],
    [() => encoder.addFrame([1, 2, 3], { timestamp: 200 }), TypeError, /pixels must be a Uint8Array/],
    [() => encoder.addFrame(null, { timestamp: 200 }), TypeError, /pixels must be .* got null/],
    [
      () => encoder.addFrame(picture, { timestamp: 100 }),
      RangeError,
      /timestamp must be later than .* 100 ms, got 100/,
    ],
    [() => encoder.addFrame(picture, { timestamp: 50 }), RangeError, /timestamp .* got 50/],
    [() => encoder.addFrame(picture, { timestamp: NaN }), RangeError, /timestamp .* got NaN/],
    [() => encoder.addFrame(picture, { timestamp: '200' }), TypeError, /timestamp .* got "200"/],
    [() => encoder.addFrame(picture, { timestamp: 200, duration: 0 }), RangeError, /duration .* got 0/],
    [() => encoder.addFrame(picture, { timestamp: 200, format: 'argb' }), TypeError, /format .* got "argb"/],
    [() => encoder.addFrame(picture, { timestamp: 200, keyFrame: 'yes' }), TypeError, /keyFrame .* got "yes"/],
    [() => encoder.addFrame(picture, 5), TypeError, /options must be an object, got 5/],
    [() => encoder.setBitrate(-1), RangeError, /bitrate .* got -1/],
    [() => encoder.setBitrate(), TypeError, /bitrate .* got undefined/],
    [() => encoder.finish({ end: -1 }), RangeError, /end .* got -1/],
  ];
  for (const [call, type, message] of refused) {
    assert.throws(call, (error) => error instanceof type && message.test(error.message), String(call));
  }
  assert.equal(encoder.frameCount, 1);
  encoder.addFrame(numbered(64, 48, 2), { timestamp: 200 });
  const pictures = decode(save(encoder.finish()), 'vp8', 64, 48);
  encoder.close();
  assert.deepEqual(
    pictures.map((rgb) => readNumber(rgb, 64, 48)),
    [1, 2],
  );
});

test('calls after finish and after close are InvalidStateErrors', async () => {
  const encoder = await WebmEncoder.create(size);
  encoder.addFrame(picture);
  encoder.finish();
  const calls = ['finish', 'frameSlot', 'addSlot', 'addFrame', 'setBitrate'];
  const check = (state) => {
    for (const name of calls) {
      assert.throws(
        () => encoder[name](name === 'setBitrate' ? 5000 : picture),
        (error) => {
          assert.ok(error instanceof DOMException);
          assert.equal(error.name, 'InvalidStateError');
          assert.equal(error.message, `${name}() cannot be called: the encoder is ${state}`);
          return true;
        },
      );
    }
  };
  check('finished');
  encoder.close();
  encoder.close();
  check('closed');
});

test('what onData throws comes out of the call that caused it, and nothing is called after', async () => {
  const thrown = new Error('disk full');
  let calls = 0;
  let full = false;
  const encoder = await WebmEncoder.create({
    ...size,
    onData: () => {
      calls++;
      if (full) throw thrown;
    },
  });
  encoder.addFrame(picture);
  full = true;
  assert.throws(
    () => encoder.addFrame(picture),
    (error) => error === thrown,
  );
  const before = calls;
  assert.throws(() => encoder.addFrame(picture), { name: 'InvalidStateError' });
  assert.equal(calls, before);
  encoder.close();
});

test('onData may not write to the file that it receives', async () => {
  const pieces = [];
  const refused = [];
  let inside = null;
  const encoder = await WebmEncoder.create({
    ...size,
    audioChannels: 1,
    onData: (bytes, position) => {
      pieces.push({ bytes, position });
      try {
        inside?.();
      } catch (error) {
        refused.push(error.message);
      }
    },
  });
  encoder.addFrame(picture);
  const calls = {
    addFrame: () => encoder.addFrame(picture, { timestamp: 1000 }),
    addSlot: () => encoder.addSlot({ timestamp: 1000 }),
    addAudio: () => encoder.addAudio(new Uint8Array([0xf8, 0]), 0),
    finish: () => encoder.finish(),
  };
  for (const [name, call] of Object.entries(calls)) {
    inside = call;
    refused.length = 0;
    // What waits for sound is handed on when the film is a second further.
    encoder.addFrame(picture, { timestamp: (encoder.frameCount + 1) * 2000 });
    assert.deepEqual(new Set(refused), new Set([`${name}() cannot be called: the encoder is writing`]));
  }
  inside = () => encoder.setBitrate(50_000);
  encoder.finish();
  let end = 0;
  for (const { bytes, position } of pieces) {
    assert.ok(position <= end, `nothing stands from ${end} to ${position}`);
    end = Math.max(end, position + bytes.length);
  }
  encoder.close();
});

test('onData may close the encoder', async () => {
  let full = false;
  let calls = 0;
  const encoder = await WebmEncoder.create({
    ...size,
    onData: () => {
      calls++;
      if (!full) return;
      encoder.close();
      encoder.close();
    },
  });
  encoder.addFrame(picture);
  const before = calls + 1;
  full = true;
  // A key frame, before which the cluster's size is written.
  encoder.addFrame(picture, { keyFrame: true });
  assert.throws(() => encoder.addFrame(picture), { name: 'InvalidStateError', message: /the encoder is closed/ });
  assert.throws(() => encoder.finish(), { name: 'InvalidStateError', message: /the encoder is closed/ });
  assert.equal(calls, before);
});

test('a message does not hold the pixels that it is about', async () => {
  const encoder = await WebmEncoder.create(size);
  const message = (pixels) => {
    try {
      encoder.addFrame(pixels);
    } catch (error) {
      assert.ok(error instanceof TypeError);
      return error.message;
    }
    return assert.fail();
  };
  const expected = 'pixels must be a Uint8Array, a Uint8ClampedArray or an ImageData, got ';
  assert.equal(message(new Array(64 * 48 * 4).fill(0)), `${expected}[object Array]`);
  assert.equal(message(new Float32Array(64 * 48 * 4)), `${expected}[object Float32Array]`);
  assert.equal(message('x'.repeat(1e6)), `${expected}"${'x'.repeat(60)}…"`);
  encoder.close();
});

test('an error out of the module is a RecorderError with its fields', () => {
  const cause = new Error('why');
  const error = new RecorderError('wasm-fetch', 'text', { field: 'wasm', value: 404, cause });
  assert.ok(error instanceof Error);
  assert.deepEqual([error.name, error.code, error.field, error.value], ['RecorderError', 'wasm-fetch', 'wasm', 404]);
  assert.equal(error.cause, cause);
});

test('the recorder refuses wrong options, and names those it does not have', () => {
  const wrong = [
    [{ frameRate: NaN }, 'RangeError', /^options\.frameRate must be a number from 0 to 1000, got NaN$/],
    [{ frameRate: -1 }, 'RangeError', /options\.frameRate .* got -1/],
    [{ bitrate: -5 }, 'RangeError', /options\.bitrate .* got -5/],
    [{ clock: 'slow' }, 'TypeError', /options\.clock .* got "slow"/],
    [{ worker: 5 }, 'TypeError', /options\.worker .* got 5/],
    [{ filter: 7 }, 'TypeError', /options\.filter .* got 7/],
    [{ alpha: 'some' }, 'TypeError', /options\.alpha must be one of .* got "some"/],
    [{ audio: {} }, 'TypeError', /options\.audio must be a MediaStream, a MediaStreamTrack or an AudioNode/],
    [{ audioBitrate: 0 }, 'RangeError', /options\.audioBitrate .* got 0/],
    [{ backend: 'gpu' }, 'TypeError', /options\.backend must be one of .* got "gpu"/],
    [{ output: {} }, 'TypeError', /options\.output must be 'blob', a WritableStream or a FileSystemFileHandle/],
    [{ resize: 'crop' }, 'TypeError', /options\.resize must be one of .* got "crop"/],
    [{ signal: {} }, 'TypeError', /options\.signal must be an AbortSignal/],
  ];
  for (const [options, name, message] of wrong) {
    assert.throws(() => new CanvasRecorder(canvas, options), { name, message });
  }
  assert.throws(() => new CanvasRecorder({}), { name: 'TypeError', message: /canvas must be an HTMLCanvasElement/ });
  const recorder = new CanvasRecorder(canvas, { backend: 'wasm', output: 'blob', resize: 'error', alpha: 'discard' });
  assert.equal(recorder.state, 'inactive');
  assert.equal(recorder.mimeType, 'video/webm;codecs=vp8');
  assert.equal(recorder.backend, null);
});

test('what is no canvas or no picture is refused by name', async () => {
  const wrong = [null, undefined, 5, 'x', {}, { width: 1, height: 1 }];
  for (const value of wrong) {
    assert.throws(() => new CanvasRecorder(value), { name: 'TypeError', message: /^canvas must be .*, got / });
    assert.throws(() => new FilterPreview(value, canvas), { name: 'TypeError', message: /^source must be .*, got / });
    assert.throws(() => new FilterPreview(canvas, value), { name: 'TypeError', message: /^target must be .*, got / });
  }
  for (const value of wrong.slice(0, 5)) {
    await assert.rejects(snapshot(value), { name: 'TypeError', message: /^source must be .*, got / });
  }
  for (const [options, message] of [
    [{ worker: 5 }, /^options\.worker must be .*, got 5$/],
    [{ wasm: 5 }, /^options\.wasm must be .*, got 5$/],
    [{ frameRate: 0 }, /^options\.frameRate must be .*, got 0$/],
  ]) {
    assert.throws(() => new FilterPreview(canvas, { ...canvas }, options), { message });
  }
  assert.throws(() => new FilterPreview(canvas, canvas), { name: 'TypeError', message: /^target must be another/ });
});

test('where canvases cannot be read, start() says so; without a start, stop() has nothing', async () => {
  const recorder = new CanvasRecorder(canvas);
  await assert.rejects(recorder.start(), { name: 'NotSupportedError' });
  await assert.rejects(recorder.start(0), { name: 'RangeError', message: /timeslice/ });
  await assert.rejects(recorder.stop(), { name: 'InvalidStateError' });
  await assert.rejects(recorder.captureFrame(), { name: 'InvalidStateError' });
  assert.throws(() => recorder.requestFrame(), { name: 'InvalidStateError' });
  await recorder.cancel();
  await assert.rejects(new CanvasRecorder({ ...canvas, width: 0 }).start(), { message: /canvas\.width .* got 0/ });
  await assert.rejects(new CanvasRecorder({ ...canvas, height: 16384 }).start(), { name: 'RangeError' });
});
