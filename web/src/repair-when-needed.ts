// `repair` for those who import it with everything else: its code is loaded by the first call.

import type { RepairOptions } from './repair.js';

/** See `repair` of `kinora/repair`. */
export const repair = async (file: Blob, options?: RepairOptions): Promise<Blob> =>
  (await import('./repair.js')).repair(file, options);
