// Filters in plain JavaScript, as one writes them over ImageData: loops over bytes, sums that run along for windows.

const sepia = [
  [0.636, 0.461, 0.113],
  [0.209, 0.812, 0.101],
  [0.163, 0.32, 0.479],
];

/** @returns `run(filter)` is a function that filters the image once, or null where there is none */
export const plain = ({ data, width, height }) => {
  const target = new Uint8ClampedArray(data.length);
  const again = new Uint8ClampedArray(data.length);
  const row = width * 4;
  const clampX = (x) => Math.min(Math.max(x, 0), width - 1);
  const clampY = (y) => Math.min(Math.max(y, 0), height - 1);

  const matrix = (rows) => {
    const [[a, b, c], [d, e, f], [g, h, k]] = rows;
    for (let i = 0; i < data.length; i += 4) {
      const [red, green, blue] = [data[i], data[i + 1], data[i + 2]];
      target[i] = a * red + b * green + c * blue;
      target[i + 1] = d * red + e * green + f * blue;
      target[i + 2] = g * red + h * green + k * blue;
      target[i + 3] = data[i + 3];
    }
  };
  const table = (levels) => {
    for (let i = 0; i < data.length; i += 4) {
      target[i] = levels[data[i]];
      target[i + 1] = levels[data[i + 1]];
      target[i + 2] = levels[data[i + 2]];
      target[i + 3] = data[i + 3];
    }
  };
  const tableOf = (of) => Uint8ClampedArray.from({ length: 256 }, (_, level) => of(level));
  const threshold = () => {
    for (let i = 0; i < data.length; i += 4) {
      const white = 0.2126 * data[i] + 0.7152 * data[i + 1] + 0.0722 * data[i + 2] >= 127.5 ? 255 : 0;
      target[i] = target[i + 1] = target[i + 2] = white;
      target[i + 3] = data[i + 3];
    }
  };

  /** One box along lines of `count` values, `step` apart; lines begin at `start`, value by value. */
  const boxLine = (from, to, start, count, step, radius) => {
    let sum = 0;
    const at = (i) => from[start + Math.min(Math.max(i, 0), count - 1) * step];
    for (let i = -radius; i <= radius; i++) sum += at(i);
    const weight = 1 / (2 * radius + 1);
    for (let i = 0; i < count; i++) {
      to[start + i * step] = sum * weight;
      sum += at(i + radius + 1) - at(i - radius);
    }
  };
  /** Three boxes across and down. */
  const blur = (deviation) => {
    const radius = Math.max(Math.round((Math.sqrt(4 * deviation * deviation + 1) - 1) / 2), 1);
    let [from, to] = [data, target];
    const pass = (lines, startOf, count, step) => {
      for (let line = 0; line < lines; line++) boxLine(from, to, startOf(line), count, step, radius);
      [from, to] = [to, to === target ? again : target];
    };
    for (let i = 0; i < 3; i++) pass(height * 4, (line) => (line >> 2) * row + (line & 3), width, 4);
    for (let i = 0; i < 3; i++) pass(row, (line) => line, height, row);
  };
  const convolve = (kernel) => {
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        for (let channel = 0; channel < 3; channel++) {
          let sum = 0;
          for (let dy = -1; dy <= 1; dy++) {
            for (let dx = -1; dx <= 1; dx++) {
              sum += kernel[(dy + 1) * 3 + dx + 1] * data[clampY(y + dy) * row + clampX(x + dx) * 4 + channel];
            }
          }
          target[y * row + x * 4 + channel] = sum;
        }
        target[y * row + x * 4 + 3] = data[y * row + x * 4 + 3];
      }
    }
  };
  const edges = () => {
    for (let y = 0; y < height; y++) {
      const [above, here, below] = [clampY(y - 1) * row, y * row, clampY(y + 1) * row];
      for (let x = 0; x < width; x++) {
        const [left, right] = [clampX(x - 1) * 4, clampX(x + 1) * 4];
        for (let c = 0; c < 3; c++) {
          const middle = x * 4 + c;
          const [nw, ne] = [data[above + left + c], data[above + right + c]];
          const [sw, se] = [data[below + left + c], data[below + right + c]];
          const gx = ne + 2 * data[here + right + c] + se - nw - 2 * data[here + left + c] - sw;
          const gy = sw + 2 * data[below + middle] + se - nw - 2 * data[above + middle] - ne;
          target[here + middle] = Math.sqrt(gx * gx + gy * gy) / 4;
        }
        target[here + x * 4 + 3] = data[here + x * 4 + 3];
      }
    }
  };
  const median = (radius) => {
    const window = new Uint8Array((2 * radius + 1) ** 2);
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        for (let channel = 0; channel < 4; channel++) {
          let count = 0;
          for (let dy = -radius; dy <= radius; dy++) {
            for (let dx = -radius; dx <= radius; dx++) {
              window[count++] = data[clampY(y + dy) * row + clampX(x + dx) * 4 + channel];
            }
          }
          target[y * row + x * 4 + channel] = window.sort()[count >> 1];
        }
      }
    }
  };
  const erode = (radius) => {
    const least = (from, to, offset) => {
      for (let y = 0; y < height; y++) {
        for (let i = 0; i < row; i++) {
          let value = 255;
          for (let d = -radius; d <= radius; d++) value = Math.min(value, from[offset(y, i, d)]);
          to[y * row + i] = value;
        }
      }
    };
    least(data, again, (y, i, d) => y * row + clampX((i >> 2) + d) * 4 + (i & 3));
    least(again, target, (y, i, d) => clampY(y + d) * row + i);
  };
  const bilateral = (deviation, range) => {
    const radius = Math.ceil(2 * deviation);
    const near = Float64Array.from({ length: 3 * 255 * 255 + 1 }, (_, e) => Math.exp(-e / (2 * (255 * range) ** 2)));
    const places = [];
    for (let dy = -radius; dy <= radius; dy++) {
      for (let dx = -radius; dx <= radius; dx++) {
        const square = dx * dx + dy * dy;
        if (square <= radius * radius) places.push([dx, dy, Math.exp(-square / (2 * deviation * deviation))]);
      }
    }
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const at = y * row + x * 4;
        let [red, green, blue, weights] = [0, 0, 0, 0];
        for (const [dx, dy, space] of places) {
          const i = clampY(y + dy) * row + clampX(x + dx) * 4;
          const [r, g, b] = [data[i] - data[at], data[i + 1] - data[at + 1], data[i + 2] - data[at + 2]];
          const weight = space * near[r * r + g * g + b * b];
          red += weight * data[i];
          green += weight * data[i + 1];
          blue += weight * data[i + 2];
          weights += weight;
        }
        target[at] = red / weights;
        target[at + 1] = green / weights;
        target[at + 2] = blue / weights;
        target[at + 3] = data[at + 3];
      }
    }
  };

  const gamma = tableOf((level) => 255 * (level / 255) ** (1 / 1.4));
  const filters = {
    'sepia(60%)': () => matrix(sepia),
    'gamma(1.4)': () => table(gamma),
    'threshold()': threshold,
    ...Object.fromEntries([1, 4, 12, 50].map((deviation) => [`blur(${deviation}px)`, () => blur(deviation)])),
    'convolve(0 -1 0 -1 5 -1 0 -1 0)': () => convolve([0, -1, 0, -1, 5, -1, 0, -1, 0]),
    'edges()': edges,
    'median()': () => median(1),
    'erode(3px)': () => erode(3),
    'bilateral(2px)': () => bilateral(2, 0.1),
  };
  return { run: (filter) => filters[filter] ?? null };
};
