// What kinora/whammy says to wrong input, in TypeScript and in C++ alike; and that both make the same file.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import Whammy, { Video, fromImageArray, fromImageArrayAsync, toWebM } from '../../dist/whammy.js';
import { fileOfParts, readFilm } from './ebml.mjs';
import { save } from './judges.mjs';
import { load } from './sources.mjs';
import { chunk, dressUp, extended, frameOf, makeWebps, riff, toUrl } from './webp-pictures.mjs';

const program = fileURLToPath(new URL('../../build/native/webp2webm', import.meta.url));
const pictures = makeWebps({ width: 64, height: 48, count: 12 });
const [picture] = pictures;
const frame = frameOf(picture);
const url = toUrl(picture);

/** What the C++ path makes of frames `[url, duration]`: `{ bytes }` or `{ error }`. */
const native = (frames) => {
  assert.ok(existsSync(program), `${program} is missing: build the native preset first`);
  const path = save(Buffer.alloc(0));
  const input = frames.map(([image, duration]) => `${duration} ${image}\n`).join('');
  const { status, stderr } = spawnSync(program, [path], { input });
  if (status === 0) return { bytes: readFileSync(path) };
  assert.equal(readFileSync(path).length, 0, 'something was written');
  return { error: /^webp2webm: (?:[a-z-]+): (.*)\n$/.exec(String(stderr))?.[1] ?? String(stderr) };
};

const scripted = (frames) => {
  const video = new Video();
  video.frames = frames.map(([image, duration]) => ({ image, duration }));
  try {
    return { bytes: Buffer.from(video.compile(true)) };
  } catch (error) {
    assert.ok(error instanceof Error);
    // As with whammy, which throws strings.
    assert.equal(String(error), error.message);
    return { error: error.message };
  }
};

const durations = {
  even: () => 40,
  fractions: (index) => 1000 / 30 + index / 7,
  halves: () => 62.5,
  nothing: () => 0,
  'long ones': (index) => 32767 - index,
};
for (const [name, duration] of Object.entries(durations)) {
  test(`C++ and TypeScript write the same bytes: durations, ${name}`, () => {
    const frames = pictures.map((bytes, index) => [toUrl(index % 2 ? bytes : dressUp(bytes, 64, 48)), duration(index)]);
    const { bytes } = native(frames);
    assert.ok(bytes?.length > 0);
    assert.ok(scripted(frames).bytes.equals(bytes));
  });
}

const changed = (bytes, at, ...values) => {
  const copy = Buffer.from(bytes);
  values.forEach((value, index) => (copy[at + index] = value));
  return copy;
};
const weird = 'has a weird duration (must be between 0 and 32767)';
const vp8 = (payload) => toUrl(riff(chunk('VP8 ', payload)));

