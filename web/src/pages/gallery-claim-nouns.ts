import { count, num } from '../toolkit/format.ts';
import { columnLabel } from '../views/chart/quantities.ts';
import { filled } from './filled.ts';
import { type Call, callsIn, isCall, isNumber, isRow, isSign, type Part, stepOf } from './gallery-claim-parts.ts';
import { type Phrases, raceNouns, type Word, words } from './gallery-claim-words.ts';

/** Shares are told in per cent, and how far two of them are apart in points. */
export type Unit = 'share' | 'points' | undefined;

const signs: Readonly<Record<string, string>> = { '<=': '≤', '>=': '≥', '!=': '≠', '-': '−', '*': '×' };
const DIGITS = 6;

export const say = (word: Word, values: Readonly<Record<string, string>> = {}): string => filled(words[word], values);
export const joined = (word: Word, parts: readonly string[]): string => parts.reduce((a, b) => say(word, { a, b }));

/** What the parts of a claim are called: functions, numbers, and what is computed of them. */
export class Nouns {
  /** The functions that take two lanes. */
  protected readonly pairs: readonly string[] = [];
  protected readonly nouns: Phrases = raceNouns;

  constructor(private readonly lanes: ReadonlyMap<string, string>) {}

  /** A lane, or several (`a|b`), by name; what consists of more than a word stands in quotation marks. */
  protected lane(keys: string, list: Word = 'each'): string {
    const names = keys.split('|').map((key) => {
      const name = this.lanes.get(key) ?? key;
      return /^[\w.-]+$/.test(name) ? name : `“${name}”`;
    });
    const last = names.pop()!;
    return names.length === 0 ? last : say(list, { lanes: say('lastOf', { a: joined('list', names), b: last }) });
  }

  protected column(name: string): string {
    if (name === 'step') return say('number');
    return name === 'evaluations' ? say('evaluations') : columnLabel(name);
  }

  protected unit(part: Part): Unit {
    if (part.kind === 'name') return /accuracy/i.test(part.name) ? 'share' : undefined;
    if (isCall(part)) {
      if (part.column) return this.unit({ kind: 'name', name: part.column });
      return part.name === 'steps' || !part.parts[0] ? undefined : this.unit(part.parts[0]);
    }
    if (part.kind !== 'sign') return undefined;
    const [a, b] = part.parts.map((one) => this.unit(one));
    if (a && b) return part.sign === '-' ? 'points' : undefined;
    return a ?? b;
  }

  protected number(value: number, unit: Unit, digits = DIGITS): string {
    if (unit === 'share') return `${num(100 * value, digits - 2)}%`;
    if (unit !== 'points') return num(value, digits);
    const n = num(100 * value, digits - 2);
    return say(n === '1' ? 'point' : 'points', { n });
  }

  /** A function of lanes, without an article. */
  protected named(call: Call): string {
    const { name, parts, lanes, column, count: n } = call;
    const text = filled(this.nouns[name]!, {
      lane: this.lane(lanes[0] ?? ''),
      column: column ? this.column(column) : '',
      what: parts[0] ? (name === 'steps' ? this.goal(parts[0]) : this.symbols(parts[0])) : '',
      step: name === 'at' ? this.symbols(parts[0]!) : '',
    });
    return n === undefined ? text : say('last', { what: text, n: count(n) });
  }

  /** What is reached, and after which step it counts. */
  protected goal(condition: Part): string {
    const { from, rest } = since(condition);
    const what = this.symbols(rest);
    return from === undefined ? what : say('after', { what, from: count(from) });
  }

