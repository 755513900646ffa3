// The picture that the tests draw and look for: the frame's number as black and white blocks, and patches of colour.
// Used by the pages, which draw it, and by the tests, which read it from decoded frames.

export const width = 160;
export const height = 120;

const bits = 16;
const barWidth = width / bits;
const barHeight = height / 2;

/** Colours in the patches below the bars: strong ones, plain ones, and the ends of the scale. */
export const patches = [
  [255, 0, 0],
  [0, 255, 0],
  [0, 0, 255],
  [255, 255, 0],
  [224, 172, 140],
  [40, 90, 160],
  [128, 128, 128],
  [255, 255, 255],
];
const patchWidth = width / 4;
const patchHeight = height / 4;

/** The picture of `number`, 0 to 65535, as rectangles `[x, y, width, height, [red, green, blue]]`. */
export const rectangles = (number) => [
  ...Array.from({ length: bits }, (_, bit) => [
    ...[bit * barWidth, 0, barWidth, barHeight],
    (number >> (bits - 1 - bit)) & 1 ? [255, 255, 255] : [0, 0, 0],
  ]),
  ...patches.map((color, index) => [
    ...[(index % 4) * patchWidth, barHeight + Math.floor(index / 4) * patchHeight, patchWidth, patchHeight],
    color,
  ]),
];

/** The mean colour of a small square in the middle of a rectangle. `channels`: bytes a pixel. */
const middle = (pixels, channels, [left, top, wide, high]) => {
  const sum = [0, 0, 0];
  const [x, y] = [left + wide / 2, top + high / 2];
  for (let row = y - 2; row < y + 2; row++) {
    for (let column = x - 2; column < x + 2; column++) {
      for (let channel = 0; channel < 3; channel++) sum[channel] += pixels[(row * width + column) * channels + channel];
    }
  }
  return sum.map((value) => value / 16);
};

/** The mean colour of each patch. */
export const readPatches = (pixels, channels) =>
  rectangles(0)
    .slice(bits)
    .map((rectangle) => middle(pixels, channels, rectangle));

/** The mean colour of each block of the number. */
export const readBlocks = (pixels, channels) =>
  rectangles(0)
    .slice(0, bits)
    .map((rectangle) => middle(pixels, channels, rectangle));

/** The number that the blocks show; NaN if one is neither black nor white. */
export const readNumber = (pixels, channels) =>
  readBlocks(pixels, channels).reduce((number, color) => {
    const bit = color.every((level) => level > 192) ? 1 : color.every((level) => level < 64) ? 0 : NaN;
    return number * 2 + bit;
  }, 0);
