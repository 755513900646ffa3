// Fetches, compiles and starts the WebAssembly modules.

import type { CoreModule, FiltersModule, RepairModule } from './core-module.js';
import { RecorderError, fromTrap, messageOf } from './errors.js';

/** Where the WebAssembly file comes from: its URL, its response, its bytes, or the compiled module. */
export type WasmOption = URL | string | Response | BufferSource | WebAssembly.Module;

/** The same in a form that can be sent to a worker. Strings are absolute URLs; undefined is the package's own file. */
export type WasmSource = string | BufferSource | WebAssembly.Module | undefined;

// Literal paths: bundlers look for exactly these expressions.
const glue = {
  vp8: () => import('./kinora.mjs'),
  vp9: () => import('./kinora-vp9.mjs'),
  repair: () => import('./kinora-repair.mjs'),
  filters: () => import('./kinora-filters.mjs'),
};
const wasmUrl = {
  vp8: () => new URL('./kinora.wasm', import.meta.url).href,
  vp9: () => new URL('./kinora-vp9.wasm', import.meta.url).href,
  filters: () => new URL('./kinora-filters.wasm', import.meta.url).href,
  repair: () => new URL('./kinora-repair.wasm', import.meta.url).href,
};

/** What each module offers. */
type Modules = { vp8: CoreModule; vp9: CoreModule; filters: FiltersModule; repair: RepairModule };
type ModuleName = keyof Modules;

/** The package's own modules, compiled once a thread: they are stateless, and hold the code only. */
const compiled = new Map<ModuleName, Promise<WebAssembly.Module>>();

/**
 * Instances that nobody uses any more, in a thread that keeps them: whoever asks next has memory that is not fresh, whose
 * first use costs time.
 */
const spare = new Map<ModuleName, Modules[ModuleName]>();
let keeps = false;

/** From now on this thread keeps the instances that are given back, one of each module. */
export const keepInstances = (): void => {
  keeps = true;
};

/** Whoever asks next has a new one. */
export const forgetInstances = (): void => spare.clear();

/** @throws TypeError if `wasm` is none of the kinds, or a relative URL where nothing can resolve it. */
export const checkWasm = (wasm: WasmOption | undefined, name = 'options.wasm'): WasmOption | undefined => {
  if (wasm === undefined || wasm instanceof ArrayBuffer) return wasm;
  if (typeof WebAssembly === 'object' && wasm instanceof WebAssembly.Module) return wasm;
  if (ArrayBuffer.isView(wasm) || (typeof Response === 'function' && wasm instanceof Response)) return wasm;
  if (typeof wasm === 'string' || wasm instanceof URL) {
    const base = globalThis.document?.baseURI ?? globalThis.location?.href;
    try {
      return new URL(wasm, base).href;
    } catch {
      throw new TypeError(`${name} must be a valid URL, absolute where there is no document, got "${wasm}"`);
    }
  }
  throw new TypeError(
    `${name} must be a URL, a string, a Response, a BufferSource or a WebAssembly.Module, got ${String(wasm)}`,
  );
};

/** Turns a checked option into what can be sent: a Response cannot, its bytes can. */
export const toSource = async (wasm: WasmOption | undefined): Promise<WasmSource> => {
  if (typeof Response === 'function' && wasm instanceof Response) return readBytes(wasm, 'options.wasm');
  return wasm instanceof URL ? wasm.href : (wasm as WasmSource);
};

/** `giveBack`: for an instance that works and in which nothing is left, so that another may have it. */
export type Loaded<Module> = { core: Module; giveBack(): void };

/**
 * An instance of the module, which nobody else uses.
 * It comes inside an object: some versions of Emscripten give their modules a `then` of their own, and a promise that
 * is resolved with such an object never settles.
 * @throws RecorderError `wasm-fetch`, `wasm-compile` or `out-of-memory`
 */
export const loadCore = async <Name extends ModuleName>(
  name: Name,
  source: WasmSource,
): Promise<Loaded<Modules[Name]>> => {
  const loaded = (core: Modules[Name]): Loaded<Modules[Name]> => ({
    core,
    giveBack: () => {
      if (keeps) spare.set(name, core);
    },
  });
  const kept = spare.get(name);
  if (spare.delete(name)) return loaded(kept as Modules[Name]);
  const [module, factory] = await Promise.all([compile(name, source), loadGlue(name)]);
  return new Promise((resolve, reject) => {
    // Emscripten waits for ever if the instance does not come, so its failure is reported from here.
    const instantiateWasm = (
      imports: WebAssembly.Imports,
      received: (instance: WebAssembly.Instance) => void,
    ): object => {
      WebAssembly.instantiate(module, imports)
        .then(received)
        .catch((cause: unknown) => reject(instantiationError(cause)));
      return {};
    };
    factory({ instantiateWasm, print: ignore, printErr: ignore }).then(
      (core) => resolve(loaded(core as Modules[Name])),
      (cause: unknown) => reject(fromTrap(cause)),
    );
  });
};

