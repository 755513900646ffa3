// Loads a module of build/wasm or build/wasm-plain without the package around it.
import { readFile } from 'node:fs/promises';

/** @returns the CoreModule of web/src/core-module.ts, from build/`build`. */
export async function instantiate(build, codec) {
  const name = codec === 'vp9' ? 'kinora-vp9' : 'kinora';
  const folder = new URL(`../../build/${build}/`, import.meta.url);
  const { default: factory } = await import(new URL(`${name}.mjs`, folder));
  const compiled = await WebAssembly.compile(await readFile(new URL(`${name}.wasm`, folder)));
  return factory({
    instantiateWasm(imports, received) {
      WebAssembly.instantiate(compiled, imports).then(received);
      return {};
    },
  });
}
