// The entrants of encode.mjs: the same libvpx, differently built, each behind the same three functions.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const folderOf = (build) => (isAbsolute(build) ? build : join(root, 'build', build));

const settingsOf = ({ codec, quality, speed, width, height, bitrate, screenContent = 0 }) => [
  codec === 'vp9' ? 9 : 8,
  width,
  height,
  bitrate,
  quality === 'good' ? 1 : 0,
  speed,
  screenContent,
];

const compiled = new Map(); // a module keeps V8's optimised code, so that only its first clip has to warm it up

async function compile(build) {
  const path = join(folderOf(build), 'libvpx_encoder');
  if (!compiled.has(build)) {
    const { default: factory } = await import(pathToFileURL(`${path}.mjs`));
    compiled.set(build, { factory, module: await WebAssembly.compile(await readFile(`${path}.wasm`)) });
  }
  return compiled.get(build);
}

/** A WebAssembly build, in this process. Encoding takes place in `encode`, whose processor time is the process's. */
async function openModule(build, clip) {
  const { factory, module } = await compile(build);
  const wasm = await factory({
    instantiateWasm(imports, received) {
      WebAssembly.instantiate(module, imports).then(received);
      return {};
    },
  });
  if (!wasm._bench_open(...settingsOf(clip))) throw new Error(`${build}: the encoder cannot be opened`);
  const { width, height } = clip;
  return {
    async encode(picture) {
      wasm.HEAPU8.set(picture.subarray(0, width * height), wasm._bench_plane(0));
      wasm.HEAPU8.set(picture.subarray(width * height, (width * height * 5) / 4), wasm._bench_plane(1));
      wasm.HEAPU8.set(picture.subarray((width * height * 5) / 4), wasm._bench_plane(2));
      const start = process.cpuUsage();
      const bytes = wasm._bench_encode();
      const { user, system } = process.cpuUsage(start);
      if (bytes < 0) throw new Error(`${build}: encoding failed`);
      const hash = new DataView(wasm.HEAPU8.buffer).getBigUint64(wasm._bench_hash(), true);
      return { milliseconds: (user + system) / 1000, bytes, hash: hash.toString(16).padStart(16, '0') };
    },
    async close() {},
  };
}

/** The native build, in a process of its own that measures itself. */
async function openProgram(build, clip) {
  const program = spawn(join(folderOf(build), 'libvpx_encoder'), clip.file ? [clip.file] : [], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: program.stdout })[Symbol.asyncIterator]();
  program.stdin.write(Buffer.from(Int32Array.from(settingsOf(clip)).buffer));
  return {
    async encode(picture) {
      program.stdin.write(picture);
      const { value: line } = await lines.next();
      if (!line) throw new Error(`${build}: encoding failed`);
      const [microseconds, bytes, hash] = line.split(' ');
      return { milliseconds: microseconds / 1000, bytes: Number(bytes), hash };
    },
    async close() {
      program.stdin.end();
      if (program.exitCode === null) await once(program, 'exit');
    },
  };
}

/**
 * @param build 'native', or a folder with libvpx_encoder.wasm: below build/, or anywhere by its absolute path
 * @param clip codec 'vp8' or 'vp9', quality 'realtime' or 'good', speed (libvpx's cpu-used), width and height in pixels
 *     (even), bitrate in bits a second; screenContent, libvpx's number for it, or 0; file, which the native program writes
 *     its packets to as IVF
 */
export const openEncoder = (build, clip) => (build === 'native' ? openProgram(build, clip) : openModule(build, clip));
