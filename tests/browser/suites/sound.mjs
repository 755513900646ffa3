// Recordings with sound: it is there, as Opus, and together with the pictures.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertFlawless, assertRules, probe, run, save } from '../../node/judges.mjs';
import { has, withPage } from '../engine.mjs';
import { timesIn } from '../films.mjs';
import { site } from '../site.mjs';
import { call, film } from './in-page.mjs';

const rate = 8000;

/** Seconds at which the film turns white. */
const flashesIn = (bytes) => {
  const path = save(bytes);
  const { packets } = probe(path);
  const times = packets.filter(({ codec_type: type }) => type === 'video').map(({ pts_time: time }) => Number(time));
  const { stdout, stderr } = run(
    ...['ffmpeg', '-v', 'error', '-i', path, '-fps_mode', 'passthrough', '-enc_time_base', '-1', '-vf', 'scale=1:1'],
    ...['-f', 'rawvideo', '-pix_fmt', 'gray', '-'],
  );
  assert.equal(stderr, '');
  const bright = Array.from(stdout, (level) => level > 128);
  assert.equal(bright.length, times.length);
  return times.filter((_, index) => bright[index] && !bright[index - 1]);
};

/** Seconds at which the tone begins: ten milliseconds of sound after ten of silence. */
const tonesIn = (bytes) => {
  const path = save(bytes);
  const { stdout, stderr } = run(
    ...['ffmpeg', '-v', 'error', '-i', path, '-af', 'aresample=async=1:first_pts=0', '-ac', '1', '-ar', String(rate)],
    ...['-f', 's16le', '-'],
  );
  assert.equal(stderr, '');
  const samples = new Int16Array(stdout.buffer, stdout.byteOffset, stdout.length >> 1);
  const step = rate / 100;
  const loud = [];
  for (let at = 0; at + step <= samples.length; at += step) {
    loud.push(Math.max(...samples.subarray(at, at + step)) > 2000);
  }
  return loud.flatMap((on, index) => (on && !loud[index - 1] ? [index / 100] : []));
};

/** How far a tone may be from its flash: a frame, a piece of sound, and what the machine does meanwhile. */
const together = 0.15;

const assertTogether = (bytes, count) => {
  const flashes = flashesIn(bytes);
  const tones = tonesIn(bytes);
  assert.equal(flashes.length, count, `flashes at ${flashes}`);
  assert.equal(tones.length, count, `tones at ${tones}`);
  flashes.forEach((flash, index) => {
    assert.ok(Math.abs(flash - tones[index]) < together, `flashes at ${flashes}, tones at ${tones}`);
  });
};

const filmTone = (options) =>
  film('sounding', 'filmTone', [{ input: has('running AudioContext') ? 'node' : 'microphone', ...options }]);

if (has('Opus recorded')) {
  // Where Web Audio stands still, what a microphone hears is switched on and off.
  const inputs = has('running AudioContext') ? ['node', 'stream', 'track'] : ['microphone'];
  for (const input of inputs) {
    test(`sound of a ${input} is heard when its picture is seen`, async () => {
      const { bytes, type, mimeType, events } = await filmTone({ input });
      assert.deepEqual(events, ['start', 'dataavailable', 'stop']);
      assert.equal(type, 'video/webm;codecs=vp8,opus');
      assert.equal(mimeType, type);
      assertTogether(bytes, 3);
      assertFlawless(save(bytes));
      assert.ok(timesIn(bytes).duration > 2.5);
    });
  }

  test('sound stops and goes on with the pictures in a pause', async () => {
    const { bytes } = await filmTone({ pause: true, seconds: 4 });
    assertTogether(bytes, 4);
    assert.ok(timesIn(bytes).duration < 5);
    assertFlawless(save(bytes));
  });

  test('sound with VP9 and an alpha channel', async () => {
    const { bytes } = await filmTone({ codec: 'vp9', alpha: 'keep' });
    assertTogether(bytes, 3);
    assertFlawless(save(bytes));
  });

  test('parts with sound are a live film', async () => {
    const { bytes } = await filmTone({ timeslice: 500 });
    assertTogether(bytes, 3);
    // The last part brings the index, which a live film has not.
    assertRules(save(bytes), /W04: SeekHead or Cues in a live stream/);
  });

  if (has('MediaRecorder of VP8')) {
    test("the browser's recorder takes the sound as well", async () => {
      const { bytes, backend } = await filmTone({ backend: 'mediarecorder' });
      assert.equal(backend.name, 'mediarecorder');
      assertTogether(bytes, 3);
    });
  }

  if (has('running AudioContext')) {
    test("a node that the page has disconnected does not ruin the film's end", async () => {
      const { bytes, events } = await film('sounding', 'disconnect', []);
      assert.deepEqual(events, ['start', 'dataavailable', 'stop']);
      assert.equal(tonesIn(bytes).length, 1);
      assertFlawless(save(bytes));
    });

    test('a film with sound is cancelled while its stream is being closed', async () => {
      const { open } = await site();
      const result = await withPage(open, (page) => call(page, 'sounding', 'cancelAtTheEnd'));
      const { events, cancelling, stopping, state } = result;
      assert.deepEqual(events, ['start', 'stop']);
      assert.deepEqual(
        { cancelling, stopping, state },
        { cancelling: null, stopping: 'AbortError', state: 'inactive' },
      );
    });
  }

  test('sound that ends while a recorder starts makes start() reject, and nothing is recorded', async () => {
    const { open } = await site();
    const { errors, ...rest } = await withPage(open, (page) => call(page, 'starting-badly', 'endSound'));
    assert.ok(errors[0], 'it started');
    // The track has ended, and that is what it says rather than that it records already.
    assert.equal(errors[1], 'NotSupportedError');
    assert.deepEqual(rest, { events: [], state: 'inactive', stopping: 'InvalidStateError' });
  });

  test('what has no sound is refused', async () => {
    const { open } = await site();
    const found = await withPage(open, (page) => call(page, 'sounding', 'refusals'));
    assert.equal(found.text.name, 'TypeError');
    assert.match(found.text.message, /options\.audio must be a MediaStream, .* got "loud"/);
    for (const name of ['silent', 'pictures', 'ended', 'closed', 'offline', 'fixed']) {
      assert.equal(found[name]?.name, 'NotSupportedError', name);
      assert.match(found[name].message, /options\.audio/);
    }
    assert.match(found.pictures.message, /a track of video that is live/);
    assert.equal(found.bitrate.name, 'RangeError');
  });
} else {
  test('where the browser makes no Opus, a recording with sound is refused', async () => {
    const { open } = await site();
    const error = await withPage(open, (page) => call(page, 'sounding', 'refusal'));
    assert.equal(error?.name, 'NotSupportedError');
    assert.match(error.message, /MediaRecorder supports audio\/webm;codecs=opus/);
  });
}