  /** A condition, or what is computed of a row’s columns, in signs. */
  protected symbols(part: Part, unit?: Unit): string {
    const sign = (text: string): string => signs[text] ?? text;
    if (isNumber(part)) return this.number(part.value, unit);
    if (part.kind === 'name') return this.column(part.name);
    const own = part.kind === 'compared' ? part.parts.map((one) => this.unit(one)).find(Boolean) : unit;
    const [a = '', b] = part.parts.map((one) => this.symbols(one, own));
    if (part.kind === 'both')
      return joined(
        part.sign,
        part.parts.map((one) => this.symbols(one)),
      );
    if (part.kind === 'compared') return `${a} ${sign(part.signs[0]!)} ${b}`;
    if (part.kind === 'call') return part.name === 'abs' ? `|${a}|` : `${part.name === 'sqrt' ? '√' : part.name}(${a})`;
    if (b === undefined) return `−${a}`;
    if (part.sign === '^') return b === '2' ? `${a}²` : `${a} ^ ${b}`;
    return part.sign === '/' ? `${a}/${b}` : `${a} ${sign(part.sign)} ${b}`;
  }

  /** What stands in a sentence: a number, or a function with its article. */
  protected noun(part: Part, unit?: Unit): string {
    if (callsIn(part).length === 0) return this.symbols(part, unit);
    const bare = this.#bare(part);
    return part.kind === 'sign' && isNumber(part.parts[0]!) ? bare : say('the', { what: bare });
  }

  /** Without an article. */
  #bare(part: Part): string {
    if (isCall(part)) {
      if (part.lanes.length > 0) return this.named(part);
      const a = this.noun(part.parts[0]!);
      return part.name === 'abs' ? say('abs', { a }) : (this.#distance(part.parts[0]!) ?? `${part.name}(${a})`);
    }
    if (!isSign(part)) return this.symbols(part);
    const [a, b] = part.parts as [Part, Part];
    const change = part.sign === '-' && this.#change(a, b);
    if (change) return change;
    const scaled = part.sign === '*' || part.sign === '/';
    const unit = !scaled && this.unit(part) ? 'points' : undefined;
    return say(part.sign as Word, {
      a: isNumber(a) ? this.number(a.value, unit) : this.#bare(a),
      b: this.noun(b, unit),
    });
  }

  /** A lane’s column at two steps. */
  #change(a: Part, b: Part): string | undefined {
    if (!isRow(a) || !isRow(b) || a.lanes[0] !== b.lanes[0] || a.column !== b.column) return undefined;
    const grows = stepOf(a) > stepOf(b);
    const [from, to] = (grows ? [b, a] : [a, b]).map((call) => this.#when(call)) as [string, string];
    return say(grows ? 'grows' : 'falls', { lane: this.lane(a.lanes[0]!), column: this.column(a.column!), from, to });
  }

  #when(call: Call): string {
    if (call.name === 'at') return say('step', { n: this.symbols(call.parts[0]!) });
    return say(call.name === 'start' ? 'start' : 'end');
  }

  /** √((x − a)² + (y − b)²) */
  #distance(sum: Part): string | undefined {
    if (!isSign(sum)) return undefined;
    const ends = sum.parts.map((square) => {
      const by = isSign(square) && isSign(square.parts[0]!) ? square.parts[0] : undefined;
      const [a, b] = by?.parts ?? [];
      return { a, b: b && isNumber(b) && by!.sign === '+' ? { ...b, value: -b.value } : b };
    });
    const [x, y] = ends;
    if (!isRow(x?.a) || !x?.b || !y?.b) return undefined;
    const place = (call: Call): string => say('place', { lane: this.lane(call.lanes[0]!), when: this.#when(call) });
    const b = isRow(x.b) ? place(x.b) : `(${this.symbols(x.b)}, ${this.symbols(y.b)})`;
    return say('distance', { a: place(x.a), b });
  }
}

/** `step > 1000 and …`: what is reached, after which step. */
export function since(condition: Part): { from?: number; rest: Part } {
  const [first, rest] = condition.kind === 'both' ? condition.parts : [];
  if (first?.kind !== 'compared' || first.signs[0] !== '>' || !rest) return { rest: condition };
  const [name, from] = first.parts;
  return name?.kind === 'name' && name.name === 'step' && isNumber(from!)
    ? { from: from.value, rest }
    : { rest: condition };
}
