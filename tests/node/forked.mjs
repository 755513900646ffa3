// Runs a program many times and starts it once: fork_server.c, preloaded into it, does the rest.
import { spawn, spawnSync } from 'node:child_process';
import { closeSync, constants, openSync, readFileSync, readSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const library = fileURLToPath(new URL('../../build/native/libfork_server.so', import.meta.url));

/** A pipe with a name. @returns its two ends; reading ends where nobody can write any more */
const openPipe = (path) => {
  const { status, stderr } = spawnSync('mkfifo', [path]);
  if (status !== 0) throw new Error(`mkfifo ${path}: ${stderr}`);
  // To open one end waits for the other.
  const both = openSync(path, constants.O_RDWR);
  const ends = { reading: openSync(path, 'r'), writing: openSync(path, 'w') };
  closeSync(both);
  return ends;
};

/**
 * Starts `program`. @returns what runs it with arguments, to its end: `{ status, stdout, stderr }`, as spawnSync.
 * `folder`: for files of its own.
 */
export const forked = (program, folder) => {
  const requests = openPipe(join(folder, `${program}-requests`));
  const answers = openPipe(join(folder, `${program}-answers`));
  const outputs = ['out', 'err'].map((name) => join(folder, `${program}-${name}`));
  const env = { ...process.env, LD_PRELOAD: library };
  spawn(program, { env, stdio: [requests.reading, answers.writing, 'inherit'] }).unref();
  closeSync(requests.reading);
  closeSync(answers.writing);
  return (args) => {
    const texts = Buffer.from([...outputs, program, ...args].map((text) => `${text}\0`).join(''));
    const size = Buffer.alloc(4);
    size.writeUInt32LE(texts.length);
    writeSync(requests.writing, Buffer.concat([size, texts]));
    const status = Buffer.alloc(4);
    if (readSync(answers.reading, status) !== 4) throw new Error(`${program} could not be started`);
    const [stdout, stderr] = outputs.map((path) => readFileSync(path));
    return { status: status.readInt32LE(), stdout, stderr };
  };
};
