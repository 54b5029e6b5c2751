import {
  call,
  difference,
  type Expression,
  negative,
  number,
  power,
  product,
  quotient,
  relation,
  sum,
  uses,
} from './expression.ts';

type Rule = (...of: Expression[]) => Expression[];
const one = number(1);
const two = number(2);
const square = (x: Expression): Expression => power(x, two);
const root = (x: Expression): Expression => call('sqrt', x);

/** ∂f/∂(each argument). What is constant between jumps has slope 0; of min and max the slope is that of the argument that is taken. */
const SLOPES: Readonly<Record<string, Rule>> = {
  sqrt: (x) => [quotient(one, product(two, root(x)))],
  exp: (x) => [call('exp', x)],
  log: (x) => [quotient(one, x)],
  sin: (x) => [call('cos', x)],
  cos: (x) => [negative(call('sin', x))],
  tan: (x) => [quotient(one, square(call('cos', x)))],
  asin: (x) => [quotient(one, root(difference(one, square(x))))],
  acos: (x) => [negative(quotient(one, root(difference(one, square(x)))))],
  atan: (x) => [quotient(one, sum(one, square(x)))],
  sinh: (x) => [call('cosh', x)],
  cosh: (x) => [call('sinh', x)],
  tanh: (x) => [difference(one, square(call('tanh', x)))],
  sigmoid: (x) => [product(call('sigmoid', x), difference(one, call('sigmoid', x)))],
  abs: (x) => [call('sign', x)],
  sign: () => [number(0)],
  floor: () => [number(0)],
  mod: (x, y) => [one, negative(call('floor', quotient(x, y)))],
  hypot: (x, y) => [quotient(x, call('hypot', x, y)), quotient(y, call('hypot', x, y))],
  atan2: (y, x) => [quotient(x, sum(square(x), square(y))), negative(quotient(y, sum(square(x), square(y))))],
  min: (x, y) => [choice(relation('<=', x, y), one, number(0)), choice(relation('<=', x, y), number(0), one)],
  max: (x, y) => [choice(relation('>=', x, y), one, number(0)), choice(relation('>=', x, y), number(0), one)],
};

const choice = (when: Expression, then: Expression, otherwise: Expression): Expression => ({
  is: 'cases',
  rows: [
    { when, value: then },
    { when: number(1), value: otherwise },
  ],
});

/** ∂x/∂(that name). */
export function derivative(x: Expression, of: string): Expression {
  const by = (part: Expression): Expression => derivative(part, of);
  if (!uses(x, of)) return number(0);
  switch (x.is) {
    case 'name':
      return one;
    case 'negative':
      return negative(by(x.of));
    case 'sum':
      return sum(by(x.a), by(x.b));
    case 'difference':
      return difference(by(x.a), by(x.b));
    case 'product':
      return sum(product(by(x.a), x.b), product(x.a, by(x.b)));
    case 'quotient':
      return uses(x.b, of)
        ? quotient(difference(product(by(x.a), x.b), product(x.a, by(x.b))), square(x.b))
        : quotient(by(x.a), x.b);
    case 'power':
      return derivativeOfPower(x.a, x.b, of);
    case 'call':
      return x.of.reduce<Expression>((total, part, i) => {
        const slope = SLOPES[x.name]?.(...x.of)[i];
        if (!slope) throw new Error(`${x.name} has no derivative`);
        return sum(total, product(slope, by(part)));
      }, number(0));
    case 'cases':
      return { is: 'cases', rows: x.rows.map(({ when, value }) => ({ when, value: by(value) })) };
    default:
      return number(0);
  }
}

function derivativeOfPower(a: Expression, b: Expression, of: string): Expression {
  if (!uses(b, of)) {
    const less = b.is === 'number' ? number(b.value - 1) : difference(b, one);
    return product(product(b, power(a, less)), derivative(a, of));
  }
  const exponent = derivative(b, of);
  if (!uses(a, of))
    return product(product(power(a, b), a.is === 'name' && a.name === 'e' ? one : call('log', a)), exponent);
  return product(power(a, b), sum(product(exponent, call('log', a)), quotient(product(b, derivative(a, of)), a)));
}
