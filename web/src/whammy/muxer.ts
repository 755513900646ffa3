// Compressed frames to a WebM file with Duration, SeekHead and Cues, byte for byte what src/webm/writer.cc writes.

import { type Head, bigEndian, element, float, length, longSize, put, sizeOf, text, unsigned } from './ebml.js';
import type { Bytes } from './webp.js';

export type FilmFrame = {
  data: Bytes;
  /** Whole milliseconds, rising from frame to frame. */
  time: number;
  keyFrame: boolean;
  /** The same picture's transparency, compressed in the same way; for each frame of a film, or for none. */
  alpha: Bytes | null;
};

export type Track = { codec: 'vp8' | 'vp9'; width: number; height: number; alpha: boolean };

const infoId = 0x1549a966;
const tracksId = 0x1654ae6b;
const cuesId = 0x1c53bb6b;

/** A block's time is a signed 16-bit number of milliseconds from its cluster's. */
const longestOffset = 32767;

/**
 * Takes frames and gives the file in pieces: heads of its own, and the frames as they came. Positions are exact up to
 * 2^53 bytes. The pieces that `emit` receives, cluster by cluster, stand between what `finish` returns.
 */
export class Muxer {
  readonly #track: Track;
  readonly #emit: (pieces: Bytes[]) => void;
  /** Of each key frame: its time, and where its cluster is. */
  readonly #cues: number[] = [];
  /** All positions count from the segment's first byte. */
  #end: number;
  /** The open cluster: its pieces, the first of which begins with its head. */
  #cluster: Bytes[] = [];
  #clusterAt = 0;
  #clusterTime = 0;
  #last = 0;

  constructor(track: Track, emit: (pieces: Bytes[]) => void) {
    this.#track = track;
    this.#emit = emit;
    this.#end = buildHead(track, 1, 0, 0).inSegment;
  }

