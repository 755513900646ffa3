// Filters as text. The same grammar and the same words as the core's own parser, which has the last word; a test holds
// the two to each other.

import { type FilterCall, type FilterValue, findEntry, initialValue, mostCalls, spread } from './call.js';
import { type CatalogueEntry, type Parameter, type ParameterType, catalogue } from './catalogue.js';
import { parseColor, startsColor } from './color.js';
import { nearest } from './nearest.js';
import { checkRange } from './range.js';
import { Scanner } from './scanner.js';

/**
 * What the units stand for, in px, degrees or ones: a factor and a divisor. Numbers are divided first and never by a
 * quotient, so that 70% is the number that 0.7 is and 25.4mm the one that 96px is. Absolute lengths of CSS Values and
 * Units 4.
 */
const units: Readonly<Partial<Record<ParameterType, Readonly<Record<string, readonly [number, number]>>>>> = {
  amount: { '%': [1, 100] },
  length: { px: [1, 1], in: [96, 1], cm: [96, 2.54], mm: [96, 25.4], q: [96, 101.6], pt: [96, 72], pc: [16, 1] },
  angle: { deg: [1, 1], grad: [9, 10], turn: [360, 1], rad: [180, Math.PI] },
};

const descriptions: Readonly<Partial<Record<ParameterType, string>>> = {
  amount: 'a number or a percentage',
  length: 'a length in px',
  angle: 'an angle in deg, grad, rad or turn',
};

class Parser {
  readonly #scanner: Scanner;

  constructor(text: string) {
    this.#scanner = new Scanner(text);
  }

  parse(): FilterCall[] {
    const scanner = this.#scanner;
    const calls: FilterCall[] = [];
    let none = false;
    while (!scanner.atEnd) {
      const { place } = scanner;
      const name = scanner.takeName();
      if (name === null) throw scanner.expected("a filter's name");
      if (none) throw scanner.expected("nothing behind 'none'", { place, found: `'${name}'` });
      if (name === 'none' && calls.length === 0) none = true;
      else if (calls.length === mostCalls) {
        const message = `more than ${mostCalls} functions`;
        throw scanner.expected(`at most ${mostCalls} functions`, { place, message });
      } else calls.push(this.#call(place, name));
    }
    return calls;
  }

  #call(place: number, name: string): FilterCall {
    const scanner = this.#scanner;
    const entry = findEntry(name);
    if (!entry) {
      const near = nearest(name, catalogue);
      const found = `'${name.slice(0, 40)}'`;
      const message = `unknown filter ${found}${near && ` (did you mean '${near}'?)`}`;
      throw scanner.expected("a filter's name", { place, found, nearest: near, message });
    }
    if (!scanner.take('(')) throw scanner.expected("'('");
    const values = entry.parameters.map(initialValue);
    if (name === 'drop-shadow' && !this.#startsNamed()) this.#dropShadow(entry, values);
    else this.#arguments(entry, values);
    return { name, values };
  }

  /** Whether `name:` comes next. */
  #startsNamed(): boolean {
    const { place } = this.#scanner;
    const named = this.#scanner.takeName() !== null && this.#scanner.take(':');
    this.#scanner.place = place;
    return named;
  }

