// repair() and lint(), with files that others made, and our own as a crash leaves them.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { WebmEncoder } from '../../dist/index.js';
import { repair as repairOfIndex } from '../../dist/index.js';
import { lint, repair } from '../../dist/repair.js';
import { assertFlawless, probe, run, save } from './judges.mjs';
import { numbered } from './pictures.mjs';
import { made, packetsOf, repaired } from './repairing.mjs';

const pictures = ['-f', 'lavfi', '-i', 'testsrc2=size=160x120:rate=30:duration=4'];
const sound = ['-f', 'lavfi', '-i', 'sine=frequency=440:duration=4:sample_rate=48000'];
const vp8 = ['-c:v', 'libvpx', '-b:v', '200k', '-g', '30', '-deadline', 'realtime'];
const vp9 = ['-c:v', 'libvpx-vp9', '-b:v', '200k', '-g', '45', '-deadline', 'realtime', '-cpu-used', '8'];
const opus = ['-c:a', 'libopus', '-b:a', '32k'];
const vorbis = ['-c:a', 'libvorbis', '-b:a', '64k', '-ac', '2'];

const ours = async (options) => {
  const encoder = await WebmEncoder.create({ width: 64, height: 48, frameRate: 25, keyFrameInterval: 1, ...options });
  for (let index = 0; index < 100; index++) encoder.addFrame(numbered(64, 48, index));
  const bytes = Buffer.from(encoder.finish());
  encoder.close();
  return bytes;
};

/** Each file is made when it is first asked for. */
const once = (make) => {
  let file;
  return () => (file ??= make());
};
const films = {
  'our own': once(() => ours({})),
  'our own, VP9': once(() => ours({ codec: 'vp9' })),
  'our own, live': once(() => ours({ layout: 'live' })),
  'VP8 and Opus': once(() => made('a.webm', ...pictures, ...sound, ...vp8, ...opus)),
  'VP9 and Vorbis': once(() => made('b.webm', ...pictures, ...sound, ...vp9, ...vorbis)),
  'live VP8 and Opus': once(() => made('c.webm', ...pictures, ...sound, ...vp8, ...opus, '-live', '1')),
  'live VP9 and Vorbis': once(() => made('d.webm', ...pictures, ...sound, ...vp9, ...vorbis, '-live', '1')),
  'live, Clusters of half a second': once(() =>
    made('e.webm', ...pictures, ...sound, ...vp8, ...opus, '-live', '1', '-cluster_time_limit', '500'),
  ),
  'sound alone': once(() => made('f.webm', ...sound, ...opus, '-live', '1')),
  'an alpha channel': once(() =>
    made('g.webm', ...pictures, '-vf', 'format=yuva420p,colorchannelmixer=aa=0.5', ...vp8, '-auto-alt-ref', '0'),
  ),
};

/** Everybody likes it: other people's validators, our rules, a decoder; it has a duration, and an index that works. */
const assertSound = async (bytes) => {
  assert.deepEqual(await lint(new Blob([bytes])), []);
  const path = save(bytes);
  assertFlawless(path);
  const { status, stderr } = run('ffmpeg', '-v', 'warning', '-i', path, '-f', 'null', '-');
  assert.equal(stderr, '');
  assert.equal(status, 0);
  const { format, packets, streams } = probe(path);
  const ends = packets.map(({ pts_time, duration_time = 0 }) => Number(pts_time) + Number(duration_time));
  assert.ok(Math.abs(Number(format.duration) - Math.max(...ends)) < 0.11, `${format.duration}, ${Math.max(...ends)}`);
  const info = run('webm_info', '-all', '-seekhead', '-cues', '-i', path).text;
  assert.match(info, /SeekHead/);
  assert.match(info, /Cues/);

  // The last key frame is found by its time, without reading what is before it.
  const key = packets.filter(({ stream_index, flags }) => stream_index === 0 && flags.startsWith('K')).at(-1);
  if (streams[0].codec_type !== 'video') return;
  const found = run(
    ...['ffprobe', '-v', 'error', '-select_streams', 'v:0', '-show_packets', '-of', 'json'],
    ...['-read_intervals', `${key.pts_time}%+#1`, path],
  );
  assert.equal(JSON.parse(found.text).packets[0].pts_time, key.pts_time);
};