  /** The first frame is a key frame. Its bytes are kept until its cluster is emitted. */
  add(frame: FilmFrame): void {
    const { data, time, keyFrame, alpha } = frame;
    // Written by hand, because films have many: more than any head needs.
    const head = new Uint8Array(48);
    let size = 0;
    if (this.#cluster.length === 0 || keyFrame || time - this.#clusterTime > longestOffset) {
      this.closeCluster();
      this.#clusterAt = this.#end;
      this.#clusterTime = time;
      if (keyFrame) this.#cues.push(time, this.#end);
      size = put(head, size, 0x1f43b675, 4);
      // The size of eight bytes comes when the cluster is closed.
      size = put(head, size + 8, 0xe7, 1);
      size = put(head, size, 0x80 | length(time), 1);
      size = put(head, size, time, length(time));
    }
    const offset = time - this.#clusterTime;
    let between: Head = [];
    if (alpha) {
      const heads = groupHeads({ ...frame, alpha }, offset, this.#last - time);
      head.set(heads.before, size);
      size += heads.before.length;
      between = heads.between;
    } else {
      size = put(head, size, 0xa3, 1);
      const block = sizeOf(4 + data.length);
      head.set(block, size);
      size = putBlock(head, size + block.length, offset, keyFrame ? 0x80 : 0);
    }
    this.#push(head.subarray(0, size));
    this.#push(data);
    if (alpha) {
      this.#push(new Uint8Array(between));
      this.#push(alpha);
    }
    this.#last = time;
  }

  /** Emits what was added so far; the next frame begins a cluster. */
  closeCluster(): void {
    if (this.#cluster.length === 0) return;
    this.#cluster[0]!.set(longSize(this.#end - this.#clusterAt - 12), 4);
    this.#emit(this.#cluster);
    this.#cluster = [];
  }

  /** `duration` in milliseconds. Returns what stands before all that was emitted, and behind it. */
  finish(duration: number): { head: Bytes; index: Bytes } {
    this.closeCluster();
    const index = buildCues(this.#cues);
    const length = Math.max(duration, this.#last);
    const { bytes } = buildHead(this.#track, length, this.#end, this.#end + index.length);
    return { head: new Uint8Array(bytes), index };
  }

  #push(piece: Bytes): void {
    this.#cluster.push(piece);
    this.#end += piece.length;
  }
}

/** `cues`: a time and a position, for each. */
const buildCues = (cues: readonly number[]): Bytes => {
  let size = 0;
  // Of a CuePoint 11 bytes are always the same.
  for (const value of cues) size += length(value) + 5.5;
  const head = element(cuesId, [], size);
  const bytes = new Uint8Array(head.length + size);
  bytes.set(head);
  let at = head.length;
  for (let index = 0; index < cues.length; index += 2) {
    const [time, position] = [cues[index]!, cues[index + 1]!];
    const [timeSize, positionSize] = [length(time), length(position)];
    at = put(bytes, at, 0xbb80 | (9 + timeSize + positionSize), 2);
    at = put(bytes, at, 0xb380 | timeSize, 2);
    at = put(bytes, at, time, timeSize);
    at = put(bytes, at, 0xb780 | (5 + positionSize), 2);
    // Track 1.
    at = put(bytes, at, 0xf78101, 3);
    at = put(bytes, at, 0xf180 | positionSize, 2);
    at = put(bytes, at, position, positionSize);
  }
  return bytes;
};

/** A block's own head: track 1, its time from the cluster's in milliseconds, and flags. */
const putBlock = (bytes: Uint8Array, at: number, offset: number, flags: number): number =>
  put(bytes, put(bytes, put(bytes, at, 0x81, 1), offset, 2), flags, 1);

/**
 * What stands before a frame, and between it and its transparency: a BlockGroup with one BlockAddition. `previous`: the
 * time of the frame before, from this one's, in milliseconds.
 */
const groupHeads = (
  { data, alpha, keyFrame }: FilmFrame & { alpha: Bytes },
  offset: number,
  previous: number,
): { before: Head; between: Head } => {
  const block = element(0xa1, [0x81, ...bigEndian(offset, 2), 0], data.length);
  const addition = element(0xa5, [], alpha.length);
  const more = element(0xa6, [...unsigned(0xee, 1), ...addition], alpha.length);
  // In a BlockGroup a frame is a key frame that refers to no other.
  const reference = keyFrame ? [] : element(0xfb, signed(previous));
  const between = [...reference, ...element(0x75a1, more, alpha.length)];
  const size = block.length + data.length + between.length + alpha.length;
  return { before: [0xa0, ...sizeOf(size), ...block], between };
};

/** A negative number of milliseconds in as few bytes as hold it. */
const signed = (value: number): number[] => {
  const size = value >= -0x80 ? 1 : value >= -0x8000 ? 2 : value >= -0x800000 ? 3 : 4;
  return bigEndian(value + 2 ** (8 * size), size);
};

/**
 * Everything before the first cluster. `duration` in milliseconds. `cues`: where they begin, `end`: where the file does, both from the segment's
 * first byte. `inSegment`: how much of it is in the segment; the same whatever the positions are.
 */
const buildHead = (
  track: Track,
  duration: number,
  cues: number,
  end: number,
): { bytes: number[]; inSegment: number } => {
  const ebml = element(0x1a45dfa3, [
    ...unsigned(0x4286, 1),
    ...unsigned(0x42f7, 1),
    ...unsigned(0x42f2, 4),
    ...unsigned(0x42f3, 8),
    ...text(0x4282, 'webm'),
    ...unsigned(0x4287, 4),
    ...unsigned(0x4285, 2),
  ]);
  const info = element(infoId, [
    ...unsigned(0x2ad7b1, 1e6),
    ...text(0x4d80, 'kinora'),
    ...text(0x5741, 'kinora'),
    // A film of no length states none.
    ...(duration > 0 ? float(0x4489, duration) : element(0xec, new Array<number>(9).fill(0))),
  ]);
  const tracks = element(tracksId, element(0xae, buildTrack(track)));
  // Each Seek is 21 bytes, and the SeekHead's own head 5.
  const infoAt = 5 + 3 * 21;
  const seekHead = element(0x114d9b74, [
    ...seek(infoId, infoAt),
    ...seek(tracksId, infoAt + info.length),
    ...seek(cuesId, cues),
  ]);
  const content = [...seekHead, ...info, ...tracks];
  return { bytes: [...ebml, 0x18, 0x53, 0x80, 0x67, ...longSize(end), ...content], inSegment: content.length };
};

const buildTrack = ({ codec, width, height, alpha }: Track): number[] => [
  ...unsigned(0xd7, 1),
  ...unsigned(0x73c5, 1),
  ...unsigned(0x83, 1),
  ...unsigned(0x9c, 0),
  ...text(0x22b59c, 'und'),
  ...text(0x86, codec === 'vp9' ? 'V_VP9' : 'V_VP8'),
  ...(alpha ? unsigned(0x55ee, 1) : []),
  ...element(0xe0, [
    ...unsigned(0xb0, width),
    ...unsigned(0xba, height),
    ...(alpha ? unsigned(0x53c0, 1) : []),
    // BT.601 in the limited range, as WebP has it (H.273: 6, 1, 6, 6).
    ...element(0x55b0, [
      ...unsigned(0x55b1, 6),
      ...unsigned(0x55b9, 1),
      ...unsigned(0x55ba, 6),
      ...unsigned(0x55bb, 6),
    ]),
  ]),
];

const seek = (id: number, position: number): number[] =>
  element(0x4dbb, [...element(0x53ab, bigEndian(id, 4)), ...unsigned(0x53ac, position, 8)]);
