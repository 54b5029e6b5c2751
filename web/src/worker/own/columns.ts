/** What people call a column of classes. */
export const CLASS_NAME = /^(class(es)?|classe|label|target|species|category|类别|类|标签|分类)$/i;

/** The columns that may be that of the classes by their names: one that says so, one named y, the last. */
export const candidates = (names: readonly string[]): number[] =>
  [
    names.findIndex((name) => CLASS_NAME.test(name)),
    names.findIndex((name) => /^y$/i.test(name)),
    names.length - 1,
  ].filter((i) => i >= 0);

/** The column of the classes: the only one that is no number, else the first candidate with few different values. */
export function classColumn(
  names: readonly string[],
  isText: (column: number) => boolean,
  items: number,
  values: ReadonlyMap<number, number>,
): number {
  const [text, other] = [...names.keys()].filter(isText);
  if (text !== undefined && other === undefined) return text; // a column of words can be nothing else
  const few = (n = 0) => n >= 2 && n <= Math.max(2, items / 2);
  const all = candidates(names);
  return all.find((i) => few(values.get(i))) ?? all[0]!;
}
