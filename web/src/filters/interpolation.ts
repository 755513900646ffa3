// What stands between two chains (Filter Effects Module Level 1, section 12, for all filters).

import { type FilterCall, type FilterValue, entryOf, fieldOf } from './call.js';
import type { CatalogueEntry, Parameter } from './catalogue.js';
import { unpack } from './color.js';

const clamp = (number: number, least: number, most: number): number => Math.min(Math.max(number, least), most);

/** Beyond it, what is mixed could leave the numbers there are. Nothing else changes: every limit is nearer. */
const farthest = 1e200;

const cropSize = /^crop\.(?:width|height)$/;
/** Parameters whose 0 stands for what the picture or another one says, so that no number is near to it. */
const special = /^(?:crop\.(?:width|height)|scale\.y|convolve\.divisor)$/;

/** `a` at 0 and `b` at 1, exactly. */
const mix = (a: number, b: number, t: number): number => (a === b ? a : a * (1 - t) + b * t);

/** By channel and premultiplied, so that what is transparent has no colour to give. */
const mixColors = (from: number, to: number, t: number): number => {
  const a = unpack(from);
  const b = unpack(to);
  const alpha = mix(a[3], b[3], t);
  if (!(alpha > 0)) return 0;
  return [0, 1, 2, 3].reduce((color, i) => {
    const value = i === 3 ? alpha : mix((a[i] as number) * a[3], (b[i] as number) * b[3], t) / alpha;
    return color * 256 + Math.round(clamp(value, 0, 255));
  }, 0);
};

/** Element by element; stops have a color at every second place. */
const mixLists = (stops: boolean, from: readonly number[], to: readonly number[], t: number): number[] =>
  from.map((number, i) => (stops && i % 2 === 1 ? mixColors : mix)(number, to[i] as number, t));

const mixValues = (entry: CatalogueEntry, parameter: Parameter, from: FilterValue, to: FilterValue, t: number) => {
  const { type, least, most, whole } = parameter;
  const nearer = t < 0.5 ? from : to;
  if (typeof from === 'object' && typeof to === 'object') {
    // Beyond its ends a list could lose its order.
    return from.length === to.length ? mixLists(type === 'stops', from, to, clamp(t, 0, 1)) : nearer;
  }
  if (typeof from !== 'number' || typeof to !== 'number') return nearer;
  if (type === 'color') return mixColors(from, to, t);
  // The core turns pictures by quarters only.
  if (type === 'angle' && entry.kind === 'geometry') return nearer;
  const field = fieldOf(entry, parameter);
  if ((from === 0) !== (to === 0) && special.test(field)) return nearer;
  // Beyond their ends, black and white of levels could meet, which the core refuses.
  const held = entry.name === 'levels' ? clamp(t, 0, 1) : t;
  const number = clamp(mix(from, to, held), least, most);
  // Were place and size both rounded up, what both ends cut out of the same picture would reach beyond its border.
  if (cropSize.test(field) && from !== to) return Math.max(Math.floor(number), 1);
  return whole ? Math.round(number) + 0 : number;
};

/** The same call without effect; undefined where nobody has defined it. */
const neutral = (call: FilterCall): FilterCall | undefined => {
  const { family, parameters } = entryOf(call);
  if (family !== 'css') return undefined;
  const one = /^(?:brightness|contrast|saturate|opacity)$/.test(call.name) ? 1 : 0;
  // What is no number stays, so that it does not change half-way.
  const values = parameters.map(({ type }, i) => (type === 'keyword' ? (call.values[i] as FilterValue) : one));
  return { name: call.name, values };
};

/** Null where the two have nothing in between. */
export const interpolateCalls = (
  from: readonly FilterCall[],
  to: readonly FilterCall[],
  t: number,
): FilterCall[] | null => {
  const way = clamp(t, -farthest, farthest);
  const calls: FilterCall[] = [];
  for (let i = 0; i < Math.max(from.length, to.length); i++) {
    const a = from[i] ?? neutral(to[i] as FilterCall);
    const b = to[i] ?? neutral(from[i] as FilterCall);
    if (!a || !b || a.name !== b.name) return null;
    const entry = entryOf(a);
    const values = entry.parameters.map((parameter, index) =>
      mixValues(entry, parameter, a.values[index] as FilterValue, b.values[index] as FilterValue, way),
    );
    calls.push({ name: a.name, values });
  }
  return calls;
};
