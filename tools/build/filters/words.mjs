// How names and limits of the catalogue read.

/** What stands at the top of generated code. */
export const notice = `// Made by tools/build/filters.mjs from src/filters/catalogue_table.cc: change that instead.\n`;

/** A limit beyond it stands for none. */
const unlimited = 1e30;

/** in-black as inBlack. */
export const camelCase = (name) => name.replace(/-./g, (match) => match.slice(1).toUpperCase());

/** in-black as InBlack. */
export const pascalCase = (name) => camelCase(`-${name}`);

/** A number of bits 0xRRGGBBAA as CSS has it. */
export const colorText = (bits) => `#${bits.toString(16).padStart(8, '0').replace(/ff$/, '')}`;

/** '0 to 10 px', '0 or more', 'one of a, b'; '' where there is no limit. */
export const rangeOf = ({ type, unit, least, most, whole, keywords, fewest, greatest }) => {
  const count = fewest === greatest ? fewest : `${fewest} to ${greatest}`;
  switch (type) {
    case 'color':
    case 'text':
      return '';
    case 'angle':
      return 'in deg';
    case 'keyword':
      return `one of ${keywords.join(', ')}`;
    case 'numbers':
      return `${count} numbers, each ${least} to ${most}`;
    case 'stops':
      return `${count} colours`;
    default: {
      const range = most > unlimited ? `${least} or more` : `${least} to ${most}`;
      return `${range}${unit && ` ${unit}`}${whole ? ', whole' : ''}`;
    }
  }
};

/** What a parameter has when it is left out; '' where it must not be. */
export const initialOf = ({ type, unit, initial, keywords }) => {
  if (type === 'color') return colorText(initial);
  if (type === 'keyword') return keywords[initial];
  return `${initial}${unit}`;
};

/** Whether a call cannot do without it. */
export const isRequired = ({ type }) => type === 'text';
