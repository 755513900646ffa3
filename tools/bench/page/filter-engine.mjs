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
  return {
    /** @returns a function that filters the image once and returns milliseconds */
    prepare({ width, height, data }, filter) {
      const core = module.createFilter();
      return () => {
        if (!core.setChain(filter, width, height, false, 0, 0)) throw new Error(module.lastError().message);
        core.slot().set(data);
        const begin = performance.now();
        core.run('rgba', 1, false);
        return performance.now() - begin;
      };
    },
  };
};
