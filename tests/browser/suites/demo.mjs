// The demo page as a visitor uses it: from the keyboard, what is recorded, rendered and compared.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { assertFlawless, probe, save } from '../../node/judges.mjs';
import { follow, press, previewed, reads, says, textOf, withDemo, writeChain } from '../demo-page.mjs';
import { decode } from '../films.mjs';
import './demo-filters.mjs';
import './demo-looks.mjs';
import './demo-sources.mjs';

const framesAtLeast = (page, count) =>
  page.waitForFunction((least) => Number(document.querySelector('#stat-frames').textContent) >= least, {}, count);

for (const codec of ['vp8', 'vp9']) {
  test(`${codec}: record, pause, stop, watch, download`, () =>
    withDemo(async (page, films) => {
      await page.select('#codec', codec);
      await press(page, '#record');
      await reads(page, '#record-label', /^Stop$/);
      await says(page, new RegExp(`^Recording 640 × 360 as video/webm;codecs=${codec}\\.$`));
      assert.match(await textOf(page, '#backend-reason'), /^Encoder: wasm, \w/);
      await framesAtLeast(page, 5);
      await press(page, '#pause');
      await says(page, /^Paused/);
      assert.equal(await textOf(page, '#pause'), 'Resume');
      const paused = await textOf(page, '#clock');
      await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
      assert.equal(await textOf(page, '#clock'), paused);
      await press(page, '#pause');
      await says(page, /^Recording again/);
      await framesAtLeast(page, 10);
      assert.match(await page.$eval('#graph-line', (path) => path.getAttribute('d')), /^M0\.0 .*L300\.0 /);
      await press(page, '#record');
      await page.waitForSelector('#film:not([hidden])');
      await page.waitForFunction(() => document.querySelector('#video').readyState >= 2);
      await says(page, /^Recorded .* The film is below\.$/);
      assert.equal(await textOf(page, '#record-label'), 'Record');
      assert.equal(await page.evaluate(() => document.activeElement.id), 'record');
      await page.$eval('#status a', (link) => link.click());
      assert.ok(await page.$eval('#film', (film) => film.getBoundingClientRect().top < innerHeight));

      const bytes = await follow(page, '#download', films);
      const path = save(bytes);
      const pictures = decode(bytes, codec, 640, 360);
      assert.equal(pictures.length, Number(await textOf(page, '#stat-frames')));
      assert.ok(pictures.some((picture) => !picture.equals(pictures[0])));
      assertFlawless(path);
      const seen = await page.$eval('#video', ({ duration, videoWidth, videoHeight }) => ({
        duration,
        videoWidth,
        videoHeight,
      }));
      assert.ok(Math.abs(seen.duration - Number(probe(path).format.duration)) < 0.002, JSON.stringify(seen));
      assert.deepEqual([seen.videoWidth, seen.videoHeight], [640, 360]);
    }));
}

test('a filter that is changed while recording is in the film from then on', () =>
  withDemo(async (page, films) => {
    await page.click('#motion');
    await press(page, '#record');
    await reads(page, '#record-label', /^Stop$/);
    await framesAtLeast(page, 3);
    await writeChain(page, 'invert()');
    await framesAtLeast(page, Number(await textOf(page, '#stat-frames')) + 6);
    await press(page, '#record');
    await page.waitForSelector('#film:not([hidden])');
    const pictures = decode(await follow(page, '#download', films), 'vp8', 640, 360);
    const light = (picture) => picture.subarray(0, 640 * 360).reduce((sum, y) => sum + y, 0) / (640 * 360);
    assert.ok(light(pictures.at(-1)) > light(pictures[0]) + 60, `${light(pictures[0])}, ${light(pictures.at(-1))}`);
  }));

/** Runs in the page, before it: workers are told nothing before `globalThis.goOn()`. */
const holdWorkers = () => {
  const { postMessage } = Worker.prototype;
  const held = new Promise((resolve) => (globalThis.goOn = resolve));
  Worker.prototype.postMessage = function (...message) {
    void held.then(() => postMessage.apply(this, message));
  };
};

test('while the encoder starts, the stage and the settings stay, filters count, and the focus goes where one likes', () =>
  withDemo(
    async (page, films) => {
      const disabled = (selector) => page.$eval(selector, (element) => element.matches(':disabled'));
      const held = ['[name=source]', '#size', '#codec', '#render', '#whammy', '#record'];
      await page.click('#motion');
      await press(page, '#record');
      await says(page, /^Starting the encoder/);
      for (const selector of held) assert.equal(await disabled(selector), true, selector);
      await writeChain(page, 'invert()');
      await page.evaluate(() => globalThis.goOn());
      await framesAtLeast(page, 3);
      assert.equal(await page.evaluate(() => document.activeElement.id), 'chain-text');
      await press(page, '#record');
      await says(page, /^Recorded/);
      for (const selector of held) assert.equal(await disabled(selector), false, selector);
      const [first] = decode(await follow(page, '#download', films), 'vp8', 640, 360);
      const light = first.subarray(0, 640 * 360).reduce((sum, y) => sum + y, 0) / (640 * 360);
      assert.ok(light > 128, `the reel is dark, its inverse is not: ${light}`);
    },
    { prepare: (page) => page.evaluateOnNewDocument(holdWorkers) },
  ));

