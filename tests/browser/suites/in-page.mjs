// Runs the pages' functions from the tests.
import { withPage } from '../engine.mjs';
import { site } from '../site.mjs';

/** Calls `name`, exported by /page/`file`, in a page of the tests' site. */
export const call = (page, file, name, ...args) =>
  page.evaluate(
    async (path, called, given) => {
      const module = await import(path);
      return module[called](...given);
    },
    `/page/${file}.mjs`,
    name,
    args,
  );

/**
 * Calls a filming function in a page of its own. `options` are withPage's, and `where`: a site other than the shared.
 * @returns what it returned, and `bytes`: the film
 */
export const film = async (file, name, args, { where, ...options } = {}) => {
  const { open, films } = where ?? (await site());
  const result = await withPage(open, (page) => call(page, file, name, ...args), options);
  return { ...result, bytes: films[result.film] };
};

export const filmFixed = (options, more) => film('filming', 'filmFixed', [options], more);
export const filmLive = (options, more) => film('live-filming', 'filmLive', [options], more);
export const filmInWorker = (how, options, more) => film('recorder-in-worker', 'filmInWorker', [how, options], more);
