// What this entry throws for wrong input.

/**
 * An Error that reads as the string that whammy throws: `String(error)` is the text alone, so that code which shows or
 * compares what it caught goes on working.
 */
export class WhammyError extends Error {
  override readonly name = '';
}
