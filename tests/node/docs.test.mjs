// The documentation: its code is right by the compiler (tests/browser runs it), its links lead somewhere, and every
// export is described.
import assert from 'node:assert/strict';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { test } from 'node:test';
import { root, snippets } from '../docs/snippets.mjs';
import { run } from './judges.mjs';

test('the code in README and recipes compiles', () => {
  // Inside of the project, where the compiler finds the packages that the recipes import.
  const folder = mkdtempSync(join(root, 'build/snippets-'));
  try {
    mkdirSync(join(folder, 'node_modules'));
    symlinkSync(root, join(folder, 'node_modules/kinora'));
    const files = snippets.map(({ name, code }) => {
      const file = `${name.replace(/[^\w]/g, '-')}.ts`;
      writeFileSync(join(folder, file), `${code}\nexport {};\n`);
      return file;
    });
    const compilerOptions = {
      ...{ strict: true, noEmit: true, skipLibCheck: true, types: [], target: 'es2022', module: 'esnext' },
      ...{ moduleResolution: 'bundler', lib: ['es2022', 'dom', 'dom.iterable'] },
    };
    const surroundings = join(root, 'tests/docs/surroundings.d.ts');
    writeFileSync(join(folder, 'surroundings.d.ts'), readFileSync(surroundings));
    const settings = { compilerOptions, files: [...files, 'surroundings.d.ts'] };
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(settings));
    const { status, text } = run(process.execPath, join(root, 'node_modules/typescript/bin/tsc'), '-p', folder);
    assert.equal(text, '');
    assert.equal(status, 0);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('every link within the documentation leads to something', () => {
  const pages = ['README.md', 'CONTRIBUTING.md', 'llms.txt'];
  for (const file of readdirSync(join(root, 'docs'), { recursive: true })) {
    if (file.endsWith('.md')) pages.push(join('docs', file));
  }
  const broken = [];
  for (const page of pages) {
    for (const [, link] of readFileSync(join(root, page), 'utf8').matchAll(/\]\(([^)\s]+)\)/g)) {
      const [path] = link.split('#');
      if (/^https?:/.test(link) || path === '') continue;
      if (!existsSync(resolve(root, dirname(page), path))) broken.push(`${page}: ${link}`);
    }
  }
  assert.deepEqual(broken, []);
});

test('every export is described, and the reference is that of the sources', () => {
  const folder = mkdtempSync(join(root, 'build/reference-'));
  try {
    const { status, text, stderr } = run(process.execPath, join(root, 'tools/build/reference.mjs'), folder);
    assert.equal(status, 0, text + stderr);
    const read = (where) =>
      Object.fromEntries(readdirSync(where).map((file) => [file, readFileSync(join(where, file), 'utf8')]));
    assert.deepEqual(read(folder), read(join(root, 'docs/api')));
  } finally {
    rmSync(folder, { recursive: true });
  }
});
