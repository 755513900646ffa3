// Runs suites in an engine.
import { after } from 'node:test';
import { use } from './engine.mjs';
import { closeSite } from './site.mjs';

/**
 * `suites` are files of ./suites; those named on the command line instead, if there are any. The engine is closed after
 * their tests.
 */
export const runIn = async (engine, suites) => {
  use(engine);
  // Only now, since they may look at the engine when they declare their tests.
  const named = process.argv.slice(2);
  for (const suite of named.length > 0 ? named : suites) await import(`./suites/${suite}.mjs`);
  after(async () => {
    await engine.close();
    await closeSite();
  });
};
