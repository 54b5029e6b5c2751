import { ClaimText } from './claim-text.ts';

export type Kind = 'number' | 'truth';

/** A part of a claim: what it is worth depends on the race. */
export interface Node<Scope> {
  kind: Kind;
  at: number;
  value(scope: Scope): number | boolean;
}

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

/** Truth and arithmetic, whatever the names in them stand for. */
export abstract class Arithmetic<Scope> extends ClaimText {
  /** All of the text, as a claim or as a number. */
  parse(kind: Kind): Node<Scope> {
    const root = this.claimed();
    if (this.peek() !== '') this.fail(`'${this.peek()}' is more than one claim`);
    return this.need(root, kind);
  }

  protected need(node: Node<Scope>, kind: Kind): Node<Scope> {
    if (node.kind === kind) return node;
    return this.fail(
      kind === 'truth' ? 'this is a number, not a comparison' : 'this is a comparison, not a number',
      node.at,
    );
  }

  protected claimed = (): Node<Scope> => this.chain(['or'], this.both, 'truth');

  protected both = (): Node<Scope> => this.chain(['and'], this.compared, 'truth');

  protected sum = (): Node<Scope> => this.chain(['+', '-'], this.product, 'number');

  protected product = (): Node<Scope> => this.chain(['*', '/'], this.sign, 'number');

  /** Operators of one rank, from left to right. Both sides are always computed: every number of a claim is of interest. */
  protected chain(signs: string[], part: () => Node<Scope>, kind: Kind): Node<Scope> {
    let node = part();
    for (let sign = this.take(...signs); sign; sign = this.take(...signs)) {
      node = this.pair(node, this.need(part(), kind), kind, OPERATE[sign]!);
    }
    return node;
  }

  protected pair(
    a: Node<Scope>,
    b: Node<Scope>,
    kind: Kind,
    how: (a: number, b: number) => number | boolean,
  ): Node<Scope> {
    const left = this.need(a, kind);
    return { kind, at: a.at, value: (scope) => how(left.value(scope) as number, b.value(scope) as number) };
  }

  protected compared = (): Node<Scope> => {
    let left = this.sum();
    let all: Node<Scope> | undefined;
    for (let sign = this.take(...SIGNS); sign; sign = this.take(...SIGNS)) {
      const right = this.need(this.sum(), 'number');
      const link = this.comparison(this.need(left, 'number'), sign, right);
      all = all ? this.pair(all, link, 'truth', OPERATE.and!) : link;
      left = right;
    }
    return all ?? left;
  };

  protected comparison(left: Node<Scope>, sign: string, right: Node<Scope>): Node<Scope> {
    if (!this.take('±')) return { ...this.pair(left, right, 'number', COMPARE[sign]!), kind: 'truth' };
    if (sign !== '=') this.fail("'±' belongs after '='");
    const room = this.need(this.sum(), 'number');
    const percent = this.take('%') !== '';
    const value = (scope: Scope) => {
      const [a, b, r] = [left, right, room].map((node) => node.value(scope) as number) as [number, number, number];
      return Math.abs(a - b) <= (percent ? Math.abs((b * r) / 100) : r);
    };
    return { kind: 'truth', at: left.at, value };
  }

  protected sign = (): Node<Scope> => {
    const at = this.at();
    if (!this.take('-')) return this.power();
    const node = this.need(this.sign(), 'number');
    return { kind: 'number', at, value: (scope) => -(node.value(scope) as number) };
  };

  protected power(): Node<Scope> {
    const base = this.atom();
    return this.take('^') ? this.pair(base, this.need(this.sign(), 'number'), 'number', (a, b) => a ** b) : base;
  }

  protected atom(): Node<Scope> {
    const at = this.at();
    const number = this.number();
    if (number !== undefined) return { kind: 'number', at, value: () => number };
    if (this.peek() === '') this.fail('something is missing');
    if (this.take('(')) {
      const node = this.claimed();
      this.expect(')');
      return node;
    }
    if (!/^[a-z_]/i.test(this.peek())) this.fail(`'${this.peek()}' is no value`);
    const name = this.word('a value');
    if (name === 'never') return { kind: 'number', at, value: () => Number.POSITIVE_INFINITY };
    if (!this.take('(')) return this.named(name, at);
    return this.mathematical(name, at) ?? this.called(name, at) ?? this.fail(`there is no function '${name}'`, at);
  }

  /** After `abs(` and the like. */
  private mathematical(name: string, at: number): Node<Scope> | undefined {
    const math = Object.hasOwn(MATH, name) ? MATH[name] : undefined;
    if (!math) return undefined;
    const node = this.need(this.sum(), 'number');
    this.expect(')');
    return { kind: 'number', at, value: (scope) => math(node.value(scope) as number) };
  }

  /** What a name alone stands for. */
  protected abstract named(name: string, at: number): Node<Scope>;
  /** After `name(`; undefined when there is no such function. */
  protected abstract called(name: string, at: number): Node<Scope> | undefined;
}
