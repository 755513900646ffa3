// The limits of parameters.

import { fieldOf } from './call.js';
import type { CatalogueEntry, Parameter } from './catalogue.js';

/** Larger limits are those of a float: nobody needs all of their digits. */
const unlimited = 1e30;

/**
 * The number, clamped where CSS clamps it.
 * @param place what is said of its place in a text, or nothing
 * @throws RangeError that names the parameter, the limits, the place and the number
 */
export const checkRange = (entry: CatalogueEntry, parameter: Parameter, number: number, place = ''): number => {
  const { least, most, clamp, whole } = parameter;
  const value = clamp && number > most ? most : number;
  if (value >= least && value <= most && (!whole || Number.isInteger(value))) return value + 0; // never -0
  const end = value > most ? 'at most 3.4e+38' : `at least ${least}`;
  const range = most > unlimited ? end : `from ${least} to ${most}`;
  // 15 digits hide the rounding of fractions.
  const got = Number.isSafeInteger(value) ? value : Number(value.toPrecision(15));
  throw new RangeError(
    `${fieldOf(entry, parameter)} must be ${whole ? 'a whole number ' : ''}${range}${place}, got ${got}`,
  );
};
