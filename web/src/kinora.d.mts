// Emscripten's glue for the VP8 module: `kinora.mjs` lies beside the built `index.js`, not beside the sources.
import type { CoreModuleFactory } from './core-module.js';

declare const factory: CoreModuleFactory;
export default factory;