for (const [name, film] of Object.entries(films)) {
  test(`a repaired file has the same frames: ${name}`, async () => {
    const before = await film();
    const { bytes, report, blob } = await repaired(before);
    assert.equal(blob.type, 'video/webm');
    const [one, other] = [packetsOf(before), packetsOf(bytes)];
    assert.equal(other.complaint, '');
    assert.deepEqual(other.streams, one.streams);
    assert.equal(report.frames, one.streams.flat().length);
    assert.ok(
      report.notes.every(({ mended }) => mended),
      JSON.stringify(report.notes),
    );
    await assertSound(bytes);
    assert.deepEqual((await repaired(bytes)).bytes, bytes);
  });

  test(`a file that is cut off keeps its whole frames: ${name}`, async () => {
    const before = await film();
    const { streams } = packetsOf(before);
    for (let part = 1; part < 12; part++) {
      const size = Math.floor((before.length * part) / 12) + part;
      const cut = before.subarray(0, size);
      const { bytes, report } = await repaired(cut);
      const kept = packetsOf(bytes);
      // ffmpeg does not know what to say of a film without a frame.
      if (report.frames > 0) assert.equal(kept.complaint, '');
      let missing = 0;
      for (const [index, all] of streams.entries()) {
        const packets = kept.streams[index] ?? [];
        assert.deepEqual(packets, all.slice(0, packets.length), `stream ${index} of ${size} bytes`);
        missing += all.length - packets.length;
      }
      assert.ok(missing > 0);
      // The last whole frame is there: what follows is less than the largest frame, and its header.
      const wholes = bytes.length - 4096;
      assert.ok(wholes < size && size - bytes.length < 20_000, `${bytes.length} of ${size} bytes`);
      assert.ok(
        report.notes.every(({ code, mended }) => mended || code === 'truncated'),
        JSON.stringify(report.notes),
      );
      if (part % 4 === 0) await assertSound(bytes);
      else assert.deepEqual(await lint(new Blob([bytes])), []);
    }
  });
}

test('recordings one after the other become one', async () => {
  const first = await films['live VP8 and Opus']();
  const { bytes, report } = await repaired(Buffer.concat([first, first, first]));
  await assertSound(bytes);
  assert.equal(report.notes.find(({ code }) => code === 'joined').count, 2);
  const [one, three] = [packetsOf(first).streams, packetsOf(bytes).streams];
  for (const [index, packets] of three.entries()) {
    const frames = one[index].map(({ frame }) => frame);
    assert.deepEqual(
      packets.map(({ frame }) => frame),
      [...frames, ...frames, ...frames],
    );
  }
  assert.ok(Math.abs(report.duration - 12_000) < 200, `${report.duration} ms`);
});

test('frames laced into blocks come out one by one', async () => {
  // mkvmerge laces sound in Matroska.
  const path = save(await films['VP8 and Opus']());
  assert.equal(run('mkvmerge', '-q', '-o', `${path}.mkv`, path).status, 0);
  const laced = readFileSync(`${path}.mkv`);
  const { bytes } = await repaired(laced);
  const [one, other] = [packetsOf(laced).streams, packetsOf(bytes).streams];
  const frames = (streams) => streams.map((packets) => packets.map(({ frame }) => frame));
  assert.deepEqual(frames(other), frames(one));
});

test('the package as a whole has the same repair', async () => {
  const file = await films['our own, live']();
  const blob = await repairOfIndex(new Blob([file], { type: 'video/webm;codecs=vp8' }));
  assert.equal(blob.type, 'video/webm;codecs=vp8');
  assert.deepEqual(Buffer.from(await blob.arrayBuffer()), (await repaired(file)).bytes);
});

test('the new file goes to a stream or to a file', async () => {
  const film = await films['VP8 and Opus']();
  const expected = (await repaired(film)).bytes;
  const pieces = [];
  let closed = false;
  const stream = () =>
    new WritableStream({
      write: (piece) => void pieces.push(piece),
      close: () => void (closed = true),
      abort: (reason) => void pieces.push(reason),
    });
  const empty = await repair(new Blob([film]), { output: stream() });
  assert.equal(empty.size, 0);
  assert.ok(closed);
  assert.deepEqual(Buffer.concat(pieces), expected);

  pieces.length = 0;
  const stored = new Blob(['what the handle holds']);
  const handle = { createWritable: async () => stream(), getFile: async () => stored };
  assert.equal(await repair(new Blob([film]), { output: handle }), stored);
  assert.deepEqual(Buffer.concat(pieces), expected);

  // A failure ends the stream with its reason.
  pieces.length = 0;
  await assert.rejects(repair(new Blob(['no WebM']), { output: stream() }), { code: 'invalid-data' });
  assert.equal(pieces.length, 1);
  assert.equal(pieces[0].code, 'invalid-data');
  const broken = new WritableStream({
    write: () => {
      throw new Error('disk full');
    },
  });
  await assert.rejects(repair(new Blob([film]), { output: broken }), /disk full/);
});

