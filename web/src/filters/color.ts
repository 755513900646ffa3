// CSS colours as numbers, 0xRRGGBBAA.

import { colorNames } from './color-names.js';
import type { Scanner } from './scanner.js';

const clamp = (value: number): number => Math.min(Math.max(value, 0), 1);

/** Channels and alpha in [0, 1]. */
const pack = (...channels: readonly number[]): number =>
  channels.reduce((color, channel) => color * 256 + Math.floor(clamp(channel) * 255 + 0.5), 0);

/** The channels of a color and its alpha, in [0, 255]. */
export const unpack = (color: number): [red: number, green: number, blue: number, alpha: number] => [
  (color >>> 24) & 255,
  (color >>> 16) & 255,
  (color >>> 8) & 255,
  color & 255,
];

/** A component that is a number or a percentage, in [0, 1] for numbers up to `full`. */
const component = (scanner: Scanner, full: number): number => {
  const expected = 'a number or a percentage';
  const { place } = scanner;
  const quantity = scanner.takeQuantity();
  if (!quantity) throw scanner.expected(expected);
  const { number, unit } = quantity;
  if (unit === '%') return number / 100;
  if (unit) throw scanner.expected(expected, { place, found: `the unit '${unit}'` });
  return number / full;
};

/** What one turn is in each unit. */
const turns: Readonly<Record<string, number>> = { '': 360, deg: 360, turn: 1, grad: 400, rad: 2 * Math.PI };

/** In turns. */
const hue = (scanner: Scanner): number => {
  const { place } = scanner;
  const quantity = scanner.takeQuantity();
  if (!quantity) throw scanner.expected('a hue');
  const { number, unit } = quantity;
  const expected = 'deg, grad, rad or turn';
  if (!Object.hasOwn(turns, unit)) {
    throw scanner.expected(expected, { place, found: `the unit '${unit}'` });
  }
  // Nobody can tell where a number ends that was too large to be read.
  return Number.isFinite(number) ? number / (turns[unit] as number) : 0;
};

/** CSS Color 4, section 7. `turn` is the hue. */
const packHsl = (turn: number, saturation: number, lightness: number, alpha: number): number => {
  const light = clamp(lightness);
  const reach = clamp(saturation) * Math.min(light, 1 - light);
  const twelfths = (turn - Math.floor(turn)) * 12;
  const channel = (offset: number): number => {
    const k = (offset + twelfths) % 12;
    return light - reach * Math.max(-1, Math.min(k - 3, 9 - k, 1));
  };
  return pack(channel(0), channel(8), channel(4), alpha);
};

const require = (scanner: Scanner, character: string, expected = `'${character}'`): void => {
  if (!scanner.take(character)) throw scanner.expected(expected);
};

/** What stands in the parentheses of rgb() and hsl(): with commas, or with spaces and a '/' before alpha. */
const parseFunction = (scanner: Scanner, hsl: boolean): number => {
  const full = hsl ? 100 : 255;
  const first = hsl ? hue(scanner) : component(scanner, full);
  const commas = scanner.take(',');
  const second = component(scanner, full);
  if (commas) require(scanner, ',');
  const third = component(scanner, full);
  let alpha = 1;
  if (!scanner.take(')')) {
    const mark = commas ? ',' : '/';
    require(scanner, mark, `'${mark}' or ')'`);
    alpha = component(scanner, 1);
    require(scanner, ')');
  }
  return (hsl ? packHsl : pack)(first, second, third, alpha);
};

const parseHash = (scanner: Scanner, place: number, digits: string): number => {
  if (!/^(?:[\da-f]{3,4}|[\da-f]{6}|[\da-f]{8})$/.test(digits)) {
    throw scanner.expected('3, 4, 6 or 8 hexadecimal digits', { place, found: `'#${digits}'` });
  }
  const long = digits.length < 6 ? digits.replace(/./g, '$&$&') : digits;
  return parseInt(long.padEnd(8, 'f'), 16);
};

/** Whether a color comes next, or something that looks like one. */
export const startsColor = (scanner: Scanner): boolean => {
  const { place } = scanner;
  const starts = scanner.takeHash() !== null || scanner.takeName() !== null;
  scanner.place = place;
  return starts;
};

/** @throws FilterSyntaxError */
export const parseColor = (scanner: Scanner): number => {
  const { place } = scanner;
  const digits = scanner.takeHash();
  if (digits !== null) return parseHash(scanner, place, digits);
  const name = scanner.takeName();
  if (name === 'transparent') return 0;
  if (name === 'currentcolor') return 0xff;
  if (name && /^(?:rgb|hsl)a?$/.test(name)) {
    require(scanner, '(');
    return parseFunction(scanner, name.startsWith('hsl'));
  }
  const key = ` ${name}:`;
  const named = colorNames.indexOf(key);
  if (named >= 0) return parseInt(`${colorNames.substring(named + key.length, named + key.length + 6)}ff`, 16);
  scanner.place = place;
  throw scanner.expected('a colour');
};
