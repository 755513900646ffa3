// What the browser's own players make of a film.
import { WebmEncoder, preview } from '/dist/index.js';
import { event, filmFixed } from './filming.mjs';
import { height, readNumber, readPatches, rectangles, width } from './scene.mjs';

const same = (value) => value;

/** A film of 90 frames in 3 seconds, with key frames each second. */
const makeFilm = async (codec) => (await filmFixed({ frames: 90, codec, keyFrameInterval: 1, deliver: same })).film;

export const makeVideo = () => Object.assign(document.createElement('video'), { muted: true });

/**
 * Seeks to `time` (seconds), and looks at what `video` shows in each animation frame until `read(video)` gives something
 * else than null. The event that a seek is done does not say that its picture is there.
 */
export const seekTo = async (video, time, read) => {
  const seeked = event(video, 'seeked');
  video.currentTime = time;
  await seeked;
  for (;;) {
    const seen = read(video);
    if (seen !== null) return seen;
    await new Promise(requestAnimationFrame);
  }
};

/** The number of the picture that `video` shows at each of `times` (seconds); each another than the one before. */
export const numbersAt = async (video, times) => {
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  const read = () => {
    context.drawImage(video, 0, 0);
    const { data } = context.getImageData(0, 0, width, height);
    // The last patch is white; without it there is no picture yet.
    return readPatches(data, 4).at(-1)[0] > 128 ? readNumber(data, 4) : null;
  };
  const numbers = [];
  // Who begins with the picture that a film shows when it was loaded sees it at once.
  let before = null;
  if (times[0] >= 0.1) {
    if (video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) await event(video, 'loadeddata');
    before = read(); // where nothing is shown yet, nothing can be taken for the picture that is sought
  }
  for (const time of times) {
    before = await seekTo(video, time, () => {
      const number = read();
      return number === before ? null : number;
    });
    numbers.push(before);
  }
  return numbers;
};

/** Shows a film by `preview()`. */
export const seekInPreview = async (codec, times) => {
  const film = await makeFilm(codec);
  const video = makeVideo();
  document.body.append(video);
  const loaded = event(video, 'loadeddata');
  const revoke = preview(film, video);
  await loaded;
  const { duration, videoWidth, videoHeight, src } = video;
  const numbers = await numbersAt(video, times);
  revoke();
  const gone = await fetch(src).then(
    () => false,
    () => true,
  );
  return { duration, videoWidth, videoHeight, numbers, kept: video.hasAttribute('src'), gone };
};

/** Resolves when `video` has come to its end. WebKitGTK, on a busy machine, shows the last frame and never says so. */
export const playedThrough = (video) =>
  new Promise((resolve) => {
    video.addEventListener('ended', resolve);
    video.addEventListener('stalled', () => video.currentTime > video.duration - 0.1 && resolve());
  });

/** Plays a film to its end. @returns the duration and where it ended */
export const playThrough = async (codec) => {
  const { film } = await filmFixed({ frames: 15, codec, deliver: same });
  const video = makeVideo();
  document.body.append(video);
  const ended = playedThrough(video);
  preview(film, video);
  await video.play();
  await ended;
  return { duration: video.duration, currentTime: video.currentTime, error: video.error?.message ?? null };
};

const rangesOf = (buffered) =>
  Array.from({ length: buffered.length }, (_, index) => [buffered.start(index), buffered.end(index)]);

/** A player that is fed piece by piece. */
export const appender = async (codec) => {
  const video = makeVideo();
  document.body.append(video);
  const source = new MediaSource();
  const opened = event(source, 'sourceopen');
  video.src = URL.createObjectURL(source);
  await opened;
  const buffer = source.addSourceBuffer(`video/webm; codecs="${codec}"`);
  let appended = Promise.resolve();
  const append = async (piece) => {
    const updated = event(buffer, 'updateend');
    buffer.appendBuffer(piece);
    await updated;
  };
  const ranges = () => rangesOf(buffer.buffered);
  return {
    append: (piece) => (appended = appended.then(() => append(piece))),
    ranges,
    /** What was buffered, and the numbers of the pictures at `times`. */
    end: async (times) => {
      const buffered = ranges();
      source.endOfStream();
      const { duration, readyState: state } = source;
      return { ranges: buffered, duration, numbers: await numbersAt(video, times), state };
    },
  };
};

/** Appends the pieces to a SourceBuffer one by one. */
const appendAll = async (codec, pieces, times) => {
  const player = await appender(codec);
  for (const piece of pieces) await player.append(piece);
  return player.end(times);
};

export const appendFile = async (codec, times) => {
  const film = await makeFilm(codec);
  return appendAll(codec, [await film.arrayBuffer()], times);
};

const pixelsOf = (number) => {
  const context = new OffscreenCanvas(width, height).getContext('2d');
  for (const [x, y, wide, high, color] of rectangles(number)) {
    context.fillStyle = `rgb(${color})`;
    context.fillRect(x, y, wide, high);
  }
  return context.getImageData(0, 0, width, height);
};

/** The live layout, appended piece by piece as the encoder hands them out. */
export const appendLive = async (codec, times) => {
  const pieces = [];
  let end = 0;
  let patched = 0;
  const encoder = await WebmEncoder.create({
    ...{ codec, width, height, frameRate: 30, layout: 'live', keyFrameInterval: 1 },
    onData: (bytes, position) => {
      if (position !== end) patched++;
      end = position + bytes.length;
      pieces.push(bytes);
    },
  });
  for (let number = 0; number < 90; number++) encoder.addFrame(pixelsOf(number));
  encoder.finish();
  encoder.close();
  return { ...(await appendAll(codec, pieces, times)), patched, pieces: pieces.length };
};
