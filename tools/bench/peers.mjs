// The packages that the benchmarks measure ours against: those of this folder's own package.json, which nothing else
// installs.
import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('.', import.meta.url));

/** Folders that a site needs for the benchmarks' pages: they find the peers in /bench/node_modules/. */
export const mounts = { '/bench/': folder };

/** Installs the peers, unless they are there as the lock file has them. */
export const installPeers = () => {
  const [wanted, present] = ['package-lock.json', 'node_modules/.package-lock.json'].map((name) => folder + name);
  if (existsSync(present) && statSync(present).mtimeMs >= statSync(wanted).mtimeMs) return;
  console.error("installing the benchmark's packages");
  const { status, error } = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: folder, stdio: 'inherit' });
  if (error) throw error;
  if (status !== 0) throw new Error(`npm ci in ${folder} failed with status ${status}`);
};
