// Filters as they go to the encoder: as text, which the core reads.

/** A chain of filters made by `chain()` or `parseFilter()`. */
export type FilterObject = {
  readonly [Symbol.toStringTag]: 'Filter';
  /** The chain as CSS writes it. */
  toString(): string;
};

/** A chain as CSS writes it, an object, or nothing. */
export type FilterInput = string | FilterObject | null;

/** @throws TypeError naming the option for anything that is no filter. What the text says is not looked at. */
export const filterText = (name: string, filter: unknown): string => {
  if (filter === undefined || filter === null) return '';
  if (typeof filter !== 'string' && Object.prototype.toString.call(filter) !== '[object Filter]') {
    throw new TypeError(`${name} must be a string, a Filter or null, got ${String(filter)}`);
  }
  // Half a surrogate pair has no UTF-8: on its way to the core it would take what is behind it along.
  return String(filter).replace(/\p{Cs}/gu, '\ufffd');
};
