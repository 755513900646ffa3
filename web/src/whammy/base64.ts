// Base64 as data URLs have it: the standard alphabet, white space skipped, padding at the end or none (WHATWG Infra,
// "forgiving-base64 decode"). src/webp/base64.cc is the same in C++.

import type { Bytes } from './webp.js';

/** What engines have for it: the language's own, and Node's. */
type NativeArray = { setFromBase64?(text: string): { written: number } };
type NodeBuffer = {
  byteLength(text: string): number;
  from(buffer: ArrayBuffer, offset: number, length: number): { write(text: string, encoding: 'base64'): number };
};

/** Bytes that so many characters can become at most. */
export const base64Capacity = (characters: number): number => Math.ceil(characters / 4) * 3;

/**
 * Writes the bytes of `text` from `start` on to the beginning of `target`, which has room for them.
 * @returns how many they are; -1 if the text is not base64
 */
export const decodeBase64 = (text: string, start: number, target: Bytes): number => {
  const native = target as NativeArray;
  if (native.setFromBase64) {
    try {
      return native.setFromBase64(text.slice(start)).written;
    } catch {
      return -1;
    }
  }
  const node = (globalThis as { Buffer?: NodeBuffer }).Buffer;
  if (node) {
    // It passes over what it does not know and knows another alphabet, too: then it falls short, or these are found. Of
    // a character above 255 it takes the lower byte: such a text is longer in UTF-8.
    const size = node.from(target.buffer, target.byteOffset, target.length).write(text.slice(start), 'base64');
    const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
    const length = text.length - start;
    const whole = length % 4 === 0 && size === (length / 4) * 3 - padding;
    const ascii = node.byteLength(text) === text.length;
    if (whole && ascii && text.indexOf('-', start) < 0 && text.indexOf('_', start) < 0) return size;
  }
  return decodeInScript(text, start, target);
};

const skipped = 64;
const refused = 128;

/** The six bits of each character up to 255, or `skipped`, or `refused`; made when first needed. */
let values: Uint8Array | null = null;

const table = (): Uint8Array => {
  if (values) return values;
  values = new Uint8Array(256).fill(refused);
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  for (let index = 0; index < 64; index++) values[alphabet.charCodeAt(index)] = index;
  for (const space of '\t\n\f\r ') values[space.charCodeAt(0)] = skipped;
  return values;
};

/** The same for engines that have neither. Exported for the tests. */
export const decodeInScript = (text: string, start: number, target: Uint8Array): number => {
  const bits = table();
  let end = text.length;
  let padding = 0;
  // White space may stand between the signs of padding, too. Three are one more than is ever right.
  for (; end > start && padding < 3; end--) {
    const code = text.charCodeAt(end - 1);
    if (code === 61) padding++;
    else if (code > 255 || bits[code] !== skipped) break;
  }
  let size = 0;
  let at = start;
  // Four at a time, as long as nothing but the alphabet comes.
  for (; at + 4 <= end; at += 4) {
    const a = text.charCodeAt(at);
    const b = text.charCodeAt(at + 1);
    const c = text.charCodeAt(at + 2);
    const d = text.charCodeAt(at + 3);
    if ((a | b | c | d) > 127) return -1;
    const [p, q, r, s] = [bits[a]!, bits[b]!, bits[c]!, bits[d]!];
    if ((p | q | r | s) > 63) break;
    target[size++] = (p << 2) | (q >> 4);
    target[size++] = (q << 4) | (r >> 2);
    target[size++] = (r << 6) | s;
  }
  let characters = 0;
  let group = 0;
  for (; at < end; at++) {
    const code = text.charCodeAt(at);
    const value = code > 255 ? refused : bits[code]!;
    if (value === skipped) continue;
    if (value === refused) return -1;
    group = (group << 6) | value;
    if ((++characters & 3) === 0) {
      target[size++] = group >> 16;
      target[size++] = group >> 8;
      target[size++] = group;
    }
  }
  const rest = characters & 3;
  // One character alone is no byte; padding, where there is any, fills the last group.
  if (rest === 1 || (padding > 0 && rest + padding !== 4)) return -1;
  if (rest >= 2) target[size++] = group >> (rest * 6 - 8);
  if (rest === 3) target[size++] = group >> 2;
  return size;
};
