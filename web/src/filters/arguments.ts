// The arguments of a Filter's methods: positional, by name in an object at the end, or both.

import { type FilterValue, fieldOf, initialValue, spread } from './call.js';
import type { CatalogueEntry, Parameter, ParameterType } from './catalogue.js';
import { parseColor } from './color.js';
import { imageText, isImage } from './image-text.js';
import { checkRange } from './range.js';
import { Scanner } from './scanner.js';

/** A name of the catalogue as JavaScript writes it: in-black as inBlack. */
export const camelCase = (name: string): string => name.replace(/-./g, (match) => match.slice(1).toUpperCase());

const isList = (value: unknown): value is ArrayLike<unknown> & Iterable<unknown> =>
  Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));

/**
 * Whether it holds parameters by their names: a plain object, or another one that has one of them. A promise, a Number or
 * an element is a wrong value, not an object in which everything is left out.
 */
const isOptions = (value: unknown, names: readonly string[]): value is Record<string, unknown> =>
  typeof value === 'object' &&
  value !== null &&
  !isList(value) &&
  !isImage(value) &&
  (Object.prototype.toString.call(value) === '[object Object]' || names.some((name) => name in value));

/**
 * The values of a call.
 * @throws TypeError for values of another type and for unknown names; RangeError for numbers out of their range
 */
export const readArguments = (entry: CatalogueEntry, given: readonly unknown[]): FilterValue[] => {
  const { parameters } = entry;
  const method = `${camelCase(entry.name)}()`;
  const names = parameters.map(({ name }) => camelCase(name));
  const last = given.at(-1);
  const named = isOptions(last, names);
  const options = named ? last : {};
  const positional = named ? given.slice(0, -1) : given;
  if (positional.length > parameters.length) {
    throw new TypeError(`${method} takes at most ${parameters.length} arguments, got ${positional.length}`);
  }
  for (const name of Object.keys(options)) {
    const index = names.indexOf(name);
    if (index < 0) throw new TypeError(`${method} has no option '${name}', expected ${names.join(', ')}`);
    if (index < positional.length) throw new TypeError(`${method} got '${name}' twice`);
  }
  return parameters.map((parameter, index) => {
    const value = index < positional.length ? positional[index] : options[names[index] as string];
    return value === undefined ? initialValue(parameter) : readValue(entry, parameter, value);
  });
};

/** What a value must be, by its type; others are numbers. */
const kinds: Readonly<Partial<Record<ParameterType, string>>> = {
  color: 'a CSS colour',
  text: 'a string',
  numbers: 'an array of numbers',
  stops: 'an array of CSS colours or of pairs [colour, place]',
};

const readValue = (entry: CatalogueEntry, parameter: Parameter, value: unknown): FilterValue => {
  const { type, keywords, fewest = 0, greatest = 0 } = parameter;
  const field = fieldOf(entry, parameter);
  const wrong = (): TypeError => {
    const kind = keywords ? `one of ${keywords.join(', ')}` : (kinds[type] ?? 'a number');
    const shown = String(value).slice(0, 60);
    return new TypeError(`${field} must be ${kind}, got ${typeof value === 'string' ? `'${shown}'` : shown}`);
  };
  const number = (each: unknown, most = parameter.most): number => {
    if (typeof each !== 'number') throw wrong();
    return checkRange(entry, { ...parameter, most }, each);
  };
  const color = (each: unknown): number => {
    const read = typeof each === 'string' ? readColor(each) : null;
    if (read === null) throw wrong();
    return read;
  };
  const list = (): unknown[] => {
    if (!isList(value)) throw wrong();
    // Points of a curve may be pairs.
    const items = Array.from(value);
    const all = type === 'numbers' ? items.flat() : items;
    if (all.length >= fewest && all.length <= greatest) return all;
    const limits = fewest === greatest ? fewest : `from ${fewest} to ${greatest}`;
    throw new RangeError(`${field} must have ${limits} elements, got ${all.length}`);
  };
  switch (type) {
    case 'color':
      return color(value);
    case 'keyword':
      if (!keywords?.includes(value as string)) throw wrong();
      return value as string;
    case 'text':
      if (isImage(value)) return imageText(field, value);
      if (typeof value !== 'string') throw wrong();
      return value;
    case 'numbers':
      return list().map((each) => number(each));
    case 'stops':
      return spread(
        list().flatMap((stop) => {
          const [first, place] = Array.isArray(stop) ? (stop as unknown[]) : [stop];
          return [place === undefined ? NaN : number(place, 1), color(first)];
        }),
      );
    default:
      return number(value);
  }
};

const readColor = (text: string): number | null => {
  try {
    const scanner = new Scanner(text);
    const color = parseColor(scanner);
    return scanner.atEnd ? color : null;
  } catch {
    return null;
  }
};