test('a filter that was refused while recording does not spoil the film', () =>
  withDemo(async (page) => {
    await press(page, '#record');
    await framesAtLeast(page, 2);
    await writeChain(page, 'crop(600px, 0, 600px, 10px)');
    await says(page, /^The filter was refused, the one before it stays: crop\./);
    await writeChain(page, 'invert()');
    await press(page, '#record');
    await says(page, /^Recorded .* The film is below\.$/);
    assert.equal(await page.$eval('#status', ({ classList }) => classList.contains('failed')), false);
    await previewed(page);
  }));

test('only encoders that there are can be chosen', () =>
  withDemo(async (page) => {
    const choices = await page.$$eval('#backend option', (options) =>
      options.map(({ value, disabled, textContent }) => [value, disabled, /not here/.test(textContent)]),
    );
    assert.deepEqual(
      choices.map(([value]) => value),
      ['auto', 'wasm', 'webcodecs', 'mediarecorder'],
    );
    for (const [, disabled, said] of choices) assert.equal(disabled, said);
    assert.deepEqual(choices.slice(0, 2), [
      ['auto', false, false],
      ['wasm', false, false],
    ]);
  }));

const kinds = { 'image/png': 'png', 'image/jpeg': 'mjpeg', 'image/webp': 'webp' };

test('snapshots are PNG, JPEG or WebP, with the filters', () =>
  withDemo(async (page, films) => {
    await writeChain(page, 'rotate(90deg)');
    for (const [type, codec] of Object.entries(kinds)) {
      await page.select('#still-type', type);
      await press(page, '#snapshot');
      await reads(page, '#still-facts', new RegExp(`^${type}, `));
      assert.equal(await textOf(page, '#still-state'), 'The snapshot is below.');
      const path = save(await follow(page, '#still-download', films), `still.${codec}`);
      const { streams } = probe(path);
      assert.deepEqual(
        streams.map(({ codec_name: name, width, height }) => ({ name, width, height })),
        [{ name: codec, width: 360, height: 640 }],
      );
    }
  }));

const askFor = async (page, seconds) => {
  await page.$eval('#render-seconds', (field, value) => (field.value = value), seconds);
  await page.select('#render-rate', '24');
};

test('a film is rendered frame by frame, with its progress', () =>
  withDemo(async (page, films) => {
    await page.evaluate(() => {
      globalThis.progress = [];
      const bar = document.querySelector('#render-progress');
      new MutationObserver(() => globalThis.progress.push(bar.value)).observe(bar, { attributes: true });
    });
    await askFor(page, '1');
    await press(page, '#render');
    await page.waitForSelector('#render-cancel:not([hidden])');
    assert.equal(await page.$eval('#record', ({ disabled }) => disabled), true);
    await reads(page, '#render-state', /^24 frames in .* The film is above\.$/);
    assert.equal(await page.$eval('#record', ({ disabled }) => disabled), false);
    const steps = await page.evaluate(() => globalThis.progress);
    assert.ok(steps.includes(0.5) && steps.includes(1), String(steps));
    const path = save(await follow(page, '#download', films));
    assertFlawless(path);
    assert.equal(Number(probe(path).format.duration), 1);
  }));

test('a render is cancelled, and nothing is kept', () =>
  withDemo(async (page) => {
    await askFor(page, '60');
    await press(page, '#render');
    await page.waitForFunction(() => document.querySelector('#render-progress').value > 0);
    assert.equal(await page.evaluate(() => document.activeElement.id), 'render-cancel');
    await page.keyboard.press('Enter');
    await reads(page, '#render-state', /^Cancelled/);
    assert.equal(await page.$eval('#film', ({ hidden }) => hidden), true);
    assert.equal(await page.$eval('#render', ({ disabled }) => disabled), false);
  }));

test('a chain that cannot be recorded is told where it was asked for', () =>
  withDemo(async (page) => {
    await writeChain(page, 'crop(600px, 0, 600px, 10px)');
    await page.waitForSelector('#chain-error:not([hidden])');
    await press(page, '#record');
    await says(page, /^It could not be recorded: crop\./);
    await askFor(page, '1');
    await press(page, '#render');
    await reads(page, '#render-state', /^It could not be rendered: crop\./);
    await press(page, '#snapshot');
    await reads(page, '#still-state', /^No snapshot could be taken: crop\./);
    assert.match(await textOf(page, '#status'), /^It could not be recorded/);
    await writeChain(page, 'invert()');
    await previewed(page);
  }));

const tableOf = (page, selector) =>
  page.$$eval(`${selector} tr`, (all) => all.map((row) => [...row.children].map((cell) => cell.textContent)));

