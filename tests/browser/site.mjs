// The site that the tests' pages are on: the package in /dist/, the pages' own code in /page/, and a place for films.
import { fileURLToPath } from 'node:url';
import { serve } from '../../tools/serve.mjs';

const folder = (path) => fileURLToPath(new URL(path, import.meta.url));

/**
 * Starts a site. `alter` is as the server's. `open` is the address of an empty page; `films` are the bodies that pages
 * have sent, in order.
 */
export const startSite = async ({ alter, mounts, receive } = {}) => {
  const films = [];
  const { origin, close } = await serve({
    mounts: { '/dist/': folder('../../dist'), '/page/': folder('page'), ...mounts },
    alter,
    receive: receive ?? ((path, body) => String(films.push(body) - 1)),
  });
  return { origin, open: `${origin}/page/empty.html`, films, close };
};

let shared = null;
/** The site of all the tests that need no other. */
export const site = () => (shared ??= startSite());
export const closeSite = async () => (await shared)?.close();

/** Runs `use(site)` with a site of its own. */
export const withSite = async (options, use) => {
  const own = await startSite(options);
  try {
    return await use(own);
  } finally {
    await own.close();
  }
};
