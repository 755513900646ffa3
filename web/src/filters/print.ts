// Chains as the shortest text that reads back as the same chain, letter for letter what the core prints.

import { type FilterCall, type FilterValue, entryOf, initialValue, sameValue } from './call.js';
import type { Parameter } from './catalogue.js';

const printColor = (color: number): string => `#${color.toString(16).padStart(8, '0').replace(/ff$/, '')}`;

// CSS strings hold no line ends.
const printText = (text: string): string => `"${text.replace(/["\\]/g, '\\$&').replaceAll('\n', '\\a ')}"`;

const printValue = ({ type }: Parameter, value: FilterValue): string => {
  if (typeof value === 'string') return type === 'text' ? printText(value) : value;
  if (typeof value === 'number') {
    if (type === 'color') return printColor(value);
    return value + (type === 'length' ? 'px' : type === 'angle' ? 'deg' : '');
  }
  if (type === 'numbers') return value.join(' ');
  const stops: string[] = [];
  for (let i = 0; i + 1 < value.length; i += 2) {
    stops.push(`${printColor(value[i + 1] as number)} ${value[i]}`);
  }
  return stops.join(' ');
};

const printCall = (call: FilterCall): string => {
  const { name, parameters } = entryOf(call);
  const printed = parameters.map((parameter, i) => printValue(parameter, call.values[i] as FilterValue));
  // CSS has no names or commas for its own functions' arguments.
  if (name === 'drop-shadow') return `${name}(${printed.join(' ')})`;
  const texts: string[] = [];
  let named = false; // after an argument is left out, the ones behind it need their names
  parameters.forEach((parameter, i) => {
    if (sameValue(call.values[i] as FilterValue, initialValue(parameter))) named = true;
    else texts.push((named ? `${parameter.name}: ` : '') + printed[i]);
  });
  return `${name}(${texts.join(', ')})`;
};

/** 'none' for no calls. */
export const printCalls = (calls: readonly FilterCall[]): string => calls.map(printCall).join(' ') || 'none';
