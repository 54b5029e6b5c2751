import { type Case, contains, type Expression } from './expression.ts';

/** How a language writes what expressions are made of. */
export interface Dialect {
  /** `array`: some argument is an array, so that the function is that of the array library. */
  call(name: string, of: readonly string[], array: boolean): string;
  power(base: string, exponent: string, array: boolean): string;
  /** `array`: the choice is made for each number of an array. */
  choice(when: string, then: Branch, otherwise: Branch, array: boolean): string;
  relation(sign: string): string;
  name(text: string): string;
  /** A minus before a power needs parentheses. */
  strict?: boolean;
}

export interface Branch {
  text: string;
  array: boolean;
}

/** How tightly operators bind: what binds less tightly stands in parentheses. */
const BINDS = { choice: 0, or: 1, and: 2, compare: 4, sum: 5, product: 6, negative: 7, power: 8, atom: 9 };

interface Written {
  text: string;
  binds: number;
}

/** As it is typed: 0.001, 1e-8. */
export const numberText = (value: number): string =>
  (value !== 0 && Math.abs(value) < 1e-3 ? value.toExponential() : String(value)).replace('e+', 'e');

export class Writer {
  readonly #dialect: Dialect;
  readonly #isArray: (name: string) => boolean;

  constructor(dialect: Dialect, isArray: (name: string) => boolean) {
    this.#dialect = dialect;
    this.#isArray = isArray;
  }

  hasArray(x: Expression): boolean {
    // The norm of an array is one number.
    if (x.is === 'call' && x.name === 'norm') return false;
    if (x.is === 'name') return this.#isArray(x.name);
    return contains(
      x,
      (part) => part !== x && part.is === 'name' && this.#isArray(part.name) && !this.#inNorm(x, part),
    );
  }

  #inNorm(x: Expression, part: Expression): boolean {
    return contains(x, (one) => one.is === 'call' && one.name === 'norm' && one.of.includes(part));
  }

  text(x: Expression): string {
    return this.#write(x).text;
  }

  #write(x: Expression): Written {
    switch (x.is) {
      case 'number':
        return { text: numberText(x.value), binds: x.value < 0 ? BINDS.negative : BINDS.atom };
      case 'name':
        return { text: this.#dialect.name(x.name), binds: BINDS.atom };
      case 'negative':
        return {
          text: `-${this.#within(x.of, this.#dialect.strict && x.of.is === 'power' ? BINDS.atom : BINDS.product)}`,
          binds: BINDS.negative,
        };
      case 'sum':
        return this.#binary(x.a, ' + ', x.b, BINDS.sum, BINDS.sum);
      case 'difference':
        return this.#binary(x.a, ' - ', x.b, BINDS.sum, BINDS.product);
      case 'product':
        return this.#binary(x.a, ' * ', x.b, BINDS.product, BINDS.product);
      case 'quotient':
        return this.#binary(x.a, ' / ', x.b, BINDS.product, BINDS.negative);
      case 'power':
        return this.#power(x.a, x.b);
      case 'call':
        return this.#call(x.name, x.of, this.hasArray(x));
      case 'relation': {
        const binds = x.relation === 'and' ? BINDS.and : x.relation === 'or' ? BINDS.or : BINDS.compare;
        const sign = ` ${this.#dialect.relation(x.relation)} `;
        return this.#binary(x.a, sign, x.b, binds, binds + 1);
      }
      case 'cases':
        return this.#cases(x.rows, this.hasArray(x));
    }
  }

  #cases(rows: readonly Case[], array: boolean): Written {
    const branch = (value: Expression): Branch => ({ text: this.text(value), array: this.hasArray(value) });
    const [last, ...before] = [...rows].reverse();
    let whole = branch(last!.value);
    for (const { when, value } of before) {
      // The branches of a conditional expression need no parentheses, but an inner one does.
      const inner = before.length > 1 && whole.text.includes(' if ') ? `(${whole.text})` : whole.text;
      const otherwise = { text: inner, array: whole.array };
      whole = { text: this.#dialect.choice(this.text(when), branch(value), otherwise, array), array };
    }
    return { text: whole.text, binds: whole.text.includes(' if ') ? BINDS.choice : BINDS.atom };
  }

  #within(x: Expression, least: number): string {
    const { text, binds } = this.#write(x);
    return binds < least ? `(${text})` : text;
  }

  #binary(a: Expression, sign: string, b: Expression, left: number, right: number): Written {
    return { text: `${this.#within(a, left)}${sign}${this.#within(b, right)}`, binds: left };
  }

  #power(a: Expression, b: Expression): Written {
    const text = this.#dialect.power(this.#within(a, BINDS.atom), this.#within(b, BINDS.atom), this.hasArray(a));
    return { text, binds: text.includes('**') ? BINDS.power : BINDS.atom };
  }

  #call(name: string, of: readonly Expression[], array: boolean): Written {
    const [first, second] = of;
    if (name === 'mod' && first && second) return this.#binary(first, ' % ', second, BINDS.product, BINDS.negative);
    if (name === 'not' && first)
      return { text: this.#dialect.call(name, [this.#within(first, BINDS.compare + 1)], array), binds: BINDS.and };
    return {
      text: this.#dialect.call(
        name,
        of.map((one) => this.text(one)),
        array,
      ),
      binds: BINDS.atom,
    };
  }
}
