// The filters' module without the package around it, so that the copies in and out are not measured.

export const loadEngine = async () => {
  const { default: factory } = await import('/dist/kinora-filters.mjs');
  const compiled = await WebAssembly.compileStreaming(fetch('/dist/kinora-filters.wasm'));
  const module = await factory({
    instantiateWasm(imports, received) {
      WebAssembly.instantiate(compiled, imports).then(received);
      return {};
    },
  });
  // One for all, as a recorder has: the pictures come into the same memory, and what a chain needs is there.
  const core = module.createFilter();
  return {
    /** @returns a function that filters the image twice and returns the second time's milliseconds */
    prepare({ width, height, data }, filter) {
      return () => {
        if (!core.setChain(filter, width, height, false, 0, 0)) throw new Error(module.lastError().message);
        let begin = 0;
        for (let frame = 0; frame < 2; frame++) {
          core.slot().set(data);
          begin = performance.now();
          core.run('rgba', 1, false);
        }
        return performance.now() - begin;
      };
    },
  };
};
