type Tree = Record<string, unknown>;

const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null;

/** Adds to a tree, in place, what another holds at the same keys. */
export function merge(into: object, from: object): void {
  for (const [key, value] of Object.entries(from)) {
    const there = (into as Tree)[key];
    if (isTree(there) && isTree(value)) merge(there, value);
    else (into as Tree)[key] = value;
  }
}
