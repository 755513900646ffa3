// Reads the catalogue as JSON; writes each example as a file of the folder given, and a dictionary of all names to stdout.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

const folder = process.argv[2];
const { filters } = JSON.parse(await text(process.stdin));
const words = new Set(['none', 'px', 'deg', 'turn', '%', '#f80', 'rgb(', 'hsl(', '/*', '*/', ':', ',', '"', '1e999']);
for (const { name, parameters, examples } of filters) {
  words.add(`${name}(`);
  for (const parameter of parameters) {
    words.add(parameter.name);
    parameter.keywords?.forEach((keyword) => words.add(keyword));
  }
  examples.forEach((example, index) => writeFileSync(join(folder, `${name}-${index}`), example));
}
for (const word of words) console.log(JSON.stringify(word).replaceAll('\\"', '\\x22'));
