type Tree = Record<string, unknown>;

const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null;

/** Adds to a tree, in place, what another holds at the same keys; a number there is the place of its value among `values`. */
export function merge(into: object, from: object, values: readonly unknown[]): void {
  const tree = into as Tree;
  for (const [key, value] of Object.entries(from)) {
    if (isTree(value)) {
      if (!isTree(tree[key])) tree[key] = {};
      merge(tree[key] as Tree, value, values);
    } else {
      tree[key] = typeof value === 'number' ? values[value] : value;
    }
  }
}
