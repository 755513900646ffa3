// Checks of arguments: each failure names the option, its limits and the value.

/** Characters of a text that a message shows. */
const longest = 60;

/**
 * How a value reads in a message: `"x"`, `NaN`, `[object Uint8Array]`. Never what is in it: a film that is given in place
 * of something else would make a message of several times its size.
 */
export const show = (value: unknown): string => {
  if (typeof value === 'string') return JSON.stringify(value.length > longest ? `${value.slice(0, longest)}…` : value);
  return Object(value) === value ? Object.prototype.toString.call(value) : String(value);
};

/**
 * A number from `least` to `most`, both included; undefined gives `preset`, if there is one.
 * @throws TypeError for another type, RangeError outside the limits and for NaN.
 */
export const checkNumber = (name: string, value: unknown, least: number, most: number, preset?: number): number => {
  if (value === undefined && preset !== undefined) return preset;
  const message = `${name} must be a number from ${least} to ${most}, got ${show(value)}`;
  if (typeof value !== 'number') throw new TypeError(message);
  if (!(value >= least && value <= most)) throw new RangeError(message);
  return value;
};

/** As checkNumber, for whole numbers. */
export const checkInteger = (name: string, value: unknown, least: number, most: number): number => {
  const message = `${name} must be a whole number from ${least} to ${most}, got ${show(value)}`;
  if (typeof value !== 'number') throw new TypeError(message);
  if (!(Number.isInteger(value) && value >= least && value <= most)) throw new RangeError(message);
  return value;
};

/** One of `choices`; undefined gives the first. @throws TypeError */
export const checkChoice = <T extends string>(name: string, value: unknown, choices: readonly [T, ...T[]]): T => {
  if (value === undefined) return choices[0];
  if ((choices as readonly unknown[]).includes(value)) return value as T;
  throw new TypeError(`${name} must be one of ${choices.map(show).join(', ')}, got ${show(value)}`);
};

export const checkBoolean = (name: string, value: unknown, preset: boolean): boolean => {
  if (value === undefined) return preset;
  if (typeof value === 'boolean') return value;
  throw new TypeError(`${name} must be a boolean, got ${show(value)}`);
};

/** The object of options itself; undefined stands for {}. @throws TypeError */
export const checkOptions = <T extends object>(name: string, value: T | undefined): T => {
  if (value === undefined) return {} as T;
  if (typeof value === 'object' && value !== null) return value;
  throw new TypeError(`${name} must be an object, got ${show(value)}`);
};

/** An object that has one of `members`; undefined stays. `what`: in words. @throws TypeError */
export const checkLike = <T>(name: string, value: T, members: readonly string[], what: string): T => {
  if (value === undefined || (Object(value) === value && members.some((key) => key in (value as object)))) return value;
  throw new TypeError(`${name} must be ${what}, got ${show(value)}`);
};

/** @throws TypeError for anything but a canvas */
export const checkCanvas = (name: string, value: unknown): void => {
  if (Object(value) !== value || !['getContext', 'width', 'height'].every((key) => key in (value as object))) {
    throw new TypeError(`${name} must be an HTMLCanvasElement or an OffscreenCanvas, got ${show(value)}`);
  }
};
