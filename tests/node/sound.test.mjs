// WebmEncoder with packets of Opus beside the pictures.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { WebmEncoder } from '../../dist/index.js';
import { fileOf, walk } from './ebml.mjs';
import { assertFlawless, assertRules, decode, probe, run, save } from './judges.mjs';
import { numbered } from './pictures.mjs';

const size = { width: 160, height: 96 };

/** A tone of two seconds. */
const tone = save('', 'tone.webm');

/** Its packets of 20 ms, by ffmpeg. */
const makePackets = () => {
  const { stderr } = run(
    ...[
      'ffmpeg',
      '-y',
      '-v',
      'error',
      '-f',
      'lavfi',
      '-i',
      'sine=frequency=440:duration=2:sample_rate=48000',
      '-ac',
      '2',
    ],
    ...['-c:a', 'libopus', '-frame_duration', '20', tone],
  );
  assert.equal(stderr, '');
  const file = readFileSync(tone);
  const blocks = (elements) => elements.flatMap(({ id, ...rest }) => (id === 0xa3 ? [rest] : blocks(rest.children)));
  // Behind a track's number of one byte, the time and the flags.
  return blocks(walk(fileOf(file))).map(({ data, size }) => new Uint8Array(file.subarray(data + 4, data + size)));
};

/** Decibels. */
const loudness = (path) => {
  const { stderr } = run('ffmpeg', '-v', 'info', '-i', path, '-af', 'volumedetect', '-f', 'null', '-');
  return Number(/mean_volume: (-[\d.]+) dB/.exec(stderr)[1]);
};

const encode = async (packets, options, lag = 0) => {
  const encoder = await WebmEncoder.create({ ...size, frameRate: 30, audioChannels: 2, ...options });
  let sound = 0;
  for (let index = 0; index < 60; index++) {
    encoder.addFrame(numbered(size.width, size.height, index));
    for (; sound < packets.length && sound * 20 + lag <= (index * 1000) / 30; sound++) {
      encoder.addAudio(packets[sound], sound * 20);
    }
  }
  for (; sound < packets.length; sound++) encoder.addAudio(packets[sound], sound * 20);
  const bytes = encoder.finish();
  const { mimeType } = encoder;
  encoder.close();
  return { bytes, mimeType };
};

for (const codec of ['vp8', 'vp9']) {
  test(`${codec} with Opus: both are in the file, in order, however late the sound comes`, async () => {
    const packets = makePackets().slice(0, 99);
    const { bytes, mimeType } = await encode(packets, { codec });
    assert.equal(mimeType, `video/webm;codecs=${codec},opus`);
    assert.deepEqual((await encode(packets, { codec }, 700)).bytes, bytes);
    const path = save(bytes);
    assertFlawless(path);
    assert.equal(decode(path, codec, size.width, size.height).length, 60);
    const { streams, packets: found, format } = probe(path);
    assert.deepEqual(
      streams.map(({ codec_name: name }) => name),
      [codec, 'opus'],
    );
    assert.equal(found.filter(({ codec_type: type }) => type === 'audio').length, 99);
    assert.equal(Number(format.duration), 2);
    assert.ok(Math.abs(loudness(path) - loudness(tone)) < 0.3);
  });
}

test('a live file with sound', async () => {
  const { bytes } = await encode(makePackets(), { layout: 'live' });
  assertRules(save(bytes));
});

test('sound that is wrong is refused, and the encoder is as before', async () => {
  await assert.rejects(
    WebmEncoder.create({ ...size, audioChannels: 3 }),
    /options\.audioChannels .* from 1 to 2, got 3/,
  );
  const [packet] = makePackets();
  const silent = await WebmEncoder.create(size);
  assert.throws(() => silent.addAudio(packet, 0), {
    name: 'RecorderError',
    code: 'invalid-argument',
    field: 'audio_channels',
  });
  silent.close();

  const encoder = await WebmEncoder.create({ ...size, audioChannels: 1 });
  encoder.addAudio(packet, 40);
  const refused = (bytes, time, expected) => assert.throws(() => encoder.addAudio(bytes, time), expected);
  refused(packet, 20, { name: 'RecorderError', code: 'invalid-argument', field: 'timestamp' });
  refused(packet, -1, { name: 'RangeError', message: /^timestamp must be .* got -1$/ });
  refused(packet, '5', { name: 'TypeError', message: /^timestamp .* got "5"$/ });
  refused(packet, undefined, { name: 'TypeError' });
  refused(new Uint8Array(0), 60, { name: 'RecorderError', code: 'invalid-argument', field: 'data' });
  refused('sound', 60, { name: 'TypeError', message: /^packet must be a Uint8Array/ });
  encoder.addFrame(numbered(size.width, size.height, 0));
  const path = save(encoder.finish());
  encoder.close();
  assertFlawless(path);
  assert.equal(probe(path).packets.length, 2);
  assert.throws(() => encoder.addAudio(packet, 80), { name: 'InvalidStateError' });
});
