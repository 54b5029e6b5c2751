// Formulas as people type them (docs/problems.md); the module has read them before, so they are in order.
import {
  call,
  difference,
  type Expression,
  name,
  negative,
  number,
  power,
  product,
  quotient,
  relation,
  sum,
} from './expression.ts';

type Make = (a: Expression, b: Expression) => Expression;
const compared =
  (sign: string): Make =>
  (a, b) =>
    relation(sign, a, b);

/** How tightly each binds, and what it makes. */
const OPERATORS: Readonly<Record<string, readonly [binding: number, make: Make]>> = {
  or: [1, compared('or')],
  '||': [1, compared('or')],
  and: [2, compared('and')],
  '&&': [2, compared('and')],
  '<': [4, compared('<')],
  '>': [4, compared('>')],
  '<=': [4, compared('<=')],
  '>=': [4, compared('>=')],
  '==': [4, compared('==')],
  '!=': [4, compared('!=')],
  '+': [5, sum],
  '-': [5, difference],
  '*': [6, product],
  '/': [6, quotient],
  '%': [6, (a, b) => call('mod', a, b)],
  '^': [8, power],
  '**': [8, power],
};
const NOT = 3;
const SIGN = 7;
const EXPONENT = 8;

/** Signs that stand for others (cpp/base/plain_text.cpp). */
const PLAIN: readonly (readonly [RegExp, string])[] = [
  [/[‐-—−]/g, '-'],
  [/[×·⋅∙•∗✕・]/g, '*'],
  [/[÷∕⁄]/g, '/'],
  [/≤/g, '<='],
  [/≥/g, '>='],
  [/≠/g, '!='],
  [/、/g, ','],
  [/。/g, '.'],
  [/√/g, 'sqrt '],
  [/𝑥/gu, 'x'],
  [/𝑦/gu, 'y'],
  [/∧/g, '&&'],
  [/∨/g, '||'],
];
const RAISED = '⁰¹²³⁴⁵⁶⁷⁸⁹⁻';

function plain(text: string): string {
  const full = text.replace(/[！-～]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0));
  const raised = full.replace(
    /[⁰¹²³⁴-⁹⁻]+/g,
    (signs) => `^${[...signs].map((sign) => '0123456789-'[RAISED.indexOf(sign)]).join('')}`,
  );
  return PLAIN.reduce((so, [from, to]) => so.replace(from, to), raised);
}

class Reader {
  readonly #tokens: readonly string[];
  #at = 0;

  constructor(text: string) {
    this.#tokens =
      plain(text).match(
        /(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?|[a-zA-Z][a-zA-Z0-9]*|\*\*|[<>=!]=|&&|\|\||[^\s\p{Cf}]/gu,
      ) ?? [];
  }

  #take(token: string): boolean {
    if (this.#tokens[this.#at] !== token) return false;
    this.#at++;
    return true;
  }

  expression(least = 0): Expression {
    let value = this.#operand();
    for (;;) {
      if (least === 0 && this.#take('?')) {
        const then = this.expression();
        this.#take(':');
        value = chosen(value, then, this.expression());
        continue;
      }
      const [binding, make] = OPERATORS[this.#tokens[this.#at] ?? ''] ?? [-1, sum];
      if (binding < Math.max(least, 1)) return value;
      this.#at++;
      value = make(value, this.expression(binding === EXPONENT ? binding : binding + 1));
    }
  }

  #operand(): Expression {
    const token = this.#tokens[this.#at++] ?? '';
    if (token === '(') return this.#closed();
    if (token === '-') return negative(this.expression(SIGN));
    if (token === '+') return this.expression(SIGN);
    if (token === '!') return call('not', this.expression(SIGN));
    if (token === 'not') return call('not', this.expression(NOT));
    if (/^[\d.]/.test(token)) return number(Number(token));
    if (token === 'e') return name('e');
    if (token === 'pi' || token === 'π') return name('pi');
    if (!this.#take('(')) return name(token);
    const of = [this.expression()];
    while (this.#take(',')) of.push(this.expression());
    this.#take(')');
    const [first, second, third] = of as [Expression, Expression, Expression];
    if (token === 'if') return chosen(first, second, third);
    if (token === 'pow') return power(first, second);
    if (/^m(in|ax)$/.test(token)) return of.reduce((so, one) => call(token, so, one));
    return call(token, ...of);
  }

  #closed(): Expression {
    const value = this.expression();
    this.#take(')');
    return value;
  }
}

const chosen = (when: Expression, then: Expression, otherwise: Expression): Expression => ({
  is: 'cases',
  rows: [
    { when, value: then },
    { when: number(1), value: otherwise },
  ],
});

export const readTyped = (text: string): Expression => new Reader(text).expression();
