// The methods of a Filter.

import type { Filter } from './filter.js';

type Options<T> = { [Name in keyof T]?: T[Name] };

export type ChainMethods = {
  sepia(amount?: number): Filter;
  blur(radius?: number, options?: Options<{ edge: 'duplicate' | 'transparent' | 'wrap' | 'mirror' }>): Filter;
  vignette(options?: Options<{ amount: number; radius: number; softness: number; color: string }>): Filter;
};
