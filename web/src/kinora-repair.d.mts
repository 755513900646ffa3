// Emscripten's glue for the repair's module: `kinora-repair.mjs` lies beside the built `index.js`, not beside the sources.
import type { RepairModuleFactory } from './core-module.js';

declare const factory: RepairModuleFactory;
export default factory;
