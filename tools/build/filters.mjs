#!/usr/bin/env node
// Makes docs/FILTERS.md and the TypeScript of filters from the catalogue in src/filters/catalogue_table.cc.
// Usage: tools/build/filters.mjs [--check], after the native build of filter_catalogue. --check writes nothing and fails
// when a file is not what it would write.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { documentation } from './filters/documentation.mjs';
import { chainMethods } from './filters/methods.mjs';
import { catalogueTable } from './filters/table.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const program = join(root, 'build/native/filter_catalogue');
const check = process.argv.includes('--check');

if (!existsSync(program)) {
  console.error(`filters: ${program} not found; run cmake --build build/native --target filter_catalogue first`);
  process.exit(1);
}
const catalogue = JSON.parse(execFileSync(program, { encoding: 'utf8' }));

const made = {
  'docs/FILTERS.md': documentation(catalogue),
  'web/src/filters/catalogue.ts': catalogueTable(catalogue),
  'web/src/filters/chain-methods.ts': chainMethods(catalogue),
};
const outdated = [];
for (const [path, text] of Object.entries(made)) {
  const file = join(root, path);
  const formatted = await format(text, { ...(await resolveConfig(file)), filepath: file });
  if (existsSync(file) && readFileSync(file, 'utf8') === formatted) continue;
  outdated.push(path);
  if (!check) writeFileSync(file, formatted);
}
if (!check) {
  for (const path of outdated) console.log(`filters: wrote ${path}`);
} else if (outdated.length > 0) {
  console.error(`filters: ${outdated.join(', ')} not as the catalogue has it; run node tools/build/filters.mjs`);
  process.exit(1);
}