test('whammy is compared: three ways with size and time', () =>
  withDemo(async (page) => {
    await press(page, '#whammy');
    await reads(page, '#whammy-state', /^24 frames of 640 × 360: whammy's file is [\d.]+ times the recorder's\.$/);
    const rows = await tableOf(page, '#whammy-rows');
    assert.deepEqual(
      rows.map(([way]) => way),
      ["whammy's way", 'kinora/whammy, encoded anew', 'CanvasRecorder'],
    );
    for (const [, size, time] of rows) assert.match(`${size} ${time}`, /^[\d.]+ [kM]B [\d.]+ s$/);
  }));

test('a film that a crash cut off is repaired: before and after', () =>
  withDemo(async (page, films) => {
    await press(page, '#repair-break');
    await reads(page, '#repair-state', /^Repaired: 6\d frames, 2\.\d s, none of them encoded anew\.$/);
    const [size, length, faults] = await tableOf(page, '#repair-rows');
    for (const cell of size.slice(1)) assert.match(cell, /^[\d.]+ [kM]B$/);
    assert.deepEqual(length.slice(0, 2), ['Length', 'not known']);
    assert.match(length[2], /^2\.\d s$/);
    assert.match(faults[1], /^[1-9]\d*$/);
    assert.equal(faults[2], 'none');
    const notes = await page.$$eval('#repair-notes li', (all) => all.map((note) => note.textContent));
    assert.ok(notes.includes('It did not say how long it is. Mended.'), notes.join('\n'));
    assert.ok(
      notes.some((note) => /^It ended in the midst of a frame, of which [\d.]+ kB are lost\.$/.test(note)),
      notes.join('\n'),
    );
    assert.equal(await page.evaluate(() => document.activeElement.id), 'repair-break');
    const bytes = await follow(page, '#repair-download', films);
    assertFlawless(save(bytes));
    const [frames] = (await textOf(page, '#repair-state')).match(/\d+/);
    assert.equal(decode(bytes, 'vp8', 640, 360).length, Number(frames));
  }));

test('a file is repaired that was chosen or dropped; one that is no WebM is refused', () =>
  withDemo(async (page) => {
    const input = await page.$('#repair-input');
    const whole = await page.evaluateHandle(async () => {
      const { CanvasRecorder } = await import('./kinora/index.js');
      const canvas = Object.assign(document.createElement('canvas'), { width: 64, height: 48 });
      canvas.getContext('2d').fillRect(0, 0, 9, 9);
      const recorder = new CanvasRecorder(canvas, { clock: 'fixed', frameRate: 24 });
      await recorder.start();
      await recorder.captureFrame();
      return new File([await recorder.stop()], 'whole.webm');
    });
    const drop = (file) =>
      page.evaluate((dropped) => {
        const dataTransfer = new DataTransfer();
        dataTransfer.items.add(dropped);
        const place = document.querySelector('#repair-panel');
        for (const type of ['dragover', 'drop']) {
          place.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer }));
        }
      }, file);
    await drop(whole);
    await reads(page, '#repair-state', /^Nothing was wrong: 1 frame, 0\.0 s\.$/);
    assert.match((await tableOf(page, '#repair-rows'))[0].join(), /^Size,\d{3} bytes,\d{3} bytes$/);
    assert.deepEqual((await tableOf(page, '#repair-rows'))[2], ['Faults', 'none', 'none']);
    // The stage, which takes what is dropped anywhere else, is as it was.
    assert.equal(await page.$eval('[name=source]:checked', ({ value }) => value), 'reel');
    await input.uploadFile(fileURLToPath(new URL('../../../package.json', import.meta.url)));
    await reads(page, '#repair-state', /^It could not be repaired: .*WebM/);
    assert.equal(await page.$eval('#repair-results', ({ hidden }) => hidden), true);
  }));

test('a file is repaired again when it is chosen again, and its faults are not denied', () =>
  withDemo(async (page) => {
    // As ffmpeg writes it: it plays and seeks, yet says it is of a version older than what is in it.
    const path = save(Buffer.alloc(0), 'old-version.webm');
    const picture = ['-f', 'lavfi', '-i', 'testsrc=size=64x48:rate=15:duration=1', '-c:v', 'libvpx'];
    execFileSync('ffmpeg', ['-y', '-v', 'error', ...picture, path]);
    for (let time = 0; time < 2; time++) {
      const [chooser] = await Promise.all([page.waitForFileChooser(), page.click('#repair-input')]);
      await page.$eval('#repair-state', (line) => (line.textContent = ''));
      await chooser.accept([path]);
      await reads(page, '#repair-state', /^Repaired: 15 frames/);
      assert.match((await tableOf(page, '#repair-rows'))[2].join(' '), /^Faults [1-9]\d* none$/);
    }
  }));

test('the picture can be frozen, and starts frozen for those who asked for less motion', async () => {
  const pressed = (page) => page.$eval('#motion', (button) => button.getAttribute('aria-pressed'));
  await withDemo(async (page) => {
    assert.equal(await pressed(page), 'false');
    await press(page, '#motion');
    assert.equal(await pressed(page), 'true');
  });
  await withDemo(async (page) => assert.equal(await pressed(page), 'true'), {
    prepare: (page) => page.emulateMediaFeatures([{ name: 'prefers-reduced-motion', value: 'reduce' }]),
  });
});