/** Frames, and what is said to them by both. */
const refused = {
  'a negative duration': [[[url, -1]], `Frame 1 ${weird}`],
  'a duration that is no number': [
    [
      [url, 40],
      [url, NaN],
    ],
    `Frame 2 ${weird}`,
  ],
  'a duration above 32767': [
    [
      [url, 40],
      [url, 32768],
    ],
    `Frame 2 ${weird}`,
  ],
  'an endless duration': [[[url, Infinity]], `Frame 1 ${weird}`],
  'another width': [
    [
      [url, 40],
      [toUrl(makeWebps({ width: 66, height: 48, count: 1 })[0]), 40],
    ],
    'Frame 2 has a different width',
  ],
  'another height': [
    [
      [url, 40],
      [toUrl(makeWebps({ width: 64, height: 50, count: 1 })[0]), 40],
    ],
    'Frame 2 has a different height',
  ],
  'another type': [
    [['data:text/plain;base64,AAAA', 40]],
    'Input must be formatted properly as a base64 encoded DataURI of type image/webp',
  ],
  'base64 cut off inside a byte': [
    [[`${url.replace(/=+$/, '').slice(0, -1)}`.slice(0, 24), 40]],
    'Frame 1: the base64 in its data URL is not valid',
  ],
  'base64 cut off': [
    [[url.slice(0, 23 + 400), 40]],
    `Frame 1: the RIFF header says ${picture.length - 8} bytes follow, there are 292`,
  ],
  'characters that are not base64': [
    [[`${url.slice(0, 60)}*${url.slice(61)}`, 40]],
    'Frame 1: the base64 in its data URL is not valid',
  ],
  'base64 for URLs': [
    [[`${url.slice(0, 60)}-_${url.slice(62)}`, 40]],
    'Frame 1: the base64 in its data URL is not valid',
  ],
  'nothing in the URL': [[['data:image/webp;base64,', 40]], 'Frame 1: it is not a WebP file'],
  'another file': [[[toUrl(Buffer.from('GIF89a, which is long enough')), 40]], 'Frame 1: it is not a WebP file'],
  'a RIFF size too large': [
    [[toUrl(changed(picture, 4, 255, 255, 255, 255)), 40]],
    `Frame 1: the RIFF header says 4294967295 bytes follow, there are ${picture.length - 8}`,
  ],
  'a RIFF size too small': [
    [[toUrl(changed(picture, 4, 3, 0, 0, 0)), 40]],
    `Frame 1: the RIFF header says 3 bytes follow, there are ${picture.length - 8}`,
  ],
  'a chunk past the end': [
    [[toUrl(changed(picture, 16, 0, 0, 1, 0)), 40]],
    `Frame 1: the chunk at byte 12 says 65536 bytes, ${picture.length - 20} are left`,
  ],
  'half a chunk': [
    [[toUrl(riff(chunk('VP8 ', frame), Buffer.from('EX'))), 40]],
    `Frame 1: the file ends inside a chunk's header, at byte ${20 + frame.length + (frame.length & 1)}`,
  ],
  'no frame': [[[toUrl(riff(chunk('EXIF', Buffer.from('x')))), 40]], 'Frame 1: the WebP has no VP8 or VP8L chunk'],
  'an empty frame': [[[vp8(Buffer.alloc(0)), 40]], 'Frame 1: the VP8 frame must have at least 10 bytes, got 0'],
  'a frame that needs others': [
    [[vp8(changed(frame, 0, frame[0] | 1)), 40]],
    'Frame 1: the VP8 frame is not a key frame',
  ],
  'a frame cut off': [
    [[vp8(frame.subarray(0, 20)), 40]],
    `Frame 1: the VP8 frame's first partition says ${frame.readUIntLE(0, 3) >> 5} bytes, 10 are left`,
  ],
  'a frame without a size': [
    [[vp8(changed(frame, 6, 0, 0)), 40]],
    "Frame 1: the VP8 frame's width and height must be at least 1, got 0 x 48",
  ],
  'an extended header of another size': [
    [[toUrl(riff(extended(65, 48), chunk('VP8 ', frame))), 40]],
    'Frame 1: the VP8X chunk says 65x48 pixels, the VP8 frame has 64x48',
  ],
  'an empty alpha channel': [
    [[toUrl(riff(extended(64, 48), chunk('ALPH', Buffer.alloc(0)), chunk('VP8 ', frame))), 40]],
    'Frame 1: the ALPH chunk is empty',
  ],
  'an animation': [
    [[toUrl(riff(extended(64, 48), chunk('ANMF', Buffer.alloc(16)))), 40]],
    'Frame 1: it is an animation, and a frame is one picture',
  ],
};
for (const [what, [frames, message]] of Object.entries(refused)) {
  test(`bad input, in C++ and TypeScript: ${what}`, () => {
    assert.deepEqual(scripted(frames), { error: message });
    assert.deepEqual(native(frames), { error: message });
  });
}

