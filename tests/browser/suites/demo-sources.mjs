// The demo's sources: each one moves, is recorded, and says what it cannot do.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { previewed, reads, says, textOf, withDemo, writeChain } from '../demo-page.mjs';

const folder = mkdtempSync(join(tmpdir(), 'kinora-demo-'));
const film = join(folder, 'bars.webm');
const text = join(folder, 'text.webm');

before(() => {
  const picture = ['-f', 'lavfi', '-i', 'testsrc=size=320x180:rate=15:duration=2'];
  execFileSync('ffmpeg', ['-v', 'error', ...picture, '-c:v', 'libvpx', '-deadline', 'realtime', film]);
  writeFileSync(text, 'no film at all');
});
after(() => rmSync(folder, { recursive: true }));

const pick = (page, source) => page.$eval(`[name=source][value=${source}]`, (radio) => radio.click());

/** Waits until the filtered picture has changed several times. */
const moves = async (page) => {
  const seen = new Set();
  while (seen.size < 3) seen.add(await previewed(page));
};

const sources = {
  reel: { says: /reel.*640 × 360\.$/, render: true },
  webgl: { says: /knot.*640 × 360\.$/, render: true },
  camera: { says: /camera sees, \d+ × \d+\.$/, render: false },
  stream: { says: /bars.*640 × 360\.$/, render: false },
};

for (const [source, expected] of Object.entries(sources)) {
  test(`${source}: moves, filtered and recorded`, () =>
    withDemo(async (page) => {
      if (source === 'reel') await pick(page, 'webgl');
      await pick(page, source);
      await says(page, expected.says);
      await writeChain(page, 'invert()');
      await moves(page);
      assert.equal(await page.$eval('#render', ({ disabled }) => disabled), !expected.render);
      await page.click('#record');
      await page.waitForFunction(() => Number(document.querySelector('#stat-frames').textContent) >= 3);
      assert.equal(await page.$eval('#sources fieldset', ({ disabled }) => disabled), true);
      await page.click('#record');
      await says(page, /^Recorded/);
    }));
}

test('a video file: chosen, moves, rendered by seeking', () =>
  withDemo(async (page) => {
    await pick(page, 'file');
    await says(page, /Choose a video file/);
    await (await page.$('#video-input')).uploadFile(film);
    await says(page, /bars\.webm, 320 × 180\.$/);
    await writeChain(page, 'invert()');
    await moves(page);
    await page.$eval('#render-seconds', (field) => (field.value = '0.5'));
    await page.select('#render-rate', '24');
    await page.click('#render');
    await reads(page, '#render-state', /^12 frames in/);
  }));

test('a video file is dropped onto the page', () =>
  withDemo(async (page) => {
    // Chromium gives pages of its test driver no real drops of files: this one is made of the input's file.
    await pick(page, 'file');
    await page.$eval('#video-input', (input) =>
      input.addEventListener('change', (event) => event.stopPropagation(), { once: true }),
    );
    await (await page.$('#video-input')).uploadFile(film);
    await page.$eval('#screen', (screen) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(document.querySelector('#video-input').files[0]);
      const drop = (type) =>
        screen.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
      drop('dragover');
      if (!screen.classList.contains('dropping')) throw new Error('nothing shows where to drop');
      drop('drop');
    });
    await says(page, /bars\.webm, 320 × 180\.$/);
  }));

/** Runs in the page, before it: the camera is only there once `globalThis.grant()` was called. */
const askForCamera = () => {
  const { getUserMedia } = MediaDevices.prototype;
  const granted = new Promise((resolve) => (globalThis.grant = resolve));
  MediaDevices.prototype.getUserMedia = async function (constraints) {
    await granted;
    const stream = await getUserMedia.call(this, constraints);
    globalThis.camera = stream.getTracks()[0];
    return stream;
  };
};

/** Waits until the camera that was granted has been let go. */
const letGo = (page) => page.waitForFunction(() => globalThis.camera?.readyState === 'ended');

const chosen = (page) => page.$eval('[name=source]:checked', ({ value }) => value);
const shown = (page) => page.$eval('#scene', (canvas) => canvas.getAttribute('aria-label'));

test('a camera that is granted late takes the place of nothing chosen or recorded since', async () => {
  const prepare = (page) => page.evaluateOnNewDocument(askForCamera);
  await withDemo(
    async (page) => {
      await pick(page, 'camera');
      await page.click('#record');
      await page.waitForFunction(() => Number(document.querySelector('#stat-frames').textContent) >= 2);
      await page.evaluate(() => globalThis.grant());
      await letGo(page);
      assert.match(await shown(page), /reel/);
      assert.equal(await chosen(page), 'reel');
      await page.click('#record');
      await says(page, /^Recorded/);
    },
    { prepare },
  );
  await withDemo(
    async (page) => {
      await pick(page, 'camera');
      await pick(page, 'file');
      await page.evaluate(() => globalThis.grant());
      await letGo(page);
      assert.match(await shown(page), /reel/);
      assert.equal(await chosen(page), 'file');
    },
    { prepare },
  );
});

test('while a video file is still to be chosen, there is no size to choose', () =>
  withDemo(async (page) => {
    const disabled = () => page.$eval('#size', (select) => select.disabled);
    await pick(page, 'file');
    assert.equal(await disabled(), true);
    await pick(page, 'reel');
    await says(page, /reel/);
    assert.equal(await disabled(), false);
  }));

test('a file that is no film, and a camera that is refused, are told, and the source before stays', () =>
  withDemo(
    async (page) => {
      await pick(page, 'file');
      await (await page.$('#video-input')).uploadFile(text);
      await says(page, /text\.webm could not be opened/);
      assert.equal(await page.$eval('[name=source]:checked', ({ value }) => value), 'reel');
      await pick(page, 'camera');
      await says(page, /The camera cannot be shown: not today\. The generated stream is one without a camera\.$/);
      assert.equal(await page.$eval('[name=source]:checked', ({ value }) => value), 'reel');
      assert.ok(await page.$eval('#status', ({ classList }) => classList.contains('failed')));
      assert.match(await textOf(page, '#record-label'), /Record/);
    },
    {
      prepare: (page) =>
        page.evaluateOnNewDocument(() => {
          MediaDevices.prototype.getUserMedia = () => Promise.reject(new DOMException('not today', 'NotAllowedError'));
        }),
    },
  ));
