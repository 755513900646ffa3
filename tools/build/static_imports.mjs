#!/usr/bin/env node
// Prints the scripts named and all that they import from beside them, without what they only import when needed.
// Usage: tools/build/static_imports.mjs FILE...
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const seen = new Set();
const visit = (file) => {
  if (seen.has(file)) return;
  seen.add(file);
  // Bundled code is minified: imports have no spaces in them.
  for (const [, name] of readFileSync(file, 'utf8').matchAll(/(?:from|import)"(\.\/[^"]+)"/g)) {
    visit(join(dirname(file), name));
  }
};
process.argv.slice(2).forEach(visit);
console.log([...seen].join('\n'));
