// Calls as the page keeps them, made into the package's Filter by its own methods.

import { type Filter, type FilterCall, type FilterValue, chain } from 'kinora';
import { type CatalogueEntry, type Parameter, catalogue } from '../../src/filters/catalogue.js';
import { camelCase } from '../page/format.js';

export const entryOf = (name: string): CatalogueEntry => {
  const entry = catalogue.find((each) => each.name === name);
  if (entry) return entry;
  throw new Error(`the catalogue has no filter ${name}`);
};

/** 0xRRGGBBAA as #rrggbbaa. */
export const colorText = (color: number): string => `#${color.toString(16).padStart(8, '0')}`;

const argumentOf = ({ type }: Parameter, value: FilterValue): unknown => {
  if (type === 'color') return colorText(value as number);
  if (type !== 'stops') return value;
  const flat = value as readonly number[];
  return Array.from({ length: flat.length / 2 }, (_, i) => [colorText(flat[2 * i + 1] as number), flat[2 * i]]);
};

type Methods = Record<string, (...values: unknown[]) => Filter>;

/** @throws TypeError or RangeError that names the parameter, as the package's methods do */
export const filterOf = (calls: readonly FilterCall[]): Filter =>
  calls.reduce((filter, { name, values }) => {
    const { parameters } = entryOf(name);
    const given = parameters.map((parameter, i) => argumentOf(parameter, values[i] as FilterValue));
    return ((filter as unknown as Methods)[camelCase(name)] as Methods[string]).call(filter, ...given);
  }, chain());
