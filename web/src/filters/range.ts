// The limits of parameters.

import { type CatalogueEntry, type Parameter } from './catalogue.js';
import { fieldOf } from './call.js';
import { printLimit, showNumber } from './number-text.js';

/** Larger limits are those of a float: nobody needs all of their digits. */
const unlimited = 1e30;

/**
 * The number, clamped where CSS clamps it.
 * @param column where it stands in a text
 * @throws RangeError that names the parameter, the number, the limits and the column
 */
export const checkRange = (entry: CatalogueEntry, parameter: Parameter, number: number, column?: number): number => {
  const { least, most, clamp, whole } = parameter;
  const value = clamp && number > most ? most : number;
  if (value >= least && value <= most && (!whole || Number.isInteger(value))) return value + 0; // never -0
  const from = printLimit(least);
  const ends = value > most ? 'at most 3.4e+38' : `at least ${from}`;
  const range = most > unlimited ? ends : `from ${from} to ${printLimit(most)}`;
  const place = column === undefined ? '' : ` (column ${column})`;
  const limits = `${whole ? 'a whole number ' : ''}${range}${place}`;
  throw new RangeError(`${fieldOf(entry, parameter)} must be ${limits}, got ${showNumber(value)}`);
};
