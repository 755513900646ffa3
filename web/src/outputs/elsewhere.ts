// Outputs that are no Blob: loaded only where one is asked for.

import type { Output, OutputOption } from './output.js';
import { StreamOutput } from './stream-output.js';
import { PrivateFileOutput, isPrivateFile } from './private-file.js';

export { StreamOutput };

/**
 * `worker`: whether there is one that could write. `failed` is told what the output throws later.
 * @returns the output, and the file that the worker is to write, if it is. @throws what the output throws when it is opened
 */
export const openElsewhere = async (
  output: Exclude<OutputOption, 'blob'>,
  worker: boolean,
  failed: (error: Error) => void,
): Promise<{ output: Output; file: FileSystemFileHandle | null }> => {
  if ('getWriter' in output) return { output: new StreamOutput(output, failed), file: null };
  if (worker && (await isPrivateFile(output))) return { output: new PrivateFileOutput(output), file: output };
  return { output: await StreamOutput.toFile(output, failed), file: null };
};
