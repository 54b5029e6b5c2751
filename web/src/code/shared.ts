import { type Expression, name, replaced } from './expression.ts';
import type { Writer } from './write.ts';

/** Parts that are worth a name when they stand twice: longer than this. */
const LONG = 16;
/** Without e, which is a number. */
const LETTERS = 'abcdfghijklmnopqr';

const partsOf = (x: Expression): readonly Expression[] => {
  if (x.is === 'number' || x.is === 'name' || x.is === 'cases') return [];
  if (x.is === 'negative') return [x.of];
  return x.is === 'call' ? x.of : [x.a, x.b];
};

/** Puts `by` in place of every part that reads so. */
function exchanged(x: Expression, text: string, by: Expression, writer: Writer): Expression {
  if (writer.text(x) === text) return by;
  const again = (part: Expression): Expression => exchanged(part, text, by, writer);
  if (x.is === 'number' || x.is === 'name' || x.is === 'cases') return x;
  if (x.is === 'negative') return { ...x, of: again(x.of) };
  if (x.is === 'call') return { ...x, of: x.of.map(again) };
  return { ...x, a: again(x.a), b: again(x.b) };
}

/** The longest sum or call that stands more than once. */
function repeatedPart(all: readonly Expression[], writer: Writer): string | undefined {
  const counts = new Map<string, number>();
  const count = (x: Expression): void => {
    if (x.is === 'sum' || x.is === 'difference' || x.is === 'call') {
      const text = writer.text(x);
      if (text.length > LONG) counts.set(text, (counts.get(text) ?? 0) + 1);
    }
    partsOf(x).forEach(count);
  };
  all.forEach(count);
  return [...counts.keys()].filter((text) => counts.get(text)! > 1).sort((a, b) => b.length - a.length)[0];
}

const find = (x: Expression, text: string, writer: Writer): Expression | undefined =>
  writer.text(x) === text
    ? x
    : partsOf(x).reduce<Expression | undefined>((so, part) => so ?? find(part, text, writer), undefined);

/** Expressions in which what stands twice has a name, and the lines that compute it. */
export function shared(
  values: readonly Expression[],
  writer: Writer,
  taken: ReadonlySet<string>,
): { lines: string[]; values: Expression[] } {
  const named: { letter: string; value: Expression }[] = [];
  let rest = [...values];
  const letters = [...LETTERS].filter((letter) => !taken.has(letter));
  for (const letter of letters) {
    const all = [...rest, ...named.map(({ value }) => value)];
    const text = repeatedPart(all, writer);
    if (text === undefined) break;
    const part = all.map((x) => find(x, text, writer)).find(Boolean)!;
    const by = name(letter);
    rest = rest.map((x) => exchanged(x, text, by, writer));
    for (const one of named) one.value = exchanged(one.value, text, by, writer);
    named.push({ letter, value: part });
  }
  // What was found last is a part of what was found before; letters go in the order of the lines.
  const order = [...named].reverse();
  const letter = new Map(order.map((one, i) => [one.letter, name(letters[i]!)]));
  const relettered = (x: Expression): Expression => replaced(x, letter);
  return {
    lines: order.map(({ value }, i) => `${letters[i]} = ${writer.text(relettered(value))}`),
    values: rest.map(relettered),
  };
}
