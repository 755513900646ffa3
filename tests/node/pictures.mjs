// Test pictures whose content says what they are: a picture carries its number as bars of black and white.

/** How many bars, so how many bits a number may have. */
const bits = 8;

/** `number`, 0 to 255, as eight upright bars over the whole picture, most significant first; RGBA. */
export const numbered = (width, height, number) => {
  const pixels = new Uint8Array(width * height * 4).fill(255);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const bit = bits - 1 - Math.floor((x * bits) / width);
      pixels.fill((number >> bit) & 1 ? 235 : 20, (y * width + x) * 4, (y * width + x) * 4 + 3);
    }
  }
  return pixels;
};

/** The number that a decoded RGB picture carries, read in the middle of its bars. */
export const readNumber = (rgb, width, height) => {
  let number = 0;
  for (let bar = 0; bar < bits; bar++) {
    const x = Math.floor(((bar + 0.5) * width) / bits);
    number = (number << 1) | (rgb[(Math.floor(height / 2) * width + x) * 3] > 127 ? 1 : 0);
  }
  return number;
};

/** The same for every byte, one picture after the other: a small generator with fixed constants (xorshift32). */
export const noisy = (width, height, seed) => {
  const pixels = numbered(width, height, seed & 255);
  let state = (seed + 1) * 2654435761;
  for (let index = 0; index < pixels.length; index++) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    // Smooth shades with a little noise, which moves with the picture's number.
    pixels[index] = (pixels[index] >> 1) + (((index >> 2) + seed * 3) % 100) + (state & 7);
  }
  return pixels;
};

/** RGBA to BGRA. */
export const toBgra = (rgba) => {
  const bgra = rgba.slice();
  for (let index = 0; index < bgra.length; index += 4) [bgra[index], bgra[index + 2]] = [rgba[index + 2], rgba[index]];
  return bgra;
};
