import type { Trace } from './trace.ts';

/**
 * What a race is said to show, as a text that can be checked: `steps(adagrad, loss < 1e-6) > 10 * steps(rmsprop, loss < 1e-6)`.
 *
 *   claim       both { 'or' both }
 *   both        compared { 'and' compared }
 *   compared    sum { ('<' '<=' '>' '>=' '=' '!=') sum [ '±' sum [ '%' ] ] }        1 < x < 2 is 1 < x and x < 2
 *   sum         product { ('+' '-') product }
 *   product     sign { ('*' '/') sign }
 *   sign        [ '-' ] power              power   atom [ '^' sign ]
 *   atom        number, never (∞), '(' claim ')', abs sqrt log10 '(' sum ')', or one of:
 *
 *   final(lane).column           the column in the lane's last row; start(lane).column in its first
 *   at(lane, step).column        the column after so many steps
 *   steps(lane, condition)       the first recorded step at which the condition holds; ∞ when at none
 *   max(lane, sum, last 100)     the largest over the last hundred recorded rows, or without that over all; min and mean likewise
 *   diverged(lane)               the loss or the gradient was no longer finite
 *
 * A lane is its label, else its optimizer's id where only one has it, or its number from 0. In a condition or a sum over rows, a
 * column stands for its value in the row: step, loss, gradNorm, x0, x1, accuracy and so on.
 */

/** What a claim is checked against. */
export interface ClaimLane {
  label: string | undefined;
  optimizer: string;
  trace: Trace;
  diverged: boolean;
}

/** A number of the race that the claim mentions: its text, and what it was. */
export interface Measured {
  text: string;
  value: number | boolean;
}

export class ClaimError extends Error {
  constructor(
    message: string,
    /** The character at which it stops making sense, from 0. */
    readonly at: number,
    readonly claim: string,
  ) {
    super(`${message} at character ${at + 1}\n  ${claim}\n  ${' '.repeat(at)}^`);
    this.name = 'ClaimError';
  }
}

interface Scope {
  lanes: readonly ClaimLane[];
  measured: Measured[];
  /** The row that columns are read from, inside a condition. */
  row?: { trace: Trace; index: number };
}

type Kind = 'number' | 'truth';
interface Node {
  kind: Kind;
  at: number;
  value(scope: Scope): number | boolean;
}

const TOKEN = /\s*(?:(\d+(?:\.\d*)?(?:e[+-]?\d+)?|\.\d+(?:e[+-]?\d+)?)|([a-z_]\w*)|(<=|>=|!=|[<>=±+\-*/^%(),.]))/iy;
const COMPARE: Record<string, (a: number, b: number) => boolean> = {
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
  '=': (a, b) => a === b,
  '!=': (a, b) => a !== b,
};
const SIGNS = Object.keys(COMPARE);
const OPERATE: Record<string, (a: number, b: number) => number | boolean> = {
  or: (a, b) => Boolean(a) || Boolean(b),
  and: (a, b) => Boolean(a) && Boolean(b),
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
};
const MATH: Record<string, (x: number) => number> = { abs: Math.abs, sqrt: Math.sqrt, log10: Math.log10 };
const ROWS = ['final', 'start', 'at'];
const OVER: Record<string, (values: Float64Array) => number> = {
  max: (values) => values.reduce((a, b) => (b > a || Number.isNaN(b) ? b : a), Number.NEGATIVE_INFINITY),
  min: (values) => values.reduce((a, b) => (b < a || Number.isNaN(b) ? b : a), Number.POSITIVE_INFINITY),
  mean: (values) => values.reduce((a, b) => a + b, 0) / values.length,
};

/** A claim, read once and checked against any number of races. Throws a ClaimError where it makes no sense. */
export function parseClaim(claim: string): (lanes: readonly ClaimLane[]) => { holds: boolean; measured: Measured[] } {
  const root = new Parser(claim).parse();
  return (lanes) => {
    const measured: Measured[] = [];
    const holds = root.value({ lanes, measured }) === true;
    return { holds, measured };
  };
}

class Parser {
  #tokens: { text: string; at: number; end: number; number: boolean }[] = [];
  #next = 0;
  /** Within a condition, where columns have a meaning and lanes have none. */
  #inRow = false;

