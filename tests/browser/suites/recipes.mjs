// The code in README and recipes runs as it stands there, and each film that it makes can be decoded.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { transform } from 'esbuild';
import { snippets } from '../../docs/snippets.mjs';
import { run, save } from '../../node/judges.mjs';
import { withPage } from '../engine.mjs';
import { withSite } from '../site.mjs';
import { call } from './in-page.mjs';

const modules = fileURLToPath(new URL('../../../node_modules/', import.meta.url));

/** Where a page finds what the code imports. */
const addresses = (origin) => ({
  kinora: `${origin}/dist/index.js`,
  'kinora/whammy': `${origin}/dist/whammy.js`,
  'kinora/repair': `${origin}/dist/repair.js`,
  'kinora/mediarecorder': `${origin}/dist/mediarecorder.js`,
  'kinora/parallel': `${origin}/dist/parallel.js`,
  three: `${origin}/modules/three/build/three.module.js`,
});

for (const { name, code } of snippets) {
  test(`${name} runs`, () =>
    withSite({ mounts: { '/modules/': modules } }, async ({ origin, open, films }) => {
      const script = (await transform(code, { loader: 'ts', target: 'es2022' })).code.replace(
        /(from\s*|import\s*)"([^"]+)"/g,
        (whole, before, module) => `${before}"${addresses(origin)[module] ?? assert.fail(`${module} is not served`)}"`,
      );
      const made = await withPage(open, (page) => call(page, 'snippet', 'runSnippet', script), {
        expected: /willReadFrequently|GPU stall|GL Driver/,
      });
      if (/\.stop\(\)/.test(code)) assert.ok(made.length > 0 || /output: writable/.test(code), 'no film was made');
      for (const film of made) {
        const { status, stderr } = run(
          ...['ffmpeg', '-v', 'warning', '-i', save(films[film]), '-fps_mode', 'passthrough', '-enc_time_base', '-1'],
          ...['-f', 'null', '-'],
        );
        assert.equal(stderr, '');
        assert.equal(status, 0);
      }
    }));
}
