// Checks WebM files against the rules that the package's own files keep.

import { checkFileOptions, type FileOptions } from './file-options.js';
import { fromCore } from './errors.js';
import { runFileTask } from './file-task.js';
import { loadCore, toSource } from './load-wasm.js';

/** A place in a file where a rule is broken. */
export type LintFinding = {
  /** `W01` to `W30`: see docs/WEBM.md. */
  rule: string;
  /** Where in the file, in bytes; of what the file as a whole lacks, where it should be. */
  position: number;
  message: string;
};

/** `wasm`: where `kinora-repair.wasm` is, which holds the linter, too. */
export type LintOptions = FileOptions;

/**
 * Checks a WebM file, whoever made it, against rules W01 to W30. Memory does not depend on the file's size.
 * @returns the first 200 faults in the order of the file; none where the file keeps all rules. Whatever the file holds
 * is a result, not an error.
 * @throws TypeError naming the option; RecorderError `source-failed`, `out-of-memory`, `wasm-fetch` or `wasm-compile`;
 * the signal's reason.
 */
export const lint = async (file: Blob, options?: LintOptions): Promise<LintFinding[]> => {
  const { signal, onProgress, wasm } = checkFileOptions(file, options);
  signal?.throwIfAborted();
  const { core } = await loadCore('repair', await toSource(wasm));
  signal?.throwIfAborted();
  const task = core.createLint(file.size);
  if (!task) throw fromCore(core.lastError());
  await runFileTask(
    file,
    task,
    () => core.lastError(),
    async () => {
      signal?.throwIfAborted();
      onProgress?.(task.progress());
    },
  );
  const findings = task.findings();
  task.delete();
  return findings;
};
