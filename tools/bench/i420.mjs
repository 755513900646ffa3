/** RGBA to I420 by BT.601, limited range, for pictures of even size; plain and slow, outside of what is measured. */
export function toI420(rgba, width, height) {
  const picture = new Uint8Array((width * height * 3) / 2);
  const chroma = { u: width * height, v: (width * height * 5) / 4 };
  for (let y = 0; y < height; ++y) {
    for (let x = 0; x < width; ++x) {
      const at = (y * width + x) * 4;
      const r = rgba[at];
      const g = rgba[at + 1];
      const b = rgba[at + 2];
      picture[y * width + x] = (66 * r + 129 * g + 25 * b + 4224) >> 8;
      if ((x | y) & 1) continue;
      const to = (y / 2) * (width / 2) + x / 2;
      picture[chroma.u + to] = (-38 * r - 74 * g + 112 * b + 32896) >> 8;
      picture[chroma.v + to] = (112 * r - 94 * g - 18 * b + 32896) >> 8;
    }
  }
  return picture;
}
