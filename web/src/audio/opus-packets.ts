// The packets of Opus in a WebM that grows: what a MediaRecorder of sound makes.

import { RecorderError } from '../errors.js';

const ids = {
  segment: 0x18538067,
  info: 0x1549a966,
  timestampScale: 0x2ad7b1,
  cluster: 0x1f43b675,
  timestamp: 0xe7,
  blockGroup: 0xa0,
  block: 0xa1,
  simpleBlock: 0xa3,
};

/** Elements that are entered rather than skipped; their sizes may be unknown. */
const entered = new Set([ids.segment, ids.info, ids.cluster, ids.blockGroup]);

/** Beyond so many bytes an element is not waited for: there is no sound of that size. */
const longest = 1 << 20;

type Head = { id: number; data: number; size: number };

/** Takes a WebM of one track piece by piece, and gives out its packets. */
export class OpusPackets {
  readonly #packet: (packet: Uint8Array<ArrayBuffer>, timestamp: number) => void;
  #bytes: Uint8Array = new Uint8Array(0);
  /** Milliseconds in a tick. */
  #tick = 1;
  /** Of the Cluster, in ticks. */
  #clusterTime = 0;

  /** `packet` gets bytes of its own and a time in milliseconds. */
  constructor(packet: (packet: Uint8Array<ArrayBuffer>, timestamp: number) => void) {
    this.#packet = packet;
  }

  /** The file's next bytes. @throws RecorderError `audio-failed` for what is not such a file */
  push(piece: Uint8Array): void {
    const bytes = new Uint8Array(this.#bytes.length + piece.length);
    bytes.set(this.#bytes);
    bytes.set(piece, this.#bytes.length);
    let at = 0;
    for (let head = readHead(bytes, at); head; head = readHead(bytes, at)) {
      const { id, data, size } = head;
      if (entered.has(id)) at = data;
      else if (size > longest) throw unreadable(`an element of ${size} bytes`);
      else if (data + size > bytes.length) break;
      else {
        this.#take(id, bytes.subarray(data, data + size));
        at = data + size;
      }
    }
    this.#bytes = bytes.slice(at);
  }

  #take(id: number, data: Uint8Array): void {
    if (id === ids.timestampScale) this.#tick = unsigned(data) / 1e6;
    else if (id === ids.timestamp) this.#clusterTime = unsigned(data);
    else if (id === ids.simpleBlock || id === ids.block) this.#takeBlock(data);
  }

  /** Track, time from the Cluster's, flags, packet (RFC 9559, 10.1). */
  #takeBlock(data: Uint8Array): void {
    const head = Math.clz32(data[0] ?? 0) - 24 + 1;
    const flags = data[head + 2];
    if (flags === undefined || head > 8) throw unreadable('a block without a head');
    if (flags & 0x06) throw unreadable('several packets in a block');
    const offset = ((data[head]! << 24) | (data[head + 1]! << 16)) >> 16;
    this.#packet(data.slice(head + 3), (this.#clusterTime + offset) * this.#tick);
  }
}

const unreadable = (what: string): RecorderError =>
  new RecorderError('audio-failed', `the sound that the browser recorded cannot be read: ${what}`, { field: 'audio' });

/** null where it is not whole yet. A size that is unknown is Infinity. */
const readHead = (bytes: Uint8Array, at: number): Head | null => {
  const idSize = Math.clz32(bytes[at] ?? 0) - 24 + 1;
  const sizeAt = at + idSize;
  const sizeSize = Math.clz32(bytes[sizeAt] ?? 0) - 24 + 1;
  if (sizeAt >= bytes.length || sizeAt + sizeSize > bytes.length) return null;
  if (idSize > 4 || sizeSize > 8) throw unreadable('it is no WebM');
  // The bit that ends the zeros is not part of the number; all ones stand for a size that is unknown.
  const mask = 0xff >> sizeSize;
  const size = bytes.slice(sizeAt, sizeAt + sizeSize);
  size[0]! &= mask;
  const unknown = size.every((byte, index) => byte === (index === 0 ? mask : 0xff));
  return {
    id: unsigned(bytes.subarray(at, sizeAt)),
    data: sizeAt + sizeSize,
    size: unknown ? Infinity : unsigned(size),
  };
};

const unsigned = (bytes: Uint8Array): number => bytes.reduce((value, byte) => value * 256 + byte, 0);
