// What a film shows, decoded outside of the browser.
import assert from 'node:assert/strict';
import { decode as decodeFile, probe, save } from '../node/judges.mjs';
import { height, patches, readNumber, readPatches, width } from './page/scene.mjs';

/**
 * How far a patch's colour may be from what was drawn, in levels of 255: 2 for the way to Y'CbCr and back, the rest
 * for the encoder.
 */
const colorBound = 6;

/** The same in real time, where bits are few for frames that follow each other closely, and after an empty picture. */
export const liveColorBound = 24;

/** A film's pictures as RGB. */
export const decode = (bytes, codec, wide, high) => decodeFile(save(bytes), codec, wide, high);

export const picturesIn = (bytes, codec = 'vp8') => decode(bytes, codec, width, height);

export const numberOf = (picture) => readNumber(picture, 3);

/** Nothing was drawn on it. */
export const isEmpty = (picture) =>
  readPatches(picture, 3)
    .flat()
    .every((level) => level <= 6);

/** The patches of each picture of a film show `colors`. */
export const assertColors = (pictures, colors = patches, bound = colorBound) => {
  pictures.forEach((picture, index) => {
    readPatches(picture, 3).forEach((color, patch) => {
      color.forEach((level, channel) => {
        const expected = colors[patch][channel];
        const what = `picture ${index}, patch ${patch}: (${color}) is not (${colors[patch]})`;
        assert.ok(Math.abs(level - expected) <= bound, what);
      });
    });
  });
};

/** The numbers of a film's pictures, in order. Each picture must have the right colours. */
export const numbersIn = (bytes, codec = 'vp8', bound = colorBound) => {
  const pictures = picturesIn(bytes, codec);
  assertColors(pictures, patches, bound);
  return pictures.map(numberOf);
};

/** The times of a film's packets, in whole milliseconds, and its duration in seconds. */
export const timesIn = (bytes) => {
  const { packets, format } = probe(save(bytes));
  return {
    times: packets.map(({ pts_time: time }) => Math.round(Number(time) * 1000)),
    duration: Number(format.duration),
  };
};

/** Each number is larger than the one before. */
export const assertRising = (numbers) => {
  numbers.forEach((number, index) => {
    assert.ok(index === 0 || number > numbers[index - 1], `not strictly rising: ${numbers}`);
  });
};

/** 0, 1, 2, ... below `count`. */
export const upTo = (count) => Array.from({ length: count }, (_, index) => index);

/** The same for a film made in real time. */
export const liveNumbersIn = (bytes) => numbersIn(bytes, 'vp8', liveColorBound);

/** The film holds pictures 0 to `frames` - 1, each once and in order, frame i at exactly i / 30 s (in milliseconds). */
export const assertFixedFilm = (bytes, frames, codec) => {
  assert.deepEqual(numbersIn(bytes, codec), upTo(frames));
  const { times } = timesIn(bytes);
  assert.deepEqual(
    times,
    upTo(frames).map((index) => Math.round((index * 1000) / 30)),
  );
};
