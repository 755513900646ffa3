// What somebody may have meant.

/** Names that are longer than this are near to none of ours. */
const longest = 32;

/** How many letters must be put in, taken out or replaced to make `a` into `b` (Levenshtein 1966). */
const distance = (a: string, b: string): number => {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 0; i < a.length; i++) {
    const next = [i + 1];
    for (let j = 0; j < b.length; j++) {
      const replaced = (row[j] as number) + (a[i] === b[j] ? 0 : 1);
      next.push(Math.min(replaced, (row[j + 1] as number) + 1, (next[j] as number) + 1));
    }
    row = next;
  }
  return row[b.length] as number;
};

/** The name among `known` that is nearest to `name`; '' when none is near. */
export const nearest = (name: string, known: readonly { readonly name: string }[]): string => {
  if (name.length > longest) return '';
  let found = '';
  let least = Math.max(2, Math.floor(name.length / 3)) + 1; // farther is no misspelling
  for (const { name: each } of known) {
    const steps = distance(name, each);
    if (steps >= least) continue;
    least = steps;
    found = each;
  }
  return found;
};
