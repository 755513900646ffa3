/** How long anything in a page may take before it counts as hung. Milliseconds. */
export const deadline = 80_000;