// What the module has to say it says by its errors; libraries' chatter does not belong on the page's console.
const ignore = (): void => {};

const loadGlue = async (name: ModuleName): Promise<Awaited<ReturnType<(typeof glue)[ModuleName]>>['default']> => {
  try {
    return (await glue[name]()).default;
  } catch (cause) {
    const file = name === 'vp8' ? 'kinora.mjs' : `kinora-${name}.mjs`;
    throw new RecorderError('wasm-fetch', `${file} could not be loaded: ${messageOf(cause)}`, { field: file, cause });
  }
};

/** The module's code, which threads can share. @throws as loadCore */
export const compile = async (name: ModuleName, source: WasmSource): Promise<WebAssembly.Module> => {
  if (typeof WebAssembly === 'undefined') {
    throw new RecorderError('wasm-compile', 'there is no WebAssembly in this browser', { field: 'wasm' });
  }
  if (source instanceof WebAssembly.Module) return source;
  if (typeof source === 'string') return compileUrl(source);
  if (source) return compileBytes(source, 'options.wasm');
  let module = compiled.get(name);
  if (!module) {
    module = compileUrl(wasmUrl[name]());
    compiled.set(name, module);
    module.catch(() => compiled.delete(name));
  }
  return module;
};

const compileUrl = async (url: string): Promise<WebAssembly.Module> => {
  if (url.startsWith('file:')) return compileBytes(await readFile(url), url);
  let response: Response;
  try {
    response = await fetch(url, { credentials: 'same-origin' });
  } catch (cause) {
    throw fetchError(url, messageOf(cause), cause);
  }
  const type = response.headers.get('content-type')?.trim().toLowerCase();
  // Streaming is refused for any other MIME type, even for the same with parameters; a server that does not know .wasm
  // should not stop a recording.
  if (!response.ok || type !== 'application/wasm' || !WebAssembly.compileStreaming) {
    return compileBytes(await readBytes(response, url), url, type);
  }
  try {
    return await WebAssembly.compileStreaming(response);
  } catch (cause) {
    if (cause instanceof WebAssembly.CompileError) throw compileError(url, cause);
    throw fetchError(url, messageOf(cause), cause);
  }
};

const compileBytes = async (bytes: BufferSource, name: string, type?: string): Promise<WebAssembly.Module> => {
  try {
    return await WebAssembly.compile(bytes);
  } catch (cause) {
    throw compileError(name, cause, type);
  }
};

const readBytes = async (response: Response, name: string): Promise<ArrayBuffer> => {
  if (!response.ok) throw fetchError(name, `HTTP status ${response.status}`, undefined, response.status);
  try {
    return await response.arrayBuffer();
  } catch (cause) {
    throw fetchError(name, messageOf(cause), cause);
  }
};

type NodeProcess = {
  getBuiltinModule?(name: 'node:fs/promises'): { readFile(path: URL): Promise<Uint8Array<ArrayBuffer>> };
};

/** Node's fetch does not read files. Asked for in this way, Node's modules are not seen by bundlers for the web. */
const readFile = async (url: string): Promise<BufferSource> => {
  const files = (globalThis as { process?: NodeProcess }).process?.getBuiltinModule?.('node:fs/promises');
  try {
    return files ? await files.readFile(new URL(url)) : await (await fetch(url)).arrayBuffer();
  } catch (cause) {
    throw fetchError(url, messageOf(cause), cause);
  }
};

const fetchError = (url: string, reason: string, cause?: unknown, value: unknown = url): RecorderError =>
  new RecorderError('wasm-fetch', `wasm could not be fetched from ${url}: ${reason}`, { field: 'wasm', value, cause });

const compileError = (name: string, cause: unknown, type?: string): RecorderError =>
  new RecorderError(
    'wasm-compile',
    `wasm from ${name}${type === undefined ? '' : ` (${type})`} could not be compiled: ${messageOf(cause)}`,
    { field: 'wasm', value: name, cause },
  );

const instantiationError = (cause: unknown): RecorderError =>
  cause instanceof RangeError
    ? new RecorderError('out-of-memory', `no memory for the WebAssembly module: ${cause.message}`, { cause })
    : new RecorderError('wasm-compile', `wasm could not be instantiated: ${messageOf(cause)}`, {
        field: 'wasm',
        cause,
      });