test('files that are a byte longer or shorter, or damaged: both paths agree', () => {
  let state = 1;
  const random = (limit) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
  const dressed = dressUp(picture, 64, 48);
  let taken = 0;
  for (let round = 0; round < 150; round++) {
    let bytes = Buffer.from(round % 2 ? picture : dressed);
    for (let change = random(3); change >= 0; change--) bytes[random(round % 3 ? 60 : bytes.length)] = random(256);
    if (round % 5 === 0) bytes = bytes.subarray(0, random(bytes.length));
    let image = toUrl(bytes);
    if (round % 7 === 0)
      image = `${image.slice(0, 23 + random(200))}${' \n=*é'[random(5)]}${image.slice(23 + random(200))}`;
    const [ours, theirs] = [scripted([[image, 40]]), native([[image.replaceAll('\n', '\t'), 40]])];
    // A line cannot hold its own end; a tab is white space, too.
    const lossless = /lossless WebP/;
    if (lossless.test(ours.error) && lossless.test(theirs.error)) continue;
    assert.deepEqual(ours, theirs, image);
    if (ours.bytes) taken++;
  }
  assert.ok(taken > 10, `${taken} were taken`);
});

const raised = (call) => {
  try {
    call();
  } catch (error) {
    return String(error);
  }
  return undefined;
};

test("whammy's own texts, where whammy has one", () => {
  const needed = "if you don't have the fps set, you need to have durations here.";
  const wrongFrame = 'frame must be a a HTMLCanvasElement, a CanvasRenderingContext2D or a DataURI formatted string';
  const wrongUrl = 'Input must be formatted properly as a base64 encoded DataURI of type image/webp';
  assert.equal(
    raised(() => new Video(30).add(url, 40)),
    "you can't pass a duration if the fps is set",
  );
  assert.equal(
    raised(() => new Video().add(url)),
    needed,
  );
  for (const wrong of [{}, 5, null, undefined, true, []])
    assert.equal(
      raised(() => new Video(30).add(wrong)),
      wrongFrame,
    );
  for (const wrong of ['', 'x', 'data:,', 'data:image/svg+xml;base64,AAAA', 'data:image/webp,AAAA', `x${url}`]) {
    assert.equal(
      raised(() => new Video(30).add(wrong)),
      wrongUrl,
    );
  }
  assert.equal(
    raised(() => fromImageArray(['x'], 30)),
    wrongUrl,
  );
});

test('no frames, no frame rate', async () => {
  const nothing = 'there are no frames: add one before compiling';
  assert.equal(
    raised(() => new Video(30).compile()),
    nothing,
  );
  assert.equal(
    raised(() => new Video(30).compile(false, () => assert.fail())),
    nothing,
  );
  assert.equal(
    raised(() => fromImageArray([], 30)),
    nothing,
  );
  assert.equal(
    raised(() => toWebM([])),
    nothing,
  );
  await assert.rejects(new Video(30).compileAsync(), { message: nothing });
  for (const fps of [0, -5, NaN, undefined, 0.01])
    assert.equal(
      raised(() => fromImageArray([url], fps)),
      `Frame 1 ${weird}`,
    );
});

test('options that are none', async () => {
  for (const [wrong, got] of [
    [null, 'null'],
    [5, '5'],
  ]) {
    const message = `options must be an object, got ${got}`;
    assert.equal(
      raised(() => new Video(30, 0.8, wrong)),
      `TypeError: ${message}`,
    );
    await assert.rejects(fromImageArrayAsync([url], 30, true, wrong), { name: 'TypeError', message });
  }
  await assert.rejects(fromImageArrayAsync([url], 30, true, { reencode: 'av1' }), { name: 'TypeError' });
});

test('what has to be decoded needs time, and a browser', async () => {
  const [lossless] = makeWebps({ width: 64, height: 48, count: 1, more: ['-lossless', '1'] });
  const video = new Video(30);
  video.add(toUrl(lossless));
  const message = 'Frame 1: lossless WebP has to be decoded: use compileAsync(), or give compile() a callback';
  assert.equal(
    raised(() => video.compile()),
    message,
  );
  const browser = 'Frame 1: image/webp whose pixels are needed can only be decoded in a browser';
  await assert.rejects(video.compileAsync(), { message: browser });
  await assert.rejects(
    video.compile(false, () => assert.fail()),
    { message: browser },
  );
  assert.equal(
    raised(() => new Video(30, 0.8, { reencode: 'av1' })),
    "TypeError: options.reencode must be 'vp8' or 'vp9', got av1",
  );
  assert.equal(
    raised(() => new Video(30, 0.8, { alpha: true })),
    "TypeError: options.alpha must be 'keep' or 'discard', got true",
  );
});