test('progress rises to the end, and a signal stops it', async () => {
  const film = await films['VP9 and Vorbis']();
  // Many windows long.
  const long = new Blob(Array(60).fill(film));
  const steps = [];
  await repair(long, { onProgress: (done) => steps.push(done) });
  assert.ok(steps.length > 10);
  assert.ok(steps.every((done, index) => done >= 0 && done <= 1 && (index === 0 || done >= steps[index - 1])));
  assert.equal(steps.at(-1), 1);

  for (const work of [repair, lint]) {
    const controller = new AbortController();
    const reason = new Error('enough');
    const onProgress = (done) => done > 0.2 && controller.abort(reason);
    await assert.rejects(work(long, { signal: controller.signal, onProgress }), reason);
    await assert.rejects(work(long, { signal: AbortSignal.abort(reason) }), reason);
  }
});

test('what cannot be repaired is refused by name', async () => {
  for (const bytes of [[], ['GIF89a'], [new Uint8Array(1_000_000)]]) {
    await assert.rejects(repair(new Blob(bytes)), { name: 'RecorderError', code: 'invalid-data', field: 'file' });
    assert.notEqual((await lint(new Blob(bytes))).length, 0);
  }
  const film = await films['our own']();
  await assert.rejects(repair(new Blob([film.subarray(0, 60)])), { code: 'invalid-data', field: 'tracks' });
});

test('wrong arguments are named', async () => {
  const file = new Blob();
  for (const work of [repair, lint]) {
    await assert.rejects(work('film.webm'), { name: 'TypeError', message: /file must be a Blob, got "film\.webm"/ });
    // What WebmEncoder gives. Its bytes are not for a message, nor are a data URL's.
    await assert.rejects(work(new Uint8Array(1e5)), { message: 'file must be a Blob, got [object Uint8Array]' });
    const error = await work(`data:video/webm;base64,${'A'.repeat(1e5)}`).catch((thrown) => thrown);
    assert.ok(error.message.length < 100, `a message of ${error.message.length} characters`);
    await assert.rejects(work(file, 7), { name: 'TypeError', message: /options must be an object, got 7/ });
    await assert.rejects(work(file, { signal: {} }), { name: 'TypeError', message: /options\.signal must be/ });
    await assert.rejects(work(file, { onProgress: 1 }), { name: 'TypeError', message: /options\.onProgress must be/ });
    await assert.rejects(work(file, { wasm: 1 }), { name: 'TypeError', message: /options\.wasm must be/ });
  }
  await assert.rejects(repair(file, { output: 'file' }), { name: 'TypeError', message: /options\.output .* got file/ });
  await assert.rejects(repair(file, { onReport: 'x' }), { name: 'TypeError', message: /options\.onReport must be/ });
});

test('a file that cannot be read any more fails as such', async () => {
  const film = await films['our own']();
  class Shrunk extends Blob {
    slice() {
      return new Blob([new Uint8Array(3)]);
    }
  }
  class Gone extends Blob {
    slice() {
      return { arrayBuffer: () => Promise.reject(new DOMException('it is gone', 'NotReadableError')) };
    }
  }
  for (const work of [repair, lint]) {
    await assert.rejects(work(new Shrunk([film])), { code: 'source-failed', message: /shorter than it was/ });
    await assert.rejects(work(new Gone([film])), { code: 'source-failed', message: /it is gone/ });
  }
});

test('lint names the rule and the place', async () => {
  const film = Buffer.from(await films['our own']());
  const flags = film.indexOf(Buffer.from([0x81, 0x00, 0x28, 0x00])) + 3;
  film[flags] |= 0x80;
  const findings = await lint(new Blob([film]));
  assert.deepEqual(
    findings.map(({ rule }) => rule),
    ['W21'],
  );
  assert.ok(findings[0].position < flags && findings[0].position > flags - 12);
  assert.match(findings[0].message, /key frame flag/);
});