  constructor(private readonly claim: string) {
    TOKEN.lastIndex = 0;
    for (let at = 0; claim.slice(at).trim() !== ''; at = TOKEN.lastIndex) {
      TOKEN.lastIndex = at;
      const found = TOKEN.exec(claim);
      const start = at + claim.slice(at).search(/\S/);
      if (!found) throw new ClaimError(`'${claim[start]}' means nothing here`, start, claim);
      this.#tokens.push({
        text: claim.slice(start, TOKEN.lastIndex),
        at: start,
        end: TOKEN.lastIndex,
        number: !!found[1],
      });
    }
  }

  parse(): Node {
    const root = this.#claim();
    if (this.#peek() !== '') this.#fail(`'${this.#peek()}' is more than one claim`);
    return this.#need(root, 'truth');
  }

  #peek = (): string => this.#tokens[this.#next]?.text ?? '';
  #at = (): number => this.#tokens[this.#next]?.at ?? this.claim.length;
  #take = (...texts: string[]): string => (texts.includes(this.#peek()) ? this.#tokens[this.#next++]!.text : '');

  #fail(message: string, at = this.#at()): never {
    throw new ClaimError(message, at, this.claim);
  }

  #expect(text: string): void {
    if (!this.#take(text)) this.#fail(`'${text}' is missing`);
  }

  #need(node: Node, kind: Kind): Node {
    if (node.kind === kind) return node;
    return this.#fail(
      kind === 'truth' ? 'this is a number, not a comparison' : 'this is a comparison, not a number',
      node.at,
    );
  }

  #claim = (): Node => this.#chain(['or'], this.#both, 'truth');
  #both = (): Node => this.#chain(['and'], this.#compared, 'truth');
  #sum = (): Node => this.#chain(['+', '-'], this.#product, 'number');
  #product = (): Node => this.#chain(['*', '/'], this.#sign, 'number');

  /** Operators of one rank, from left to right. Both sides are always computed: every number of a claim is of interest. */
  #chain(signs: string[], part: () => Node, kind: Kind): Node {
    let node = part();
    for (let sign = this.#take(...signs); sign; sign = this.#take(...signs)) {
      node = this.#pair(node, this.#need(part(), kind), kind, OPERATE[sign]!);
    }
    return node;
  }

  #pair(a: Node, b: Node, kind: Kind, how: (a: number, b: number) => number | boolean): Node {
    const left = this.#need(a, kind);
    return { kind, at: a.at, value: (scope) => how(left.value(scope) as number, b.value(scope) as number) };
  }

  #compared = (): Node => {
    let left = this.#sum();
    let all: Node | undefined;
    for (let sign = this.#take(...SIGNS); sign; sign = this.#take(...SIGNS)) {
      const right = this.#need(this.#sum(), 'number');
      const link = this.#comparison(this.#need(left, 'number'), sign, right);
      all = all ? this.#pair(all, link, 'truth', OPERATE.and!) : link;
      left = right;
    }
    return all ?? left;
  };

  #comparison(left: Node, sign: string, right: Node): Node {
    if (!this.#take('±')) return { ...this.#pair(left, right, 'number', COMPARE[sign]!), kind: 'truth' };
    if (sign !== '=') this.#fail("'±' belongs after '='");
    const room = this.#need(this.#sum(), 'number');
    const percent = this.#take('%') !== '';
    const value = (scope: Scope) => {
      const [a, b, r] = [left, right, room].map((node) => node.value(scope) as number) as [number, number, number];
      return Math.abs(a - b) <= (percent ? Math.abs((b * r) / 100) : r);
    };
    return { kind: 'truth', at: left.at, value };
  }

  #sign = (): Node => {
    const at = this.#at();
    if (!this.#take('-')) return this.#power();
    const node = this.#need(this.#sign(), 'number');
    return { kind: 'number', at, value: (scope) => -(node.value(scope) as number) };
  };

  #power(): Node {
    const base = this.#atom();
    return this.#take('^') ? this.#pair(base, this.#need(this.#sign(), 'number'), 'number', (a, b) => a ** b) : base;
  }

  #atom(): Node {
    const at = this.#at();
    const token = this.#tokens[this.#next] ?? this.#fail('something is missing');
    if (token.number) {
      this.#next++;
      const number = Number(token.text);
      return { kind: 'number', at, value: () => number };
    }
    if (this.#take('(')) {
      const node = this.#claim();
      this.#expect(')');
      return node;
    }
    if (!/^[a-z_]/i.test(token.text)) this.#fail(`'${token.text}' is no value`);
    this.#next++;
    if (token.text === 'never') return { kind: 'number', at, value: () => Number.POSITIVE_INFINITY };
    if (!this.#take('(')) {
      if (!this.#inRow) this.#fail(`there is no value '${token.text}'`, at);
      return this.#column(token.text, at);
    }
    const made = this.#call(token.text, at);
    return made ?? this.#fail(`there is no function '${token.text}'`, at);
  }

  /** After `name(`. */
  #call(name: string, at: number): Node | undefined {
    const math = Object.hasOwn(MATH, name) ? MATH[name] : undefined;
    if (math) {
      const node = this.#need(this.#sum(), 'number');
      this.#expect(')');
      return { kind: 'number', at, value: (scope) => math(node.value(scope) as number) };
    }
    if (this.#inRow) return undefined;
    if (ROWS.includes(name)) return this.#row(name, at);
    if (Object.hasOwn(OVER, name)) return this.#over(OVER[name]!, at);
    if (name === 'steps') return this.#steps(at);
    if (name !== 'diverged') return undefined;
    const lane = this.#lane();
    this.#expect(')');
    return this.#measured('truth', at, (scope) => lane(scope).diverged);
  }

  #row(name: string, at: number): Node {
    const lane = this.#lane();
    let step: Node | undefined;
    if (name === 'at') {
      this.#expect(',');
      step = this.#need(this.#sum(), 'number');
    }
    this.#expect(')');
    this.#expect('.');
    const column = this.#column(this.#word('a column'), this.#tokens[this.#next - 1]!.at);
    return this.#measured('number', at, (scope) => {
      const { trace } = lane(scope);
      const index = step ? trace.indexOfStep(step.value(scope) as number) : name === 'start' ? 0 : trace.length - 1;
      return column.value({ ...scope, row: { trace, index } }) as number;
    });
  }

  #steps(at: number): Node {
    const [lane, condition] = [this.#lane(), this.#perRow('truth')];
    this.#expect(')');
    return this.#measured('number', at, (scope) => {
      const { trace } = lane(scope);
      for (let index = 0; index < trace.length; index++) {
        if (condition.value({ ...scope, row: { trace, index } })) return trace.column('step')[index]!;
      }
      return Number.POSITIVE_INFINITY;
    });
  }

  #over(how: (values: Float64Array) => number, at: number): Node {
    const [lane, sum] = [this.#lane(), this.#perRow('number')];
    let last = Number.POSITIVE_INFINITY;
    if (this.#take(',')) {
      this.#expect('last');
      last = this.#tokens[this.#next]?.number
        ? Number(this.#tokens[this.#next++]!.text)
        : this.#fail('a number is missing');
    }
    this.#expect(')');
    return this.#measured('number', at, (scope) => {
      const { trace } = lane(scope);
      const from = Math.max(0, trace.length - last);
      const value = (_: unknown, i: number) => sum.value({ ...scope, row: { trace, index: from + i } }) as number;
      return how(Float64Array.from({ length: trace.length - from }, value));
    });
  }

  /** `, expression` over the rows of a lane. */
  #perRow(kind: Kind): Node {
    this.#expect(',');
    this.#inRow = true;
    const node = this.#need(kind === 'truth' ? this.#claim() : this.#sum(), kind);
    this.#inRow = false;
    return node;
  }

  #column(name: string, at: number): Node {
    return {
      kind: 'number',
      at,
      value: ({ row }) => {
        if (!row?.trace.columns.includes(name)) this.#fail(`there is no column '${name}'`, at);
        return row.trace.column(name)[row.index] ?? Number.NaN;
      },
    };
  }

  #word(what: string): string {
    const token = this.#tokens[this.#next];
    if (!token || !/^[a-z_0-9]/i.test(token.text)) return this.#fail(`${what} is missing`);
    this.#next++;
    return token.text;
  }

  #lane(): (scope: Scope) => ClaimLane {
    const at = this.#at();
    const name = this.#word('a lane');
    return ({ lanes }) => {
      const labelled = lanes.filter(({ label }) => label === name);
      const found =
        labelled.length > 0 ? labelled : lanes.filter((lane, i) => lane.optimizer === name || `${i}` === name);
      if (found.length === 0) this.#fail(`there is no lane '${name}'`, at);
      if (found.length > 1) this.#fail(`several lanes are '${name}'`, at);
      return found[0]!;
    };
  }

  #measured(kind: Kind, at: number, value: (scope: Scope) => number | boolean): Node {
    const text = this.claim.slice(at, this.#tokens[this.#next - 1]!.end);
    return {
      kind,
      at,
      value: (scope) => {
        const known = scope.measured.find((it) => it.text === text);
        const it = known ?? { text, value: value(scope) };
        if (!known) scope.measured.push(it);
        return it.value;
      },
    };
  }
}