test('transparency can be left alone, without a browser', async () => {
  const [transparent] = makeWebps({ width: 64, height: 48, count: 1, alpha: true });
  assert.match(transparent.toString('latin1'), /ALPH/);
  const film = await fromImageArrayAsync([toUrl(transparent)], 30, true, { alpha: 'discard' });
  const read = readFilm(fileOfParts([Buffer.from(film)]));
  assert.equal(read.alphaMode, 0);
  assert.ok(transparent.includes(read.frames[0].data));
});

test('a Blob of WebP', async () => {
  const blob = new Blob([picture], { type: 'image/webp' });
  assert.deepEqual(await fromImageArrayAsync([blob, url], 25, true), fromImageArray([url, url], 25, true));
});

test('a film that is being made is of the frames as they were', async () => {
  const blob = new Blob([picture], { type: 'image/webp' });
  const video = new Video(25);
  video.frames = [
    { image: blob, duration: 40 },
    { image: url, duration: 40 },
  ];
  const film = video.compileAsync(true);
  video.frames[1].image = 'x';
  video.frames[1].duration = -1;
  video.frames.length = 0;
  assert.deepEqual(await film, fromImageArray([url, url], 25, true));
});

test('frames may be changed, and a film compiled again', () => {
  const video = new Whammy.Video(30);
  video.add(url);
  video.add(url);
  const first = video.compile(true);
  assert.deepEqual(video.compile(true), first);
  assert.deepEqual(Object.keys(video.frames[0]), ['image', 'duration']);
  video.frames.pop();
  assert.ok(video.compile(true).length < first.length);
});

test('base64 without help from the engine is the same as atob', async () => {
  const { decodeInScript, base64Capacity } = await load('whammy/base64.ts');
  const decode = (text) => {
    const target = new Uint8Array(base64Capacity(text.length));
    const size = decodeInScript(text, 0, target);
    return size < 0 ? null : Buffer.from(target.subarray(0, size)).toString('latin1');
  };
  const expected = (text) => {
    try {
      return atob(text);
    } catch {
      return null;
    }
  };
  const alphabet = 'ABcd01+/==  \n-_*é\u{1F600}';
  let state = 7;
  for (let round = 0; round < 20000; round++) {
    let text = '';
    for (let length = round % 14; length > 0; length--) {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      text += alphabet[(state >>> 16) % (round % 3 ? 10 : alphabet.length)];
    }
    assert.equal(decode(text), expected(text), JSON.stringify(text));
  }
});

test('characters of which the lower byte would be base64', () => {
  const image = `${url.slice(0, 60)}${String.fromCharCode(url.charCodeAt(60) + 256)}${url.slice(61)}`;
  assert.deepEqual(scripted([[image, 40]]), { error: 'Frame 1: the base64 in its data URL is not valid' });
});

test('beyond 2 GB each position in the file is right', async () => {
  const { Muxer } = await load('whammy/muxer.ts');
  const payload = Buffer.alloc(32 << 20, 0x42);
  frame.copy(payload);
  const parts = [];
  const muxer = new Muxer({ codec: 'vp8', width: 64, height: 48, alpha: false }, (pieces) => parts.push(...pieces));
  for (let index = 0; index < 150; index++) muxer.add({ data: payload, time: index * 40, keyFrame: true, alpha: null });
  const { head, index } = muxer.finish(6000);
  const file = fileOfParts(
    [head, ...parts, index].map((part) => Buffer.from(part.buffer, part.byteOffset, part.length)),
  );
  assert.ok(file.size > 2 ** 32, `${file.size} bytes`);
  const film = readFilm(file);
  assert.equal(film.frames.length, 150);
  assert.deepEqual(
    film.cues.map(({ cluster }) => cluster),
    film.clusters,
  );
  assert.equal(film.frames[149].time, 149 * 40);
});
