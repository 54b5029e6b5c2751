/** Computes formulas as they are printed: a small reader of the TeX in web/formulas.json, which knows nothing of how it was written. */

export type Scope = Map<string, number>;

/** What stands for a number in a formula, longest first, so that β₁ is not read as β. */
export type Symbols = readonly string[];

const FUNCTIONS: Record<string, (...of: number[]) => number> = {
  '\\max': Math.max,
  '\\min': Math.min,
  '\\cos': Math.cos,
  '\\operatorname{sign}': Math.sign,
  '\\operatorname{clip}': (x, low, high) => Math.min(Math.max(x!, low!), high!),
};

const RELATIONS: Record<string, (a: number, b: number) => boolean> = {
  '\\le': (a, b) => a <= b,
  '\\ge': (a, b) => a >= b,
  '\\neq': (a, b) => a !== b,
  '<': (a, b) => a < b,
  '>': (a, b) => a > b,
  '=': (a, b) => a === b,
};

class Reader {
  readonly #text: string;
  #at = 0;
  readonly #symbols: Symbols;
  readonly #scope: Scope;

  constructor(text: string, symbols: Symbols, scope: Scope) {
    this.#text = text;
    this.#symbols = symbols;
    this.#scope = scope;
  }

  get rest(): string {
    return this.#text.slice(this.#at);
  }

  /** Spaces of TeX, and how large parentheses are. */
  #skip(): void {
    for (;;) {
      const space = /^(\s|\\,|\\ |\\big(?=[()]))+/.exec(this.rest);
      if (!space) return;
      this.#at += space[0].length;
    }
  }

  #take(token: string): boolean {
    this.#skip();
    if (!this.rest.startsWith(token)) return false;
    this.#at += token.length;
    return true;
  }

  #need(token: string): void {
    if (!this.#take(token)) throw new Error(`${token} is missing before “${this.rest}” in ${this.#text}`);
  }

  end(): void {
    this.#skip();
    if (this.rest) throw new Error(`cannot read “${this.rest}” in ${this.#text}`);
  }

  sum(): number {
    let value = this.#take('-') ? -this.#product() : this.#product();
    for (;;) {
      if (this.#take('+')) value += this.#product();
      else if (this.#take('-')) value -= this.#product();
      else return value;
    }
  }

  #product(): number {
    let value = this.#power();
    for (;;) {
      if (this.#take('\\cdot') || this.#take('\\times')) value *= this.#power();
      else if (this.#take('\\bmod')) value %= this.#power();
      else if (this.#take('/')) value /= this.#power();
      else if (this.#beginsFactor()) value *= this.#power();
      else return value;
    }
  }

  #beginsFactor(): boolean {
    this.#skip();
    return (
      /^(\d|\(|\{|\\frac|\\sqrt|\\begin|\\lfloor|\\max|\\min|\\cos|\\operatorname|\\pi)/.test(this.rest) ||
      this.#symbols.some((symbol) => this.rest.startsWith(symbol))
    );
  }

  #power(): number {
    const base = this.#factor();
    if (!this.#take('^')) return base;
    if (this.#take('{')) return base ** this.#until('}');
    const digit = /^\d/.exec(this.rest)![0];
    this.#at += 1;
    return base ** Number(digit);
  }

  #until(close: string): number {
    const value = this.sum();
    this.#need(close);
    return value;
  }

  #factor(): number {
    this.#skip();
    const number = /^\d+(\.\d+)?(e[-+]?\d+)?/.exec(this.rest);
    if (number) {
      this.#at += number[0].length;
      return Number(number[0]);
    }
    const symbol = this.#symbols.find((one) => this.rest.startsWith(one));
    if (symbol) {
      this.#at += symbol.length;
      const value = this.#scope.get(symbol);
      if (value === undefined) throw new Error(`${symbol} has no value yet in ${this.#text}`);
      return value;
    }
    if (this.#take('\\frac')) {
      this.#need('{');
      const over = this.#until('}');
      this.#need('{');
      return over / this.#until('}');
    }
    if (this.#take('\\sqrt')) {
      this.#need('{');
      return Math.sqrt(this.#until('}'));
    }
    for (const [name, compute] of Object.entries(FUNCTIONS)) {
      if (!this.#take(name)) continue;
      this.#need('(');
      const of = [this.sum()];
      while (this.#take(',')) of.push(this.sum());
      this.#need(')');
      return compute(...of);
    }
    if (this.#take('\\pi')) return Math.PI;
    if (this.#take('\\lfloor')) return Math.floor(this.#until('\\rfloor'));
    if (this.#take('|')) return Math.abs(this.#until('|'));
    if (this.#take('\\begin{cases}')) return this.#cases();
    if (this.#take('{')) return this.#until('}');
    this.#need('(');
    return this.#until(')');
  }

  #cases(): number {
    let found: number | undefined;
    do {
      const value = this.sum();
      this.#need('&');
      const left = this.sum();
      const relation = Object.keys(RELATIONS).find((one) => this.#take(one));
      if (!relation) throw new Error(`no relation before “${this.rest}”`);
      if (RELATIONS[relation]!(left, this.sum())) {
        if (found !== undefined) throw new Error(`two cases hold in ${this.#text}`);
        found = value;
      }
    } while (this.#take('\\\\'));
    this.#need('\\end{cases}');
    if (found === undefined) throw new Error(`no case holds in ${this.#text}`);
    return found;
  }
}

/** A line's target and what is assigned to it. */
export function assignment(tex: string): { target: string; value: string } {
  const [, target, value] = /^(.+?) (?:\\leftarrow|=) (.+)$/s.exec(tex) ?? [];
  if (!target || !value) throw new Error(`no assignment: ${tex}`);
  return { target, value };
}

export const sorted = (symbols: Iterable<string>): Symbols =>
  [...new Set(symbols)].filter((symbol) => symbol !== '').sort((a, b) => b.length - a.length);

export function compute(tex: string, symbols: Symbols, scope: Scope): number {
  const reader = new Reader(tex, symbols, scope);
  const value = reader.sum();
  reader.end();
  return value;
}
