// Base64 as data URLs have it: the standard alphabet, white space skipped, padding at the end or none (WHATWG Infra,
// "forgiving-base64 decode"). src/webp/base64.cc is the same in C++.

type NativeDecoder = { fromBase64?(text: string): Uint8Array<ArrayBuffer> };

const skipped = 64;
const refused = 65;

/** The six bits of each character up to 127, or `skipped`, or `refused`; made when first needed. */
let values: Uint8Array | null = null;

const table = (): Uint8Array => {
  if (values) return values;
  values = new Uint8Array(128).fill(refused);
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  for (let index = 0; index < 64; index++) values[alphabet.charCodeAt(index)] = index;
  for (const space of '\t\n\f\r ') values[space.charCodeAt(0)] = skipped;
  return values;
};

/** The bytes of `text` from `start` on; null if it is not base64. */
export const decodeBase64 = (text: string, start: number): Uint8Array<ArrayBuffer> | null => {
  const native = Uint8Array as NativeDecoder;
  if (native.fromBase64) {
    try {
      return native.fromBase64(text.slice(start));
    } catch {
      return null;
    }
  }
  return decodeInScript(text, start);
};

/** The same for engines without Uint8Array.fromBase64. Exported for the tests. */
export const decodeInScript = (text: string, start: number): Uint8Array<ArrayBuffer> | null => {
  const bits = table();
  let end = text.length;
  while (end > start && bits[text.charCodeAt(end - 1)] === skipped) end--;
  let padding = 0;
  // White space may stand between the signs of padding, too.
  for (let at = end; at > start && padding < 3; at--) {
    const code = text.charCodeAt(at - 1);
    if (code === 61) {
      padding++;
      end = at - 1;
    } else if (bits[code] !== skipped) break;
  }
  const bytes = new Uint8Array(Math.ceil(((end - start) * 3) / 4));
  let size = 0;
  let characters = 0;
  let group = 0;
  for (let at = start; at < end; at++) {
    const value = bits[text.charCodeAt(at)] ?? refused;
    if (value === skipped) continue;
    if (value === refused) return null;
    group = (group << 6) | value;
    if ((++characters & 3) === 0) {
      bytes[size++] = group >> 16;
      bytes[size++] = group >> 8;
      bytes[size++] = group;
    }
  }
  const rest = characters & 3;
  // One character alone is no byte; padding, where there is any, fills the last group.
  if (rest === 1 || (padding > 0 && rest + padding !== 4)) return null;
  if (rest >= 2) bytes[size++] = group >> (rest * 6 - 8);
  if (rest === 3) bytes[size++] = group >> 2;
  return bytes.subarray(0, size);
};
