// Modules of the package that nothing exports, from their sources.
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** The module at `path` in web/src, with all that it imports. */
export const bundled = async (path) => {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL(`../../web/src/${path}`, import.meta.url))],
    bundle: true,
    format: 'esm',
    write: false,
  });
  return import(`data:text/javascript,${encodeURIComponent(outputFiles[0].text)}`);
};
