// The judges' own part: what a program that is forked says and gives is what it says and gives when it is started.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { run, save } from './judges.mjs';

const broken = save(Buffer.from('no film'), 'broken.webm');

for (const args of [
  ['ffprobe', '-v', 'warning', '-show_format', '-of', 'json', broken],
  ['ffmpeg', '-v', 'warning', '-i', broken, '-f', 'null', '-'],
  ['ffmpeg', '-v', 'warning', '-f', 'lavfi', '-i', 'testsrc=d=1:s=320x240', '-f', 'rawvideo', '-'],
]) {
  test(`${args[0]} ${args.slice(1).join(' ').replace(broken, 'broken.webm')}`, () => {
    const { status, stdout, stderr } = spawnSync(args[0], args.slice(1), { maxBuffer: 1 << 30 });
    assert.equal(status !== 0, args.includes(broken));
    assert.equal(stderr.length > 0, args.includes(broken));
    // The place of something in memory is another each time.
    const plain = (text) => String(text).replace(/0x[0-9a-f]+/g, '0x');
    // The second time, too.
    for (let times = 0; times < 2; times++) {
      const forked = run(...args);
      assert.equal(forked.status, status);
      assert.equal(plain(forked.stderr), plain(stderr));
      assert.ok(forked.stdout.equals(stdout), `${forked.stdout.length} bytes, not ${stdout.length}`);
    }
  });
}
