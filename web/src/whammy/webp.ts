// What is inside a WebP file: the RIFF chunks, and the header of the VP8 frame (RFC 9649; RFC 6386, section 9.1).
// src/webp/webp.cc is the same in C++.

export type Bytes = Uint8Array<ArrayBuffer>;

/** A lossy WebP file, as views into it. */
export type LossyWebp = {
  width: number;
  height: number;
  /** The frame as it goes into a WebM file, untouched. */
  vp8: Bytes;
  /** The payload of the ALPH chunk; null for an opaque picture. */
  alpha: Bytes | null;
};

const little = (bytes: Bytes, at: number, size: number): number => {
  let value = 0;
  for (let index = size - 1; index >= 0; index--) value = value * 256 + bytes[at + index]!;
  return value;
};

/**
 * Finds the parts of a WebP file. 'lossless' for one that holds VP8L: its pixels have to be decoded.
 * `fail` makes the error for a text that continues "Frame 3: ".
 */
export const parseWebp = (file: Bytes, fail: (text: string) => Error): LossyWebp | 'lossless' => {
  const { vp8, lossless, extended, alpha, animation } = walk(file, fail);
  if (animation) throw fail('it is an animation, and a frame is one picture');
  if (!vp8) {
    if (lossless) return 'lossless';
    throw fail('the WebP has no VP8 or VP8L chunk');
  }
  const { width, height } = parseVp8(vp8, fail);
  if (!extended) return { width, height, vp8, alpha: null };
  if (extended.length < 10) throw fail(`the VP8X chunk must have 10 bytes, got ${extended.length}`);
  const [wide, high] = [little(extended, 4, 3) + 1, little(extended, 7, 3) + 1];
  if (wide !== width || high !== height) {
    throw fail(`the VP8X chunk says ${wide}x${high} pixels, the VP8 frame has ${width}x${height}`);
  }
  if (alpha?.length === 0) throw fail('the ALPH chunk is empty');
  return { width, height, vp8, alpha };
};

/** Four characters as the number that they are in a file. */
const riff = 0x46464952;
const webp = 0x50424557;
const ids = { vp8: 0x20385056, lossless: 0x4c385056, extended: 0x58385056, alpha: 0x48504c41, animation: 0x464d4e41 };

/** The payloads that matter, each of the first chunk of its kind. */
type Chunks = { [name in keyof typeof ids]: Bytes | null };

const walk = (file: Bytes, fail: (text: string) => Error): Chunks => {
  if (file.length < 12 || little(file, 0, 4) !== riff || little(file, 8, 4) !== webp) {
    throw fail('it is not a WebP file');
  }
  const end = 8 + little(file, 4, 4);
  if (end < 12 || end > file.length) {
    throw fail(`the RIFF header says ${end - 8} bytes follow, there are ${file.length - 8}`);
  }
  const chunks: Chunks = { vp8: null, lossless: null, extended: null, alpha: null, animation: null };
  for (let at = 12; at < end;) {
    if (end - at < 8) throw fail(`the file ends inside a chunk's header, at byte ${at}`);
    const id = little(file, at, 4);
    const size = little(file, at + 4, 4);
    if (size > end - at - 8) {
      throw fail(`the chunk at byte ${at} says ${size} bytes, ${end - at - 8} are left`);
    }
    for (const name in ids) {
      if (ids[name as keyof Chunks] === id) chunks[name as keyof Chunks] ??= file.subarray(at + 8, at + 8 + size);
    }
    // Chunks begin at even places.
    at += 8 + size + (size & 1);
  }
  return chunks;
};

/** The size of a VP8 key frame. */
export const parseVp8 = (vp8: Bytes, fail: (text: string) => Error): { width: number; height: number } => {
  if (vp8.length < 10) throw fail(`the VP8 frame must have at least 10 bytes, got ${vp8.length}`);
  const tag = little(vp8, 0, 3);
  if (tag & 1 || little(vp8, 3, 3) !== 0x2a019d) throw fail('the VP8 frame is not a key frame');
  if (((tag >> 1) & 7) > 3 || !(tag & 16)) throw fail('the VP8 frame is of an unknown version, or not to be shown');
  const partition = tag >> 5;
  if (partition > vp8.length - 10) {
    throw fail(`the VP8 frame's first partition says ${partition} bytes, ${vp8.length - 10} are left`);
  }
  // The upper two bits ask for scaling, which no player does.
  const [width, height] = [little(vp8, 6, 2) & 0x3fff, little(vp8, 8, 2) & 0x3fff];
  if (!width || !height) throw fail(`the VP8 frame's width and height must be at least 1, got ${width} x ${height}`);
  return { width, height };
};
