// repair() of what mkvmerge makes: sound in laces ahead of the pictures, and what else other writers never do.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { lint } from '../../dist/repair.js';
import { run, save } from './judges.mjs';
import { made, packetsOf, repaired } from './repairing.mjs';

const vp9 = ['-c:v', 'libvpx-vp9', '-deadline', 'realtime', '-cpu-used', '8', '-b:v', '100k'];
const film = (seconds, interval) =>
  made(
    'film.webm',
    ...['-f', 'lavfi', '-i', `testsrc2=size=64x48:rate=25:duration=${seconds}`],
    ...['-f', 'lavfi', '-i', `sine=duration=${seconds}`, ...vp9, '-g', interval, '-c:a', 'libopus'],
  );
const merged = (bytes, ...options) => {
  const path = save(bytes);
  assert.equal(run('mkvmerge', '-q', '-w', '-o', `${path}.webm`, ...options, path).status, 0);
  return readFileSync(`${path}.webm`);
};
const noted = ({ notes }) => notes.map(({ code }) => code);

for (const [name, seconds, interval, ...options] of [
  ['as it is', 12, 125],
  ['Clusters of a second', 8, 200, '--cluster-length', '1000ms'],
  ['Clusters of three blocks', 8, 200, '--cluster-length', '3'],
  ['Clusters as long as they can be', 80, 9999],
  ['ticks of 20 microseconds', 8, 200, '--timestamp-scale', '20000'],
  ['Tracks twice', 8, 200, '--engage', 'write_headers_twice'],
]) {
  test(`every packet of mkvmerge keeps its time: ${name}`, async () => {
    const before = merged(film(seconds, interval), ...options);
    const { bytes, report } = await repaired(before);
    const after = packetsOf(bytes);
    assert.deepEqual(after.streams, packetsOf(before).streams);
    assert.equal(after.complaint, '');
    const moved = ['times', 'order', 'joined', 'not-interleaved', 'truncated', 'damaged'];
    assert.deepEqual(
      noted(report).filter((code) => moved.includes(code)),
      [],
    );
    // A Cluster of 32,767 short ticks cannot wait for a key frame.
    const faults = await lint(new Blob([bytes]));
    assert.deepEqual(options.includes('20000') ? faults.filter(({ rule }) => rule !== 'W20') : faults, []);
    assert.deepEqual((await repaired(bytes)).bytes, bytes);
  });
}

test('durations of blocks are scaled when a recording of other ticks is joined', async () => {
  const one = film(2, 50);
  const joined = Buffer.concat([
    merged(one, '--enable-durations'),
    merged(one, '--enable-durations', '--timestamp-scale', '100000'),
  ]);
  const { bytes, report } = await repaired(joined);
  assert.ok(Math.abs(report.duration - 4000) < 100, `${report.duration} ms`);
  const durations = JSON.parse(
    run(
      'ffprobe',
      '-v',
      'error',
      '-select_streams',
      'a',
      '-show_entries',
      'packet=duration',
      '-of',
      'json',
      save(bytes),
    ).text,
  ).packets.map(({ duration }) => duration);
  assert.ok(durations.length >= 200);
  assert.ok(Math.max(...durations) <= 21, `${Math.max(...durations)} ms`);
});

test('VP9 with and without CodecPrivate is joined', async () => {
  const one = film(2, 50);
  const { bytes, report } = await repaired(Buffer.concat([one, merged(one)]));
  assert.ok(!noted(report).includes('foreign-recording'), JSON.stringify(report.notes));
  const [pictures] = packetsOf(bytes).streams;
  assert.equal(pictures.length, 100);
  assert.deepEqual(await lint(new Blob([bytes])), []);
});
