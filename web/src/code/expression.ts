/** Expressions, as formulas are read into them, derived and printed. */
export type Expression =
  | { is: 'number'; value: number }
  | { is: 'name'; name: string }
  | { is: 'sum' | 'difference' | 'product' | 'quotient' | 'power'; a: Expression; b: Expression }
  | { is: 'negative'; of: Expression }
  | { is: 'call'; name: string; of: readonly Expression[] }
  /** True or false: `<`, `<=`, `==` … of numbers, `and`, `or` of conditions. */
  | { is: 'relation'; relation: string; a: Expression; b: Expression }
  | { is: 'cases'; rows: readonly Case[] };

/** The first row that holds gives the value; the last one holds anyway. */
export interface Case {
  when: Expression;
  value: Expression;
}

export const number = (value: number): Expression => ({ is: 'number', value });
export const name = (text: string): Expression => ({ is: 'name', name: text });
export const call = (function_: string, ...of: Expression[]): Expression => ({ is: 'call', name: function_, of });
export const relation = (sign: string, a: Expression, b: Expression): Expression => ({
  is: 'relation',
  relation: sign,
  a,
  b,
});

export const isNumber = (x: Expression, value: number): boolean => x.is === 'number' && x.value === value;

export const sum = (a: Expression, b: Expression): Expression => {
  if (isNumber(a, 0)) return b;
  if (isNumber(b, 0)) return a;
  if (a.is === 'number' && b.is === 'number') return number(a.value + b.value);
  if (b.is === 'negative') return difference(a, b.of);
  if (b.is === 'number' && b.value < 0) return difference(a, number(-b.value));
  if (a.is === 'negative') return difference(b, a.of);
  return { is: 'sum', a, b };
};

export const difference = (a: Expression, b: Expression): Expression => {
  if (isNumber(b, 0)) return a;
  if (isNumber(a, 0)) return negative(b);
  if (a.is === 'number' && b.is === 'number') return number(a.value - b.value);
  if (b.is === 'number' && b.value < 0) return sum(a, number(-b.value));
  if (b.is === 'negative') return sum(a, b.of);
  return { is: 'difference', a, b };
};

export const negative = (of: Expression): Expression => {
  if (of.is === 'number') return number(-of.value);
  if (of.is === 'negative') return of.of;
  if (of.is === 'difference') return difference(of.b, of.a);
  return { is: 'negative', of };
};

/** Its number in front, and the rest; null: there is none. */
function split(x: Expression): readonly [coefficient: number, rest: Expression | null] {
  if (x.is === 'number') return [x.value, null];
  if (x.is === 'negative') {
    const [coefficient, rest] = split(x.of);
    return [-coefficient, rest];
  }
  if (x.is !== 'product') return [1, x];
  const [coefficient, rest] = split(x.a);
  return [coefficient, rest ? { ...x, a: rest } : x.b];
}

/** 3 · 0.1 is 0.3, as on paper. */
const rounded = (value: number): number => Number(value.toPrecision(15));

function joined(coefficient: number, rest: Expression | null): Expression {
  if (coefficient === 0) return number(0);
  if (coefficient < 0) return negative(joined(-coefficient, rest));
  if (!rest) return number(coefficient);
  if (coefficient === 1) return rest;
  // A number before a chain of products stands before its first factor, where it needs no parentheses.
  const before = (x: Expression): Expression =>
    x.is === 'product' ? { ...x, a: before(x.a) } : { is: 'product', a: number(coefficient), b: x };
  return before(rest);
}

const times = (a: Expression, b: Expression): Expression =>
  b.is === 'product' ? { is: 'product', a: times(a, b.a), b: b.b } : { is: 'product', a, b };

/** Numbers are gathered in front, with the sign. */
export const product = (a: Expression, b: Expression): Expression => {
  if (a.is === 'quotient' && isNumber(a.a, 1)) return quotient(b, a.b);
  if (b.is === 'quotient' && (isNumber(b.a, 1) || split(b.a)[0] !== 1)) return quotient(product(a, b.a), b.b);
  const [first, rest] = split(a);
  const [second, other] = split(b);
  return joined(rounded(first * second), rest && other ? times(rest, other) : (rest ?? other));
};

export const quotient = (a: Expression, b: Expression): Expression => {
  if (isNumber(a, 0) || isNumber(b, 1)) return a;
  if (a.is === 'quotient') return quotient(a.a, product(a.b, b));
  const [over, rest] = split(a);
  const [under, others] = split(b);
  const share = over / under;
  if (over < 0) return negative(quotient(joined(-over, rest), b));
  // ½ is 0.5, and 6/2 is 3; 1/6 stays.
  if (under !== 1 && (Number.isInteger(share) || Number.isInteger(share * 4)))
    return others ? quotient(joined(share, rest), others) : joined(share, rest);
  return { is: 'quotient', a, b };
};

export const power = (a: Expression, b: Expression): Expression => {
  if (isNumber(b, 1)) return a;
  if (isNumber(b, 0)) return number(1);
  if (isNumber(a, 10) && b.is === 'number') return number(Number(`1e${b.value}`));
  return { is: 'power', a, b };
};

const partsOf = (x: Expression): readonly Expression[] => {
  switch (x.is) {
    case 'number':
    case 'name':
      return [];
    case 'negative':
      return [x.of];
    case 'call':
      return x.of;
    case 'cases':
      return x.rows.flatMap(({ when, value }) => [when, value]);
    default:
      return [x.a, x.b];
  }
};

/** Whether some part of it is such. */
export const contains = (x: Expression, is: (part: Expression) => boolean): boolean =>
  is(x) || partsOf(x).some((part) => contains(part, is));

export const uses = (x: Expression, text: string): boolean =>
  contains(x, (part) => part.is === 'name' && part.name === text);

/** The same with other expressions for some names. */
export function replaced(x: Expression, by: ReadonlyMap<string, Expression>): Expression {
  const again = (part: Expression): Expression => replaced(part, by);
  switch (x.is) {
    case 'number':
      return x;
    case 'name':
      return by.get(x.name) ?? x;
    case 'negative':
      return negative(again(x.of));
    case 'call':
      return { ...x, of: x.of.map(again) };
    case 'cases':
      return { is: 'cases', rows: x.rows.map(({ when, value }) => ({ when: again(when), value: again(value) })) };
    case 'relation':
      return { ...x, a: again(x.a), b: again(x.b) };
    default:
      return { sum, difference, product, quotient, power }[x.is](again(x.a), again(x.b));
  }
}
