// The code in README.md and docs/, as it stands there.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

const pages = [
  'README.md',
  ...readdirSync(join(root, 'docs/recipes'))
    .filter((file) => file.endsWith('.md'))
    .map((file) => `docs/recipes/${file}`),
];

/** Each block of TypeScript: `{ name, code }`, by its page and line. */
export const snippets = pages.flatMap((page) => {
  const text = readFileSync(join(root, page), 'utf8');
  return [...text.matchAll(/^```ts\n(.*?)^```$/gms)].map(({ index, 1: code }) => ({
    name: `${page}:${text.slice(0, index).split('\n').length + 1}`,
    code,
  }));
});
