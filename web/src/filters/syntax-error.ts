// The error of a filter's text.

/** A text that is no filter: `parseFilter('sepa(1)')`. */
export class FilterSyntaxError extends SyntaxError {
  override readonly name = 'FilterSyntaxError';
  /** Where it stands, from 1, in UTF-16 units as strings count them. */
  readonly column: number;
  /** What stands there, shortened, in words: `'sepa'`, `the unit 'em'`, `the end`; '' from the encoder, see `message`. */
  readonly found: string;
  /** What could stand there, in words. */
  readonly expected: string;
  /** The known name that is nearest to the unknown one; '' where none is near, and for other errors. */
  readonly nearest: string;

  /** @internal */
  constructor(message: string, column: number, found = '', expected = '', nearest = '') {
    super(message);
    this.column = column;
    this.found = found;
    this.expected = expected;
    this.nearest = nearest;
  }
}
