// The arguments of a Filter's methods: positional, by name in an object at the end, or both.

import { type FilterValue, fieldOf, initialValue, spread } from './call.js';
import type { CatalogueEntry, Parameter } from './catalogue.js';
import { parseColor } from './color.js';
import { imageText, isImage } from './image-text.js';
import { nearest } from './nearest.js';
import { checkRange } from './range.js';
import { Scanner } from './scanner.js';

/** A name of the catalogue as JavaScript writes it: in-black as inBlack. */
export const camelCase = (name: string): string => name.replace(/-./g, (match) => match.slice(1).toUpperCase());

/** How a value reads in a message. */
const show = (value: unknown): string =>
  typeof value === 'string' ? JSON.stringify(value.slice(0, 40)) : Array.isArray(value) ? 'an array' : String(value);

const isOptions = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !isList(value) && !isImage(value);

const isList = (value: unknown): value is ArrayLike<unknown> & Iterable<unknown> =>
  Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));

/**
 * The values of a call.
 * @throws TypeError for values of another type and for unknown names; RangeError for numbers out of their range
 */
export const readArguments = (entry: CatalogueEntry, given: readonly unknown[]): FilterValue[] => {
  const { parameters } = entry;
  const last = given.at(-1);
  const options = isOptions(last) ? last : {};
  const positional = isOptions(last) ? given.slice(0, -1) : given;
  const method = `${camelCase(entry.name)}()`;
  if (positional.length > parameters.length) {
    throw new TypeError(`${method} takes at most ${parameters.length} arguments, got ${positional.length}`);
  }
  const names = parameters.map(({ name }) => camelCase(name));
  for (const name of Object.keys(options)) {
    const index = names.indexOf(name);
    const near = nearest(name, names);
    const hint = near && ` (did you mean '${near}'?)`;
    if (index < 0) throw new TypeError(`${method} has no option '${name}', expected ${names.join(', ')}${hint}`);
    if (positional[index] !== undefined) throw new TypeError(`${method} got ${name} twice`);
  }
  return parameters.map((parameter, index) => {
    const value = positional[index] ?? options[names[index] as string];
    return value === undefined ? initialValue(parameter) : readValue(entry, parameter, value);
  });
};

const readValue = (entry: CatalogueEntry, parameter: Parameter, value: unknown): FilterValue => {
  const { type, keywords = [] } = parameter;
  const wrong = (expected: string): TypeError =>
    new TypeError(`${fieldOf(entry, parameter)} must be ${expected}, got ${show(value)}`);
  switch (type) {
    case 'color':
      return readColor(value) ?? fail(wrong('a CSS colour'));
    case 'keyword':
      if (!keywords.includes(value as string)) throw wrong(`one of ${keywords.join(', ')}`);
      return value as string;
    case 'text':
      if (isImage(value)) return imageText(fieldOf(entry, parameter), value);
      if (typeof value !== 'string') throw wrong(parameter.name === 'image' ? 'an ImageData' : 'a string');
      return value;
    case 'numbers': {
      if (!isList(value)) throw wrong('an array of numbers');
      // Points may be pairs: [[0, 0], [1, 1]].
      const numbers = Array.from(value).flat();
      if (!numbers.every((number) => typeof number === 'number')) throw wrong('an array of numbers');
      checkCount(entry, parameter, numbers.length, 'numbers');
      return numbers.map((number) => checkRange(entry, parameter, number));
    }
    case 'stops':
      return readStops(entry, parameter, value, wrong);
    default:
      if (typeof value !== 'number') throw wrong('a number');
      return checkRange(entry, parameter, value);
  }
};

const fail = (error: Error): never => {
  throw error;
};

const readColor = (value: unknown): number | null => {
  if (typeof value !== 'string') return null;
  try {
    const scanner = new Scanner(value);
    const color = parseColor(scanner);
    return scanner.atEnd ? color : null;
  } catch {
    return null;
  }
};

/** Colours, or pairs of a color and its place. */
const readStops = (
  entry: CatalogueEntry,
  parameter: Parameter,
  value: unknown,
  wrong: (expected: string) => TypeError,
): number[] => {
  const expected = 'an array of CSS colours or of pairs [colour, place from 0 to 1]';
  if (!Array.isArray(value)) throw wrong(expected);
  checkCount(entry, parameter, value.length, 'colours');
  const stops = value.flatMap((stop: unknown) => {
    const [first, place] = Array.isArray(stop) ? (stop as unknown[]) : [stop];
    const color = readColor(first);
    if (color === null || (place !== undefined && typeof place !== 'number')) throw wrong(expected);
    return [place === undefined ? NaN : checkRange(entry, { ...parameter, least: 0, most: 1 }, place), color];
  });
  return spread(stops);
};

const checkCount = (entry: CatalogueEntry, parameter: Parameter, count: number, what: string): void => {
  const { fewest = 0, greatest = 0 } = parameter;
  if (count >= fewest && count <= greatest) return;
  const limits = fewest === greatest ? String(fewest) : `from ${fewest} to ${greatest}`;
  throw new RangeError(`${fieldOf(entry, parameter)} must have ${limits} ${what}, got ${count}`);
};
