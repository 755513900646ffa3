// web/src/filters/catalogue.ts: what the parser, the printer and the methods of chains need to know.
import { notice } from './words.mjs';

const types = `
export type ParameterType =
  | 'number' // a bare number
  | 'amount' // a number, or a percentage: 50% is 0.5
  | 'length' // px
  | 'angle' // degrees
  | 'color' // 0xRRGGBBAA
  | 'keyword' // its place among the keywords
  | 'numbers' // in a text: numbers with spaces between
  | 'stops' // in a text: colours with spaces between
  | 'text';

export type Parameter = {
  /** In kebab-case. */
  name: string;
  type: ParameterType;
  /** When left out; a string for numbers, stops and text. */
  initial: number | string;
  /** Inclusive, as \`most\`. */
  least: number;
  most: number;
  /** A number above \`most\` counts as that; otherwise it is an error. */
  clamp?: true;
  /** No fractions. */
  whole?: true;
  keywords?: readonly string[];
  /** How many numbers or stops there may be. */
  fewest?: number;
  greatest?: number;
};

export type CatalogueEntry = {
  /** In kebab-case. */
  name: string;
  family: string;
  kind: 'pointwise' | 'spatial' | 'geometry';
  parameters: readonly Parameter[];
};
`;

const parameterOf = ({ name, type, initial, least, most, clamp, whole, keywords, fewest, greatest }) => ({
  ...{ name, type, initial, least, most, clamp, whole, keywords, fewest, greatest },
});

/** The text of the file, to be formatted. */
export const catalogueTable = ({ filters }) => {
  const rows = filters.map(({ name, family, kind, parameters }) =>
    JSON.stringify({ name, family, kind, parameters: parameters.map(parameterOf) }),
  );
  return `${notice}${types}
/** All filters, in the order of the documentation. */
export const catalogue: readonly CatalogueEntry[] = [
${rows.join(',\n')}
];
`;
};