  #arguments(entry: CatalogueEntry, values: FilterValue[]): void {
    const scanner = this.#scanner;
    const { parameters } = entry;
    const given = new Set<number>();
    let named = false;
    if (scanner.take(')')) return;
    for (let next = 0; ; next++) {
      const { place } = scanner;
      let index = next;
      if (this.#startsNamed()) {
        named = true;
        const name = scanner.takeName() as string;
        scanner.take(':');
        index = parameters.findIndex((each) => each.name === name);
        if (index < 0) {
          const found = `'${name.slice(0, 40)}'`;
          const expected = parameters.map((each) => each.name).join(', ');
          const message = `unknown parameter ${found}, expected ${expected}`;
          throw scanner.expected(expected, { place, found, nearest: nearest(name, parameters), message });
        }
      } else if (named) throw scanner.expected("a parameter's name and ':'");
      const parameter = parameters[index];
      if (!parameter) throw scanner.expected("')'");
      if (given.has(index)) {
        const found = `'${parameter.name}'`;
        throw scanner.expected('another parameter', { place, found, message: `${found} is given twice` });
      }
      given.add(index);
      values[index] = this.#value(entry, parameter);
      if (scanner.take(')')) return;
      if (!scanner.take(',')) throw scanner.expected("',' or ')'");
    }
  }

  /** [<color>? && <length>{2,3}] */
  #dropShadow(entry: CatalogueEntry, values: FilterValue[]): void {
    const scanner = this.#scanner;
    const color = 3;
    const take = (index: number): void => {
      values[index] = this.#value(entry, entry.parameters[index] as Parameter);
    };
    const colorFirst = startsColor(scanner);
    if (colorFirst) take(color);
    take(0);
    take(1);
    if (this.#startsQuantity()) take(2);
    if (!colorFirst && startsColor(scanner)) take(color);
    if (!scanner.take(')')) throw scanner.expected("')'");
  }

  #startsQuantity(): boolean {
    const { place } = this.#scanner;
    const starts = this.#scanner.takeQuantity() !== null;
    this.#scanner.place = place;
    return starts;
  }

  #value(entry: CatalogueEntry, parameter: Parameter): FilterValue {
    switch (parameter.type) {
      case 'color':
        return parseColor(this.#scanner);
      case 'keyword':
        return this.#keyword(parameter);
      case 'text': {
        const text = this.#scanner.takeString();
        if (text === null) throw this.#scanner.expected('a string in quotes');
        return text;
      }
      case 'numbers':
        return this.#numbers(entry, parameter);
      case 'stops':
        return this.#stops(entry, parameter);
      default:
        return this.#number(entry, parameter);
    }
  }

  #keyword({ keywords = [] }: Parameter): string {
    const { place } = this.#scanner;
    const word = this.#scanner.takeName();
    if (word !== null && keywords.includes(word)) return word;
    this.#scanner.place = place;
    throw this.#scanner.expected(keywords.join(', '));
  }

  #numbers(entry: CatalogueEntry, parameter: Parameter): number[] {
    const numbers: number[] = [];
    while (numbers.length < (parameter.greatest ?? 0) && this.#startsQuantity()) {
      numbers.push(this.#number(entry, parameter));
    }
    this.#checkCount(parameter, numbers.length, 'numbers');
    return numbers;
  }

  /** Colours, each with a place behind it or not. */
  #stops(entry: CatalogueEntry, parameter: Parameter): number[] {
    const place: Parameter = { name: parameter.name, type: 'amount', initial: 0, least: 0, most: 1 };
    const stops: number[] = [];
    while (stops.length < 2 * (parameter.greatest ?? 0) && startsColor(this.#scanner)) {
      const color = parseColor(this.#scanner);
      stops.push(this.#startsQuantity() ? this.#number(entry, place) : NaN, color);
    }
    this.#checkCount(parameter, stops.length / 2, 'colours');
    return spread(stops);
  }

  #checkCount({ fewest = 0, greatest }: Parameter, count: number, what: string): void {
    if (count < fewest) throw this.#scanner.expected(`${fewest === greatest ? '' : 'at least '}${fewest} ${what}`);
  }

  #number(entry: CatalogueEntry, parameter: Parameter): number {
    const scanner = this.#scanner;
    const expected = descriptions[parameter.type] ?? 'a number';
    const { place } = scanner;
    const quantity = scanner.takeQuantity();
    if (!quantity) throw scanner.expected(expected);
    const { number, unit } = quantity;
    const known = units[parameter.type] ?? {};
    const needed = parameter.type === 'angle' || (parameter.type === 'length' && entry.family === 'css');
    if (unit ? !Object.hasOwn(known, unit) : needed && number !== 0) {
      throw scanner.expected(expected, { place, found: unit ? `the unit '${unit.slice(0, 40)}'` : 'no unit' });
    }
    const [factor, divisor] = known[unit] ?? [1, 1];
    return checkRange(entry, parameter, (number / divisor) * factor, ` (column ${place + 1})`);
  }
}

/**
 * Reads `none`, nothing, or functions with white space between them.
 * @throws FilterSyntaxError, RangeError
 */
export const parseCalls = (text: string): FilterCall[] => new Parser(text).parse();
