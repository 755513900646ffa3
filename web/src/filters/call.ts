// Filters in a row, as a text or the methods of a Filter make them.

import { type CatalogueEntry, type Parameter, catalogue } from './catalogue.js';
import { parseColor } from './color.js';
import { Scanner } from './scanner.js';

/**
 * What stands for one parameter, by its type. number, amount: a number; length: px; angle: degrees; color: a number,
 * 0xRRGGBBAA; keyword and text: a string; numbers: an array; stops: place from 0 to 1 and color, in turn.
 */
export type FilterValue = number | string | readonly number[];

/** One filter with all of its parameters, in the catalogue's order. */
export type FilterCall = { readonly name: string; readonly values: readonly FilterValue[] };

/** The most functions that one chain may have. */
export const mostCalls = 256;

export const findEntry = (name: string): CatalogueEntry | undefined => catalogue.find((entry) => entry.name === name);

/** The entry of a call that was made, so there is one. */
export const entryOf = ({ name }: FilterCall): CatalogueEntry => findEntry(name) as CatalogueEntry;

/** How a parameter is named in errors: `blur.radius`. */
export const fieldOf = (entry: CatalogueEntry, parameter: Parameter): string => `${entry.name}.${parameter.name}`;

/** What a parameter has when it is left out. */
export const initialValue = ({ type, initial, keywords }: Parameter): FilterValue => {
  if (typeof initial === 'number') return keywords?.[initial] ?? initial;
  if (type === 'numbers') return initial.split(' ').map(Number);
  if (type !== 'stops') return initial;
  const scanner = new Scanner(initial);
  const stops: number[] = [];
  while (!scanner.atEnd) stops.push(NaN, parseColor(scanner));
  return spread(stops);
};

export const sameValue = (a: FilterValue, b: FilterValue): boolean =>
  a === b || (typeof a === 'object' && typeof b === 'object' && a.join() === b.join());

/** Gives stops without a place (NaN) one: ends at 0 and 1, others evenly between, none before the one before it. */
export const spread = (stops: number[]): number[] => {
  const last = stops.length - 2;
  if (Number.isNaN(stops[0])) stops[0] = 0;
  if (Number.isNaN(stops[last])) stops[last] = 1;
  for (let i = 2; i < stops.length; i += 2) {
    const before = stops[i - 2] as number;
    let end = i;
    while (Number.isNaN(stops[end])) end += 2;
    if (end > i) stops[i] = before + ((stops[end] as number) - before) / ((end - i) / 2 + 1);
    stops[i] = Math.max(stops[i] as number, before); // as CSS's gradients have it
  }
  return stops;
};
