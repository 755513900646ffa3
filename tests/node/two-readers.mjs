// The two readers of filters' texts, the package's and the core's: the same chains, the same errors, word for word.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { FilterSyntaxError, parseFilter } from '../../dist/filters.js';

const program = fileURLToPath(new URL('../../build/native/filter_print', import.meta.url));

/** What the core's program prints, a line a text. */
const core = (texts) => {
  const input = texts.map((text) => `${text}\0`).join('');
  const output = execFileSync(program, ['-0'], { input, encoding: 'utf8', maxBuffer: 1 << 28 });
  return output.split('\n').slice(0, -1).map(asScript);
};

/**
 * The line with its refused number as JavaScript writes it (1e+15 is 1000000000000000), to 12 digits: of the 15 that both
 * show, they round a last one in the middle to different sides.
 */
const asScript = (line) =>
  line.replace(/(?<=\(column \d+\), got )\S+$/, (number) => Number(number.replace('inf', 'Infinity')).toPrecision(12));

export const own = (text) => {
  try {
    return `ok ${parseFilter(text)}`;
  } catch (error) {
    if (error instanceof FilterSyntaxError) return `error ${error.column} ${error.message}`;
    if (error instanceof RangeError) return `error ${error.message.split(' ')[0]} ${error.message}`;
    throw error;
  }
};

/** Holds the two to each other; returns how many texts were read. */
export const compare = (texts) => {
  const expected = core(texts);
  assert.equal(expected.length, texts.length);
  texts.forEach((text, index) => assert.equal(asScript(own(text)), expected[index], JSON.stringify(text)));
  const printed = expected.filter((line) => line.startsWith('ok ')).map((line) => line.slice(3));
  // What was printed prints as itself.
  assert.deepEqual(
    core(printed),
    printed.map((text) => `ok ${text}`),
  );
  for (const text of printed) assert.equal(String(parseFilter(text)), text);
  return printed.length;
};
