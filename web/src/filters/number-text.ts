// Numbers as text, with the same characters as the core writes them.

/** A double's shortest digits: `digits` times ten to the power of `exponent`. */
const shortest = (magnitude: number): { digits: string; exponent: number } => {
  const [mantissa = '', power] = magnitude.toExponential().split('e');
  const digits = mantissa.replace('.', '');
  return { digits, exponent: Number(power) - digits.length + 1 };
};

const scientific = (digits: string, power: number): string =>
  `${digits[0]}${digits.length > 1 ? '.' : ''}${digits.slice(1)}e${power < 0 ? '-' : '+'}` +
  String(Math.abs(power)).padStart(2, '0');

const fixed = (digits: string, exponent: number): string => {
  if (exponent >= 0) return digits + '0'.repeat(exponent);
  const point = digits.length + exponent;
  return point > 0 ? `${digits.slice(0, point)}.${digits.slice(point)}` : `0.${'0'.repeat(-point)}${digits}`;
};

/**
 * The shortest text that reads back as the same number, with an exponent only where that is shorter: 0.5, 100, 1e+05.
 * As C++'s std::to_chars has it.
 */
export const printNumber = (number: number): string => {
  const magnitude = Math.abs(number);
  const sign = number < 0 ? '-' : '';
  const { digits, exponent } = shortest(magnitude);
  const short = scientific(digits, digits.length - 1 + exponent);
  // Written out, whole numbers have all of their digits, not only those that tell them from their neighbours.
  const long =
    exponent > 0 && magnitude > Number.MAX_SAFE_INTEGER ? String(BigInt(magnitude)) : fixed(digits, exponent);
  return sign + (long.length <= short.length ? long : short);
};

/** A limit, for messages. */
export const printLimit = (limit: number): string => limit.toFixed(6).replace(/\.?0+$/, '');

/** A refused number, for messages: 15 digits, which hide the rounding, but whole numbers in full. */
export const showNumber = (number: number): string => {
  if (!Number.isFinite(number)) return number > 0 ? 'inf' : number < 0 ? '-inf' : 'nan';
  if (Number.isSafeInteger(number)) return String(number);
  const [mantissa = '', power] = Math.abs(number).toExponential(14).split('e');
  const digits = mantissa.replace('.', '').replace(/0+$/, '');
  const exponent = Number(power);
  const plain = exponent >= -4 && exponent < 15;
  const text = plain ? fixed(digits, exponent - digits.length + 1) : scientific(digits, exponent);
  return (number < 0 ? '-' : '') + text;
};
