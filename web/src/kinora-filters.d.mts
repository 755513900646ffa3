// Emscripten's glue for the filters' module: `kinora-filters.mjs` lies beside the built `index.js`, not beside the sources.
import type { FiltersModuleFactory } from './core-module.js';

declare const factory: FiltersModuleFactory;
export default factory;
