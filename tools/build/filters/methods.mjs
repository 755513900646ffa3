// web/src/filters/chain-methods.ts: a typed method for each filter.
import { camelCase, initialOf, isRequired, notice, pascalCase, rangeOf } from './words.mjs';

const typeOf = ({ name, type, keywords }) => {
  switch (type) {
    case 'color':
      return 'string';
    case 'keyword':
      return keywords.map((keyword) => `'${keyword}'`).join(' | ');
    case 'numbers':
      return 'NumberList';
    case 'stops':
      return 'StopList';
    case 'text':
      return name === 'image' ? 'string | Picture' : 'string';
    default:
      return 'number';
  }
};

/** 'factor; 0 or more; 1 when left out' */
const describe = (parameter) => {
  const initial = isRequired(parameter) ? '' : `${initialOf(parameter)} when left out`;
  return [parameter.meaning, parameter.type === 'keyword' ? '' : rangeOf(parameter), initial]
    .filter(Boolean)
    .join('; ');
};

const optionsName = ({ name }) => `${pascalCase(name)}Options`;

const optionsType = (filter) => {
  const members = filter.parameters.map((parameter) => {
    const required = isRequired(parameter);
    const type = typeOf(parameter);
    return `  /** ${describe(parameter)} */
  ${camelCase(parameter.name)}${required ? `: ${type}` : `?: ${type} | undefined`};`;
  });
  return `export type ${optionsName(filter)} = {\n${members.join('\n')}\n};\n`;
};

const methodsOf = (filter) => {
  const { summary, parameters } = filter;
  const method = camelCase(filter.name);
  const [first] = parameters;
  const places = parameters.map((parameter) => {
    return `${camelCase(parameter.name)}${isRequired(parameter) ? '' : '?'}: ${typeOf(parameter)}`;
  });
  const lines = parameters.map((parameter) => `   * @param ${camelCase(parameter.name)} - ${describe(parameter)}`);
  const overloads = [
    `  /**
   * ${summary}
${lines.join('\n')}
   */
  ${method}(${places.join(', ')}): Self;`,
    `  /** ${summary} */
  ${method}(options: ${optionsName(filter)}): Self;`,
  ];
  if (parameters.length > 1) {
    const name = camelCase(first.name);
    overloads.push(`  /** ${summary} */
  ${method}(${name}: ${typeOf(first)}, options: Omit<${optionsName(filter)}, '${name}'>): Self;`);
  }
  return overloads.join('\n');
};

/** The text of the file, to be formatted. */
export const chainMethods = ({ filters }) => `${notice}
/** Numbers in a row, or in rows or pairs: \`[0, 0, 1, 1]\` or \`[[0, 0], [1, 1]]\`. */
export type NumberList = ArrayLike<number> | readonly (readonly number[])[];

/** CSS colours, each alone or with its place from 0 to 1: \`['black', ['#c31', 0.4], 'white']\`. */
export type StopList = readonly (string | readonly [color: string, place: number])[];

/** What an ImageData has: RGBA, not premultiplied, four bytes a pixel, rows from the top. */
export type Picture = {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray | Uint8Array;
};

${filters.map(optionsType).join('\n')}
/**
 * A method for each filter. Arguments stand in the catalogue's order, or by name in an object, which may also follow the
 * first one: \`blur(4)\`, \`blur({ radius: 4 })\`, \`blur(4, { edge: 'wrap' })\`. \`Self\` is what they return.
 *
 * All throw TypeError for values of another type, and RangeError for numbers out of their range.
 */
export type ChainMethods<Self> = {
${filters.map(methodsOf).join('\n\n')}
};
`;
