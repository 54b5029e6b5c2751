import { tokensOf } from '../core/claim-text.ts';

/** A function of lanes: `at(adam, 100).loss`, `max(sgd, abs(x0), last 50)`, `abs(x0)`. */
export interface Call {
  kind: 'call';
  name: string;
  lanes: string[];
  parts: Part[];
  column?: string;
  /** Rows or seeds that count: `last 100`, `first 10`. */
  count?: number;
}

/** Arithmetic: `a + b`, `a ^ 2`, `−a`. */
export interface Sign {
  kind: 'sign';
  sign: string;
  parts: Part[];
}

/** `a < b < c`, or `a = b` to within something. */
export interface Compared {
  kind: 'compared';
  signs: string[];
  parts: Part[];
  within?: { part: Part; percent: boolean };
}

/** A claim taken apart, to be said in words. What it means is checked by its parser: this one only says it. */
export type Part =
  | { kind: 'number'; value: number }
  | { kind: 'name'; name: string }
  | Sign
  | { kind: 'both'; sign: 'and' | 'or'; parts: Part[] }
  | Call
  | Compared;

export const isNumber = (part: Part | undefined): part is Extract<Part, { kind: 'number' }> => part?.kind === 'number';
export const isCall = (part: Part | undefined, name?: string): part is Call =>
  part?.kind === 'call' && (name === undefined || part.name === name);
export const isSign = (part: Part | undefined, sign?: string): part is Sign =>
  part?.kind === 'sign' && part.parts.length === 2 && (sign === undefined || part.sign === sign);

/** What a lane is at one step. */
export const isRow = (part: Part | undefined): part is Call =>
  isCall(part) && ['start', 'at', 'final'].includes(part.name);
export const stepOf = ({ name, parts: [step] }: Call): number =>
  name === 'start' ? 0 : isNumber(step) ? step.value : Number.POSITIVE_INFINITY;

/** The functions of lanes in a part. */
export function callsIn(part: Part): Call[] {
  if (isCall(part) && part.lanes.length > 0) return [part];
  return 'parts' in part ? part.parts.flatMap(callsIn) : [];
}

const COMPARED = ['<', '<=', '>', '>=', '=', '!='];

/** `pairs`: the functions that take two lanes. */
export function partsOf(claim: string, pairs: readonly string[]): Part {
  const tokens = tokensOf(claim);
  let next = 0;
  const peek = (): string => tokens[next]?.text ?? '';
  const take = (): string => tokens[next++]!.text;

  /** Parts with any of these signs between them, from the left. */
  const arithmetic = (signs: readonly string[], one: () => Part): Part => {
    let part = one();
    while (signs.includes(peek())) part = { kind: 'sign', sign: take(), parts: [part, one()] };
    return part;
  };
  const both = (sign: 'and' | 'or', one: () => Part): Part => {
    const parts = [one()];
    while (peek() === sign) {
      take();
      parts.push(one());
    }
    return parts.length > 1 ? { kind: 'both', sign, parts } : parts[0]!;
  };

  const any = (): Part => both('or', all);
  const all = (): Part => both('and', compared);
  const sum = (): Part => arithmetic(['+', '-'], product);
  const product = (): Part => arithmetic(['*', '/'], negative);

  function compared(): Part {
    const first = sum();
    const it: Compared = { kind: 'compared', signs: [], parts: [first] };
    while (COMPARED.includes(peek())) {
      it.signs.push(take());
      it.parts.push(sum());
      if (peek() !== '±') continue;
      take();
      it.within = { part: sum(), percent: peek() === '%' };
      if (it.within.percent) take();
    }
    return it.signs.length > 0 ? it : first;
  }

  function negative(): Part {
    if (peek() !== '-') return power();
    take();
    const part = negative();
    return isNumber(part) ? { ...part, value: -part.value } : { kind: 'sign', sign: '-', parts: [part] };
  }

  const power = (): Part => {
    const base = atom();
    if (peek() !== '^') return base;
    take();
    return { kind: 'sign', sign: '^', parts: [base, negative()] };
  };

  function atom(): Part {
    const token = take();
    if (token === '(') return closed(any());
    if (/^[\d.]/.test(token)) return { kind: 'number', value: Number(token) };
    if (token === 'never') return { kind: 'number', value: Number.POSITIVE_INFINITY };
    return peek() === '(' ? call(token) : { kind: 'name', name: token };
  }

  const closed = (part: Part): Part => {
    take();
    return part;
  };

  function call(name: string): Part {
    take();
    const it: Call = { kind: 'call', name, lanes: [], parts: [] };
    const lanes = ['abs', 'sqrt', 'log10'].includes(name) ? 0 : pairs.includes(name) ? 2 : 1;
    do {
      if (peek() === ',') take();
      if (it.lanes.length < lanes) it.lanes.push(take());
      else if (peek() === 'last' || peek() === 'first') [, it.count] = [take(), Number(take())];
      else it.parts.push(any());
    } while (peek() === ',');
    take();
    if (peek() !== '.') return it;
    take();
    return { ...it, column: take() };
  }

  return any();
}

const withLane = (part: Part, at: number, lane: string): Part =>
  isCall(part) && part.lanes.length > 0
    ? { ...part, lanes: part.lanes.with(at, lane) }
    : 'parts' in part
      ? { ...part, parts: part.parts.map((one) => withLane(one, at, lane)) }
      : part;

/** Clauses that say the same of several lanes become one of them all: their last lane is then `a|b|c`. */
export function merged(clauses: readonly Part[]): Part[] {
  const kept = new Map<string, { part: Part; keys: string[]; at: number }>();
  for (const part of clauses) {
    const calls = callsIn(part);
    const at = (calls[0]?.lanes.length ?? 0) - 1;
    const is = calls.length === 1 ? JSON.stringify(withLane(part, at, '')) : `${kept.size}`;
    const before = kept.get(is);
    if (before) before.keys.push(calls[0]!.lanes[at]!);
    else kept.set(is, { part, keys: calls.length === 1 ? [calls[0]!.lanes[at]!] : [], at });
  }
  return [...kept.values()].map(({ part, keys, at }) => (keys.length > 1 ? withLane(part, at, keys.join('|')) : part));
}
