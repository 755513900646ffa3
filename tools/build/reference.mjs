#!/usr/bin/env node
// Writes the reference of the package's entries from the comments in their sources, as Markdown; fails when an export
// has no comment.
// Usage: tools/build/reference.mjs [directory, default docs/api]
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Application } from 'typedoc';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const out = resolve(process.argv[2] ?? join(root, 'docs/api'));
const entries = ['index', 'filters', 'repair', 'whammy', 'mediarecorder', 'parallel'];

const application = await Application.bootstrapWithPlugins({
  entryPoints: entries.map((name) => join(root, `web/src/${name}.ts`)),
  tsconfig: join(root, 'tsconfig.json'),
  plugin: ['typedoc-plugin-markdown'],
  out,
  name: 'kinora',
  readme: 'none',
  // The same pages wherever and whenever they are made.
  disableSources: true,
  disableGit: true,
  hideGenerator: true,
  excludePrivate: true,
  excludeInternal: true,
  excludeExternals: true,
  outputFileStrategy: 'modules',
  validation: { notExported: false, invalidLink: true, notDocumented: true },
  requiredToBeDocumented: ['Class', 'Function', 'Variable', 'TypeAlias', 'Interface', 'Method', 'Constructor'],
  treatValidationWarningsAsErrors: true,
  logLevel: 'Warn',
});
const project = await application.convert();
if (!project) process.exit(1);
application.validate(project);
await application.generateOutputs(project);
if (application.logger.hasErrors() || application.logger.hasWarnings()) process.exit(1);
