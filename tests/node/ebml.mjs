// Reads a WebM file's elements, written from RFC 8794 and 9559 for the tests: what a player would find, whoever wrote it.
// A file is `{ size, read(position, length) }`, so that it need not be in memory.

const masters = new Set([
  ...[0x18538067, 0x1549a966, 0x1654ae6b, 0xae, 0xe0, 0x114d9b74, 0x4dbb, 0x1f43b675, 0xa0, 0x75a1, 0xa6],
  ...[0x1c53bb6b, 0xbb, 0xb7, 0x1a45dfa3, 0x55b0],
]);

export const fileOf = (bytes) => ({ size: bytes.length, read: (at, length) => bytes.subarray(at, at + length) });

/** A file in pieces, of any size, for which only the pieces are in memory; the same one may stand in it many times. */
export const fileOfParts = (parts) => {
  const starts = [];
  let size = 0;
  for (const part of parts) {
    starts.push(size);
    size += part.length;
  }
  return {
    size,
    read: (at, length) => {
      let low = 0;
      let high = parts.length - 1;
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if (starts[middle] <= at) low = middle;
        else high = middle - 1;
      }
      const bytes = [];
      for (let index = low; length > 0 && index < parts.length; index++) {
        const piece = parts[index].subarray(at - starts[index], at - starts[index] + length);
        bytes.push(piece);
        at += piece.length;
        length -= piece.length;
      }
      return Buffer.concat(bytes);
    },
  };
};

const number = (bytes) => bytes.reduce((value, byte) => value * 256 + byte, 0);

const vint = (file, at, marked) => {
  const [first] = file.read(at, 1);
  const length = Math.clz32(first) - 23;
  const bytes = [...file.read(at, length)];
  if (!marked) bytes[0] &= (1 << (8 - length)) - 1;
  return { value: number(bytes), length };
};

/** The elements from `at` to `end`, each `{ id, at, data, size, children }`; all of the file by default. */
export const walk = (file, at = 0, end = file.size) => {
  const elements = [];
  while (at < end) {
    const id = vint(file, at, true);
    const size = vint(file, at + id.length, false);
    const data = at + id.length + size.length;
    if (data + size.value > end) throw new Error(`element ${id.value.toString(16)} at ${at} ends behind its parent`);
    const children = masters.has(id.value) ? walk(file, data, data + size.value) : [];
    elements.push({ id: id.value, at, data, size: size.value, children });
    at = data + size.value;
  }
  return elements;
};

export const find = (elements, ...path) =>
  path.reduce(
    (found, id) => found.flatMap((element) => element.children).filter((child) => child.id === id),
    [{ children: elements }],
  );

export const unsigned = (file, { data, size }) => number(file.read(data, size));
export const float = (file, { data }) => Buffer.from(file.read(data, 8)).readDoubleBE();

/** What the film consists of: `{ width, height, duration, alphaMode, frames: [{ time, keyFrame, data, alpha }], cues }`. */
export const readFilm = (file) => {
  const elements = walk(file);
  const [segment] = find(elements, 0x18538067);
  const first = (...path) => find(elements, 0x18538067, ...path)[0];
  const video = [0x1654ae6b, 0xae, 0xe0];
  const frames = segment.children
    .filter(({ id }) => id === 0x1f43b675)
    .flatMap((cluster) => {
      const start = unsigned(file, find(cluster.children, 0xe7)[0]);
      return cluster.children
        .filter(({ id }) => id === 0xa3 || id === 0xa0)
        .map((block) => {
          const group = block.id === 0xa0;
          const inner = group ? find(block.children, 0xa1)[0] : block;
          const head = Buffer.from(file.read(inner.data, 4));
          const [additional] = group ? find(block.children, 0x75a1, 0xa6, 0xa5) : [];
          return {
            time: start + head.readInt16BE(1),
            keyFrame: group ? find(block.children, 0xfb).length === 0 : (head[3] & 0x80) !== 0,
            data: file.read(inner.data + 4, inner.size - 4),
            alpha: additional ? file.read(additional.data, additional.size) : null,
          };
        });
    });
  const cues = find(elements, 0x18538067, 0x1c53bb6b, 0xbb).map(({ children }) => ({
    time: unsigned(file, find(children, 0xb3)[0]),
    cluster: segment.data + unsigned(file, find(children, 0xb7, 0xf1)[0]),
  }));
  const alphaMode = first(...video, 0x53c0);
  return {
    width: unsigned(file, first(...video, 0xb0)),
    height: unsigned(file, first(...video, 0xba)),
    duration: float(file, first(0x1549a966, 0x4489)),
    alphaMode: alphaMode ? unsigned(file, alphaMode) : 0,
    frames,
    cues,
    clusters: segment.children.filter(({ id }) => id === 0x1f43b675).map(({ at }) => at),
  };
};
