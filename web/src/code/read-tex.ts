// The TeX of rules (cpp/symbolic/formula_tex.cpp) and of problems, read as what it computes.
import type { Expression } from './expression.ts';
import { type Names, TexReader } from './tex-reader.ts';

export type { Names } from './tex-reader.ts';

export interface Assigned {
  target: string;
  /** Before the first step. */
  first: boolean;
  value: Expression;
}

/** After what a slot holds before the first step. */
const FIRST = '\\big|_{t=0}';

export function readTex(tex: string, names: Names): Expression {
  const reader = new TexReader(tex, names);
  const value = reader.sum();
  reader.end();
  return value;
}

/** A line of a formula: what is assigned, to what. */
export function readAssignment(tex: string, names: Names): Assigned {
  const first = tex.includes(FIRST);
  const [, left, right] = /^(.+?)\s*(?:\\leftarrow|=)\s*(.+)$/s.exec(tex.replace(FIRST, '')) ?? [];
  if (!left || !right) throw new Error(`no assignment: ${tex}`);
  const reader = new TexReader(left, names);
  const target = reader.symbol();
  if (target === null) throw new Error(`no name: ${left}`);
  reader.end();
  return { target, first, value: readTex(right, names) };
}
