// Reads TeX by recursive descent.
import {
  type Case,
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

import { FUNCTIONS, RELATIONS, SPACE } from './tex-signs.ts';

/** What symbols are called, by their TeX. */
export type Names = ReadonlyMap<string, string>;

export class TexReader {
  #rest: string;
  readonly #names: readonly (readonly [string, string])[];

  constructor(text: string, names: Names) {
    this.#rest = text;
    this.#names = [...names].sort(([a], [b]) => b.length - a.length);
  }

  #skip(): void {
    this.#rest = this.#rest.replace(SPACE, '');
  }

  take(token: string): boolean {
    this.#skip();
    if (!this.#rest.startsWith(token)) return false;
    // \eta is no \et, \sigma_t is no \sigma.
    if (/[a-zA-Z]$/.test(token) && token.startsWith('\\') && /^[a-zA-Z]/.test(this.#rest.slice(token.length)))
      return false;
    this.#rest = this.#rest.slice(token.length);
    return true;
  }

  #match(pattern: RegExp): RegExpExecArray | null {
    this.#skip();
    const found = pattern.exec(this.#rest);
    if (found) this.#rest = this.#rest.slice(found[0].length);
    return found;
  }

  #need(token: string): void {
    if (!this.take(token)) throw new Error(`${token} is missing before ${this.#rest}`);
  }

  end(): void {
    this.#skip();
    if (this.#rest) throw new Error(`cannot read ${this.#rest}`);
  }

  sum(): Expression {
    let value = this.take('-') ? negative(this.#product()) : this.#product();
    for (;;) {
      if (this.take('+')) value = sum(value, this.#product());
      else if (this.take('-')) value = difference(value, this.#product());
      else return value;
    }
  }

  #product(): Expression {
    let value = this.#power();
    for (;;) {
      if (this.take('\\cdot') || this.take('\\times')) value = product(value, this.#power());
      else if (this.take('\\bmod')) value = call('mod', value, this.#power());
      else if (this.take('/')) value = quotient(value, this.#power());
      else if (this.#beginsFactor()) value = product(value, this.#power());
      else return value;
    }
  }

  #beginsFactor(): boolean {
    this.#skip();
    return (
      this.#rest !== '' &&
      !/^(?:[-+=<>,&|)}\]]|\\\||\\(?:le|ge|ne|neq|end|rfloor|quad|\\)(?![a-zA-Z]))/.test(this.#rest)
    );
  }

  #power(): Expression {
    const base = this.#factor();
    return this.take('^') ? power(base, this.#group()) : base;
  }

  /** What stands in braces, or one sign without them. */
  #group(): Expression {
    if (this.take('{')) return this.#until('}');
    const digit = this.#match(/^\d/);
    return digit ? number(Number(digit[0])) : this.#factor();
  }

  #until(close: string): Expression {
    const value = this.sum();
    this.#need(close);
    return value;
  }

  /** A symbol that is known, else the name that its TeX makes; null where none stands here. */
  symbol(): string | null {
    const known = this.#names.find(([tex]) => this.#starts(tex) && this.take(tex));
    if (known) return known[1];
    const accent = this.#match(/^\\(hat|tilde|bar)(?![a-zA-Z])\s*/);
    const letter = this.#match(/^(?:\\([a-zA-Z]+)|([a-zA-Z]))/);
    if (!letter) return null;
    const text = letter[1] ?? letter[2]!;
    const index = this.#match(/^_(?:\{([^}]*)\}|\\?([a-zA-Z]+|\d))/);
    const low = (index?.[1] ?? index?.[2] ?? '')
      .replace('t+1', 'next')
      .replace('t-1', 'previous')
      .replace('infty', 'inf')
      .replace(/\W/g, '');
    return [text, accent?.[1], low].filter(Boolean).join('_');
  }

  #factor(): Expression {
    const digits = this.#match(/^\d+(?:\.\d+)?(?:e[-+]?\d+)?/);
    if (digits) return number(Number(digits[0]));
    if (this.take('\\frac') || this.take('\\tfrac')) {
      const over = this.#group();
      return quotient(over, this.#group());
    }
    if (this.take('\\sqrt')) return call('sqrt', this.#group());
    if (this.take('\\pi')) return name('pi');
    if (this.take('\\lfloor')) return call('floor', this.#until('\\rfloor'));
    if (this.take('\\|')) return call('norm', this.#until('\\|'));
    if (this.take('|')) return call('abs', this.#until('|'));
    if (this.take('\\begin{cases}')) return this.#cases();
    if (this.take('{')) return this.#until('}');
    if (this.take('(')) return this.#until(')');
    const known = this.#names.some(([tex]) => this.#starts(tex));
    const function_ = known ? undefined : Object.keys(FUNCTIONS).find((tex) => this.take(tex));
    if (function_) return this.#function(FUNCTIONS[function_]!);
    if (!known && this.#match(/^e(?=[\^+-]|$)/)) {
      if (!this.take('^')) return name('e');
      return call('exp', this.#group());
    }
    const symbol = this.symbol();
    if (symbol === null) throw new Error(`no value before ${this.#rest}`);
    return name(symbol);
  }

  /** Whether that symbol stands here; \rho_t is no \rho. */
  #starts(tex: string): boolean {
    const before = this.#rest;
    const found = this.take(tex) && !this.#rest.startsWith('_');
    this.#rest = before;
    return found;
  }

  /** sin²3πx: what follows without parentheses is the product of what is there. */
  #function(text: string): Expression {
    const exponent = this.take('^') ? this.#group() : number(1);
    if (this.take('(')) {
      const of = [this.sum()];
      while (this.take(',')) of.push(this.sum());
      this.#need(')');
      return power(call(text, ...of), exponent);
    }
    let of = this.#power();
    while (this.#beginsFactor() && !/^\\(?:cos|sin)|^e\^/.test(this.#rest)) of = product(of, this.#power());
    return power(call(text, of), exponent);
  }

  condition(): Expression {
    const sides = [this.sum()];
    let held: Expression | undefined;
    for (let sign = RELATIONS.find(([tex]) => this.take(tex)); sign; sign = RELATIONS.find(([tex]) => this.take(tex))) {
      sides.push(this.sum());
      const one = relation(sign[1], sides.at(-2)!, sides.at(-1)!);
      held = held ? relation('and', held, one) : one;
    }
    if (!held) throw new Error(`no relation before ${this.#rest}`);
    return held;
  }

  #cases(): Expression {
    const rows: Case[] = [];
    do {
      const value = this.sum();
      this.#need('&');
      rows.push({ value, when: this.condition() });
    } while (this.take('\\\\'));
    this.#need('\\end{cases}');
    return { is: 'cases', rows };
  }
}
