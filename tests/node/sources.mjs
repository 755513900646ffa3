// Parts of the package that it does not export, bundled from their sources.
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** The module at web/src/`path`. */
export const load = async (path) => {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL(`../../web/src/${path}`, import.meta.url))],
    bundle: true,
    format: 'esm',
    write: false,
  });
  return import(`data:text/javascript,${encodeURIComponent(outputFiles[0].text)}`);
};
