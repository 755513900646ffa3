// Two deterministic clips, drawn without a canvas: one like an app's canvas, one like a camera's picture.

/** A hash of an integer to [0, 2^32), so that a clip needs no random state. */
function hash(value) {
  value = Math.imul(value ^ (value >>> 16), 0x45d9f3b);
  value = Math.imul(value ^ (value >>> 16), 0x45d9f3b);
  return (value ^ (value >>> 16)) >>> 0;
}

function fillRectangle(pixels, width, height, x0, y0, w, h, color) {
  const words = new Uint32Array(pixels.buffer);
  for (let y = Math.max(0, y0); y < Math.min(height, y0 + h); ++y) {
    words.fill(color, y * width + Math.max(0, x0), y * width + Math.max(0, Math.min(width, x0 + w)));
  }
}

/** A shaded disc with a smooth edge, as canvases draw arcs. */
function fillDisc(pixels, width, height, cx, cy, radius, color) {
  for (let y = Math.max(0, Math.floor(cy - radius)); y < Math.min(height, cy + radius); ++y) {
    for (let x = Math.max(0, Math.floor(cx - radius)); x < Math.min(width, cx + radius); ++x) {
      const cover = Math.min(1, Math.max(0, radius - Math.hypot(x - cx, y - cy)));
      const shade = 1 - (0.5 * (y - cy + x - cx)) / radius;
      const at = (y * width + x) * 4;
      for (let c = 0; c < 3; ++c) {
        const lit = Math.min(255, ((color >> (8 * c)) & 255) * shade);
        pixels[at + c] += (lit - pixels[at + c]) * cover;
      }
    }
  }
}

/** A dashboard with a game in it: a gradient that drifts, text-like marks that scroll, shaded discs, a line chart. */
function drawCanvas(pixels, width, height, index) {
  const words = new Uint32Array(pixels.buffer);
  for (let y = 0; y < height; ++y) {
    for (let x = 0; x < width; ++x) {
      const r = 24 + (40 * ((x + index) % width)) / width;
      const b = 48 + (90 * y) / height;
      words[y * width + x] = 0xff000000 | (b << 16) | (32 << 8) | r;
    }
  }
  const panel = Math.floor(width / 4);
  fillRectangle(pixels, width, height, 0, 0, panel, height, 0xff3c3028);
  const glyph = 8;
  const scroll = (index * 2) % glyph;
  for (let row = 0; row * glyph < height; ++row) {
    for (let column = 0; column * glyph < panel; ++column) {
      const mark = hash((row + Math.floor((index * 2) / glyph)) * 977 + column);
      if (mark % 3 === 0) continue;
      fillRectangle(pixels, width, height, column * glyph + 1, row * glyph - scroll, 2 + (mark % 4), 5, 0xffd8d8d0);
    }
  }
  for (let disc = 0; disc < 40; ++disc) {
    const seed = hash(disc + 1);
    const radius = 15 + (seed % 45);
    const x = panel + (((seed >>> 8) + index * (2 + (disc % 5))) % (width - panel));
    const y = ((seed >>> 16) + index * (1 + (disc % 4))) % height;
    fillDisc(pixels, width, height, x, y, radius, hash(seed) & 0xffffff);
  }
  for (let x = panel; x < width; ++x) {
    const level = Math.sin((x + index * 4) * 0.02) * 0.5 + Math.sin((x + index * 4) * 0.131) * 0.2;
    fillRectangle(pixels, width, height, x, Math.round(height * (0.8 + 0.2 * level)), 1, 3, 0xff40e0ff);
  }
}

/** Smooth waves that pan, with sensor-like noise. */
function drawPhoto(pixels, width, height, index) {
  const words = new Uint32Array(pixels.buffer);
  for (let y = 0; y < height; ++y) {
    for (let x = 0; x < width; ++x) {
      const u = x + index * 3;
      const v = y + index;
      const wave = Math.sin(u * 0.013) * 50 + Math.sin(v * 0.021 + u * 0.004) * 45 + Math.sin((u + v) * 0.11) * 12;
      const noise = (hash(y * width + x + index * 7919) & 7) - 4;
      const luma = 128 + wave + noise;
      const r = Math.max(0, Math.min(255, luma + 20));
      const b = Math.max(0, Math.min(255, luma - 25));
      words[y * width + x] = 0xff000000 | (b << 16) | (Math.max(0, Math.min(255, luma)) << 8) | r;
    }
  }
}

/** @returns frame `index` of `clip` ('canvas' or 'photo') as RGBA. */
export function drawClip(clip, width, height, index) {
  const pixels = new Uint8Array(width * height * 4);
  if (clip === 'photo') drawPhoto(pixels, width, height, index);
  else drawCanvas(pixels, width, height, index);
  return pixels;
}
