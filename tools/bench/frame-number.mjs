// A number in a picture that survives any encoder: eight squares in the upper left corner, black or white, so that a
// film's pictures can be told apart, whatever was left out of it.

const bits = 8;
const side = 16; // pixels; a square is a macroblock

/** Numbers there are. */
export const numbers = 1 << bits;

/** Writes `number` into RGBA pixels that are `width` wide. */
export const writeNumber = (pixels, width, number) => {
  const words = new Uint32Array(pixels.buffer, pixels.byteOffset, pixels.byteLength / 4);
  for (let bit = 0; bit < bits; bit++) {
    const color = (number >> bit) & 1 ? 0xffffffff : 0xff000000;
    for (let y = 0; y < side; y++) words.fill(color, y * width + bit * side, y * width + (bit + 1) * side);
  }
};

/** The number that a plane of luma shows. */
export const readNumber = (luma, width) => {
  let number = 0;
  for (let bit = 0; bit < bits; bit++) {
    if (luma[(side / 2) * width + bit * side + side / 2] > 128) number |= 1 << bit;
  }
  return number;
};
