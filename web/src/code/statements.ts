import { contains, type Expression, replaced, uses } from './expression.ts';
import type { Writer } from './write.ts';

/** One line of a program, or two ways that it may take. */
export type Statement =
  | { target: string; value: Expression; note?: string }
  | { text: string }
  | { when: Expression; ifSo: readonly Statement[]; ifNot: readonly Statement[] };

export const assign = (target: string, value: Expression): Statement => ({ target, value });

const isIf = (one: Statement): one is Extract<Statement, { when: Expression }> => 'when' in one;
const isAssignment = (one: Statement): one is Extract<Statement, { target: string }> => 'target' in one;
const isIdle = (one: Statement): boolean =>
  isAssignment(one) && one.value.is === 'name' && one.value.name === one.target;

/** Whether a statement reads that name. */
export const reads = (one: Statement, text: string): boolean =>
  isIf(one)
    ? uses(one.when, text) || [...one.ifSo, ...one.ifNot].some((inner) => reads(inner, text))
    : isAssignment(one) && uses(one.value, text);

/** An assignment of one of two values that the step decides on, as two ways. */
function parted(one: Statement, hasArray: Writer['hasArray']): Statement {
  if (!isAssignment(one) || one.value.is !== 'cases' || one.value.rows.length !== 2) return one;
  const [first, second] = one.value.rows as [(typeof one.value.rows)[0], (typeof one.value.rows)[0]];
  if (hasArray(first.when)) return one;
  const way = (value: Expression): Statement[] => [assign(one.target, value)].filter((inner) => !isIdle(inner));
  const [ifSo, ifNot] = [way(first.value), way(second.value)];
  return ifSo.length > 0 ? { when: first.when, ifSo, ifNot } : { when: second.when, ifSo: ifNot, ifNot: [] };
}

/** Neighbours on the same condition become one. */
function joined(all: readonly Statement[], text: Writer['text']): Statement[] {
  const out: Statement[] = [];
  for (const one of all) {
    const last = out.at(-1);
    if (last && isIf(last) && isIf(one) && text(last.when) === text(one.when)) {
      out[out.length - 1] = {
        when: last.when,
        ifSo: [...last.ifSo, ...one.ifSo],
        ifNot: [...last.ifNot, ...one.ifNot],
      };
    } else out.push(one);
  }
  return out;
}

/** A number that one way alone reads is computed there: on the other it may not even exist. */
function moved(all: readonly Statement[], stays: ReadonlySet<string>): Statement[] {
  let out = [...all];
  for (const one of [...all].reverse()) {
    if (!isAssignment(one) || stays.has(one.target) || uses(one.value, one.target)) continue;
    const readers = out.filter((other) => other !== one && reads(other, one.target));
    const [reader] = readers;
    if (readers.length !== 1 || !reader || !isIf(reader) || uses(reader.when, one.target)) continue;
    const [ifSo, ifNot] = [reader.ifSo, reader.ifNot].map((way) => way.some((inner) => reads(inner, one.target)));
    if (ifSo === ifNot) continue;
    const there = ifSo ? { ...reader, ifSo: [one, ...reader.ifSo] } : { ...reader, ifNot: [one, ...reader.ifNot] };
    out = out.filter((other) => other !== one).map((other) => (other === reader ? there : other));
  }
  return out;
}

/** As people write them: one `if` for what the step decides on. `stays`: what is kept from step to step. */
export const tidied = (all: readonly Statement[], writer: Writer, stays: ReadonlySet<string>): Statement[] =>
  moved(
    joined(
      all.map((one) => parted(one, (x) => writer.hasArray(x))),
      (x) => writer.text(x),
    ),
    stays,
  );

/** The same with other expressions for some names; what is assigned keeps its name. */
export const renamed = (all: readonly Statement[], by: ReadonlyMap<string, Expression>): Statement[] =>
  all.map((one) => {
    if (isIf(one)) return { when: replaced(one.when, by), ifSo: renamed(one.ifSo, by), ifNot: renamed(one.ifNot, by) };
    return isAssignment(one) ? { ...one, value: replaced(one.value, by) } : one;
  });

/** The names of all that is assigned. */
export const targets = (all: readonly Statement[]): string[] =>
  all.flatMap((one) => (isIf(one) ? targets([...one.ifSo, ...one.ifNot]) : isAssignment(one) ? [one.target] : []));

/** Whether such an expression stands anywhere. */
export const anywhere = (all: readonly Statement[], is: (x: Expression) => boolean): boolean =>
  all.some((one) =>
    isIf(one)
      ? contains(one.when, is) || anywhere([...one.ifSo, ...one.ifNot], is)
      : isAssignment(one) && contains(one.value, is),
  );

/** Lines of Python. */
export function pythonLines(all: readonly Statement[], writer: Writer, indent = ''): string[] {
  return all.flatMap((one) => {
    if (!isIf(one)) return [`${indent}${isAssignment(one) ? `${one.target} = ${writer.text(one.value)}` : one.text}`];
    const [ifSo, ifNot] = [one.ifSo, one.ifNot].map((way) => pythonLines(way, writer, `${indent}    `));
    return [
      `${indent}if ${writer.text(one.when)}:`,
      ...ifSo!,
      ...(ifNot!.length > 0 ? [`${indent}else:`, ...ifNot!] : []),
    ];
  });
}
