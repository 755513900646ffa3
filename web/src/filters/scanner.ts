// The tokens of a filter's text (CSS Syntax Module Level 3, as far as filters need it).

import { FilterSyntaxError } from './syntax-error.js';

/** A number and what stands right behind it: 'px', '%', or nothing. In lower case. */
export type Quantity = { number: number; unit: string };

type FoundDetails = { place?: number; found?: string; nearest?: string; message?: string };

const names = /[-_a-z][-\w]*/iy;
const numbers = /[+-]?(?:\d+(?:\.\d+)?|\.\d+)(?:e[+-]?\d+)?/iy;
const units = /%|[-\w]*/y;
const hashes = /#[-\w]*/y;
const solids = /[^ \t\n\r\f]/g;
const tokens = /[^][^ \t\n\r\f(),:]{0,23}/y;
const codePoints = /([\da-f]{1,6})[ \t\n\r\f]?/iy;
// For each kind of quote, what ends a run of plain characters.
const stops: Readonly<Record<string, RegExp>> = { '"': /["\\\n]/g, "'": /['\\\n]/g };

/** Reads a text from left to right. Every read skips the white space and the comments before it. */
export class Scanner {
  readonly #text: string;
  #place = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** Where the next token begins. Places can be returned to. */
  get place(): number {
    for (;;) {
      solids.lastIndex = this.#place;
      this.#place = solids.exec(this.#text)?.index ?? this.#text.length;
      if (!this.#text.startsWith('/*', this.#place)) return this.#place;
      const end = this.#text.indexOf('*/', this.#place + 2);
      // As CSS has it, a comment that does not end goes on to the end of the text.
      this.#place = end < 0 ? this.#text.length : end + 2;
    }
  }

  set place(place: number) {
    this.#place = place;
  }

  get atEnd(): boolean {
    return this.place === this.#text.length;
  }

  /** Whether `character` comes next; it is taken. */
  take(character: string): boolean {
    if (this.#text[this.place] !== character) return false;
    this.#place++;
    return true;
  }

  /** The name that comes next, in lower case. Letters, digits, '-' and '_', not beginning as a number does. */
  takeName(): string | null {
    return this.#startsNumber() ? null : this.#match(names);
  }

  takeQuantity(): Quantity | null {
    const number = this.#match(numbers);
    if (number === null) return null;
    // Not by #match: nothing may stand between the number and its unit.
    units.lastIndex = this.#place;
    const unit = units.exec(this.#text)?.[0] ?? '';
    this.#place += unit.length;
    return { number: Number(number), unit: unit.toLowerCase() };
  }

  /** The digits behind a '#'. */
  takeHash(): string | null {
    return this.#match(hashes)?.slice(1) ?? null;
  }

  /** A string in single or double quotes with CSS's escapes. @throws FilterSyntaxError when it does not end */
  takeString(): string | null {
    const text = this.#text;
    const begin = this.place;
    const quote = text[begin] ?? '';
    const stop = stops[quote];
    if (!stop) return null;
    let taken = '';
    for (this.#place = begin + 1; ;) {
      stop.lastIndex = this.#place;
      const end = stop.exec(text)?.index;
      if (end === undefined || text[end] === '\n') break;
      taken += text.slice(this.#place, end);
      this.#place = end + 1;
      if (text[end] === quote) return taken;
      taken += this.#takeEscape();
    }
    this.#place = begin;
    throw this.expected(`a string that ends with ${quote}`, { message: 'the string does not end' });
  }

  /** "found X, expected Y", at the next token or at `place`. */
  expected(expected: string, details: FoundDetails = {}): FilterSyntaxError {
    const { place = this.place } = details;
    this.#place = place;
    const { found = this.#next(), nearest = '' } = details;
    const { message = `found ${found}, expected ${expected}` } = details;
    const column = place + 1;
    return new FilterSyntaxError(`filter, column ${column}: ${message}`, column, found, expected, nearest);
  }

  /** What comes next, in words. */
  #next(): string {
    tokens.lastIndex = this.place;
    const found = tokens.exec(this.#text)?.[0];
    return found ? `'${found}'` : 'the end';
  }

  #match(pattern: RegExp): string | null {
    pattern.lastIndex = this.place;
    const found = pattern.exec(this.#text)?.[0];
    if (found === undefined) return null;
    this.#place += found.length;
    return found.toLowerCase();
  }

  #startsNumber(): boolean {
    numbers.lastIndex = this.place;
    return numbers.test(this.#text);
  }

  /**
   * What follows a backslash: up to six hexadecimal digits and a space, a line end that is left out, or the character
   * itself.
   */
  #takeEscape(): string {
    codePoints.lastIndex = this.#place;
    const hexadecimal = codePoints.exec(this.#text);
    if (!hexadecimal) {
      const character = this.#text[this.#place++] ?? '';
      return character === '\n' ? '' : character;
    }
    this.#place += hexadecimal[0].length;
    const code = parseInt(hexadecimal[1] ?? '', 16);
    const none = code === 0 || code > 0x10ffff || (code >= 0xd800 && code < 0xe000);
    return String.fromCodePoint(none ? 0xfffd : code);
  }
}
