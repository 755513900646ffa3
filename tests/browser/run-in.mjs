// Runs suites in an engine.
import { after } from 'node:test';
import { use } from './engine.mjs';
import { closeSite } from './site.mjs';

/** `suites` are files of ./suites. The engine is closed after their tests. */
export const runIn = async (engine, suites) => {
  use(engine);
  // Only now, since they may look at the engine when they declare their tests.
  for (const suite of suites) await import(`./suites/${suite}.mjs`);
  after(async () => {
    await engine.close();
    await closeSite();
  });
};
