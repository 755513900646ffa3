// kinora/whammy beside the packages that it stands in for, on the same pictures.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import Whammy, { Video, fromImageArray, toWebM } from '../../dist/whammy.js';
import { fileOf, readFilm } from './ebml.mjs';
import { assertFlawless, decode, run, save } from './judges.mjs';
import { dressUp, makeWebps, toUrl } from './webp-pictures.mjs';

const require = createRequire(import.meta.url);
const whammy = require('whammy');
const tsWhammy = require('ts-whammy').default;

/** Its package says CommonJS and is not. */
const reactWhammy = await (async () => {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('../../node_modules/react-whammy/whammy.js', import.meta.url))],
    bundle: true,
    format: 'esm',
    write: false,
    // It asks whether its frames are any.
    banner: { js: 'class ImageData {}' },
  });
  return (await import(save(outputFiles[0].contents, 'react-whammy.mjs'))).default;
})();

const peers = { whammy, 'ts-whammy': tsWhammy, 'react-whammy': reactWhammy };
const bytesOf = async (film) => new Uint8Array(film instanceof Blob ? await film.arrayBuffer() : film);

/** Lossy WebP without VP8X, which all of them take. Odd and even lengths. */
const pictures = makeWebps();
const urls = pictures.map((picture) => toUrl(picture));

/**
 * The peers take everything to the end of the file for the frame, so the byte that makes a chunk even is in theirs.
 */
const assertSameFilm = (ours, theirs) => {
  assert.deepEqual([ours.width, ours.height], [theirs.width, theirs.height]);
  assert.ok(Math.abs(ours.duration - theirs.duration) < 0.001, `${ours.duration}, ${theirs.duration}`);
  assert.deepEqual(
    ours.frames.map(({ time }) => time),
    theirs.frames.map(({ time }) => time),
  );
  ours.frames.forEach(({ data, keyFrame }, index) => {
    const their = theirs.frames[index].data;
    assert.ok(keyFrame);
    assert.ok(their.length - data.length <= (data.length & 1), `frame ${index}: ${data.length}, ${their.length}`);
    assert.ok(Buffer.from(data).equals(their.subarray(0, data.length)), `frame ${index}`);
  });
};

for (const [name, peer] of Object.entries(peers)) {
  for (const fps of [15, 24, 29.97, 30, 60, 1000]) {
    test(`${name}: the same frames, times and duration at ${fps} frames per second`, async () => {
      const ours = readFilm(fileOf(await bytesOf(fromImageArray(urls, fps))));
      assert.equal(ours.frames.length, urls.length);
      assertSameFilm(ours, readFilm(fileOf(await bytesOf(peer.fromImageArray(urls, fps)))));
    });
  }

  test(`${name}: the same bytes come as a Blob and as an array`, async () => {
    const blob = fromImageArray(urls, 30);
    assert.equal(blob.type, 'video/webm');
    assert.equal(peer.fromImageArray(urls, 30).type, blob.type);
    const array = fromImageArray(urls, 30, true);
    assert.ok(array instanceof Uint8Array);
    assert.deepEqual(await bytesOf(blob), array);
  });
}

test('a duration for each frame, as react-whammy has it, which calls back at once for data URLs', async () => {
  const durations = urls.map((_, index) => [40, 1.25, 33.25, 1000, 7][index % 5]);
  const films = [Whammy, reactWhammy].map(({ Video: VideoClass }) => {
    const video = new VideoClass();
    urls.forEach((url, index) => video.add(url, durations[index]));
    let film = null;
    video.compile(false, (compiled) => (film = compiled));
    assert.ok(film instanceof Blob);
    return film;
  });
  const [ours, theirs] = await Promise.all(films.map(async (film) => readFilm(fileOf(await bytesOf(film)))));
  assertSameFilm(ours, theirs);
});

test('frames as whammy parses them', async () => {
  const frames = pictures.map((picture) => ({
    ...{ width: 320, height: 240, duration: 20 },
    data: picture.subarray(16).toString('latin1'),
  }));
  assertSameFilm(readFilm(fileOf(toWebM(frames, true))), readFilm(fileOf(await bytesOf(whammy.toWebM(frames)))));
});

test('beyond 30 seconds the times are right, where whammy rounds cluster by cluster', async () => {
  const many = Array.from({ length: 650 }, (_, index) => urls[index % urls.length]);
  const ours = readFilm(fileOf(fromImageArray(many, 7, true)));
  assert.deepEqual(
    ours.frames.map(({ time }) => time),
    many.map((_, index) => Math.round((index * 1000) / 7)),
  );
  const theirs = readFilm(fileOf(await bytesOf(reactWhammy.fromImageArray(many, 7))));
  theirs.frames.forEach(({ time }, index) => assert.ok(Math.abs(time - ours.frames[index].time) <= 3));
  assert.ok(Math.abs(ours.duration - theirs.duration) < 0.001);
});

test("today's WebP, which breaks whammy, decodes to every frame; no validator objects", async () => {
  const today = pictures.map((picture) => toUrl(dressUp(picture, 320, 240)));
  const path = save(fromImageArray(today, 30, true));
  const decoded = decode(path, 'vp8', 320, 240);
  assert.equal(decoded.length, 30);
  assertFlawless(path);
  assert.deepEqual(
    decoded,
    decode(save(fromImageArray(urls, 30, true)), 'vp8', 320, 240),
    'the same pictures as without the chunks around them',
  );
  const theirs = save(await bytesOf(whammy.fromImageArray(today, 30)));
  assert.equal(run('ffmpeg', '-v', 'quiet', '-c:v', 'libvpx', '-i', theirs, '-f', 'framemd5', '-').text, '');
});

test('the file has its duration, an index of each key frame, and sizes throughout', () => {
  const film = readFilm(fileOf(fromImageArray(urls, 30, true)));
  assert.equal(film.duration, 1000);
  assert.deepEqual(
    film.cues,
    film.frames.map(({ time }, index) => ({ time, cluster: film.clusters[index] })),
  );
});
