// EBML in memory: the few kinds of elements that a film needs (RFC 8794). Heads are short, so they are number arrays.

export type Head = readonly number[];

/** `value` in `size` bytes, big-endian. Exact up to 2^53. */
export const bigEndian = (value: number, size: number): number[] => {
  const bytes = new Array<number>(size);
  for (let index = size - 1; index >= 0; index--) {
    bytes[index] = value % 256;
    value = Math.floor(value / 256);
  }
  return bytes;
};

/** The same, written to `bytes` at `at`. Returns where it ends. */
export const put = (bytes: Uint8Array, at: number, value: number, size: number): number => {
  for (let index = at + size - 1; index >= at; index--) {
    bytes[index] = value % 256;
    value = Math.floor(value / 256);
  }
  return at + size;
};

/** How many bytes it takes. At least one. */
export const length = (value: number): number => {
  let size = 1;
  while (value >= 256) {
    value /= 256;
    size++;
  }
  return size;
};

/** A size, in as few bytes as hold it; all bits set would mean "unknown", so each number of bytes has one less. */
export const sizeOf = (value: number): number[] => {
  let size = 1;
  while (value >= 2 ** (7 * size) - 1) size++;
  const bytes = bigEndian(value, size);
  bytes[0]! |= 1 << (8 - size);
  return bytes;
};

/** A size in eight bytes. */
export const longSize = (value: number): number[] => [1, ...bigEndian(value, 7)];

/** An ID holds its own length. */
const idOf = (id: number): number[] => bigEndian(id, length(id));

/** An element that holds others, or bytes. `more`: bytes of its data that follow elsewhere. */
export const element = (id: number, children: Head, more = 0): number[] => [
  ...idOf(id),
  ...sizeOf(children.length + more),
  ...children,
];

/** An unsigned integer, in as few bytes as hold it or in `size`. */
export const unsigned = (id: number, value: number, size = length(value)): number[] =>
  element(id, bigEndian(value, size));

export const text = (id: number, value: string): number[] =>
  element(
    id,
    Array.from(value, (character) => character.charCodeAt(0)),
  );

export const float = (id: number, value: number): number[] => {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  return element(id, [...new Uint8Array(view.buffer)]);
};
