// Pictures inside of a filter's text.

import type { Picture } from './chain-methods.js';

export const isImage = (value: unknown): value is Picture =>
  typeof value === 'object' && value !== null && 'data' in value && 'width' in value && 'height' in value;

/** As many arguments as every engine takes. */
const step = 0x2000;

const toBase64 = (bytes: Uint8ClampedArray | Uint8Array): string => {
  let characters = '';
  for (let at = 0; at < bytes.length; at += step) characters += String.fromCharCode(...bytes.subarray(at, at + step));
  return btoa(characters);
};

/** WIDTHxHEIGHT:BASE64. @throws TypeError, RangeError */
export const imageText = (field: string, { width, height, data }: Picture): string => {
  if (!(data instanceof Uint8ClampedArray || data instanceof Uint8Array)) {
    throw new TypeError(
      `${field}.data must be a Uint8ClampedArray or a Uint8Array, got ${Object.prototype.toString.call(data)}`,
    );
  }
  for (const [name, size] of Object.entries({ width, height })) {
    if (typeof size !== 'number') throw new TypeError(`${field}.${name} must be a number, got ${String(size)}`);
    if (!(Number.isInteger(size) && size >= 1 && size <= 16383)) {
      throw new RangeError(`${field}.${name} must be a whole number from 1 to 16383, got ${size}`);
    }
  }
  const expected = width * height * 4;
  if (data.length !== expected) {
    throw new RangeError(`${field}.data must have width * height * 4 = ${expected} bytes, got ${data.length}`);
  }
  return `${width}x${height}:${toBase64(data)}`;
};
