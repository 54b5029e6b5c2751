// Gradients by reverse differentiation: what is computed from parameters is written on a tape, with how to go back.

export interface Term {
  value: number;
  slope: number;
}

type Back = (slope: number) => void;

let tape: { term: Term; back: Back }[] | undefined;

export const constant = (value: number): Term => ({ value, slope: 0 });
export const constants = (values: readonly number[]) => values.map(constant);
export const values = (terms: readonly Term[]) => terms.map(({ value }) => value);

function record(value: number, back: Back): Term {
  const term = constant(value);
  tape?.push({ term, back });
  return term;
}

/** A number that grows by `slopes[i]` with `from[i]`. */
export const term = (value: number, from: readonly Term[], slopes: readonly number[]) =>
  record(value, (slope) => {
    from.forEach((parent, i) => {
      parent.slope += slope * slopes[i]!;
    });
  });

export const apply = (x: Term, f: (x: number) => number, slope: (x: number) => number) =>
  record(f(x.value), (s) => {
    x.slope += s * slope(x.value);
  });

export const times = (a: Term, b: Term) => term(a.value * b.value, [a, b], [b.value, a.value]);

export const sum = (terms: readonly Term[], factors: readonly number[] = terms.map(() => 1)) =>
  term(
    terms.reduce((total, { value }, i) => total + value * factors[i]!, 0),
    terms,
    factors,
  );

export const mean = (terms: readonly Term[]) => {
  const share = 1 / terms.length;
  return sum(
    terms,
    terms.map(() => share),
  );
};

/** x·W + b, where W is laid out row by row. */
export function affine(x: readonly Term[], w: readonly Term[], b: readonly Term[]): Term[] {
  const columns = b.length;
  return b.map((bias, j) => {
    let value = bias.value;
    for (let i = 0; i < x.length; i++) value += x[i]!.value * w[i * columns + j]!.value;
    return record(value, (slope) => {
      bias.slope += slope;
      for (let i = 0; i < x.length; i++) {
        x[i]!.slope += slope * w[i * columns + j]!.value;
        w[i * columns + j]!.slope += slope * x[i]!.value;
      }
    });
  });
}

export function gradientOf(f: (w: Term[]) => Term, w: readonly number[]): number[] {
  const inputs = constants(w);
  tape = [];
  f(inputs).slope = 1;
  for (const { term, back } of tape.reverse()) back(term.slope);
  tape = undefined;
  return inputs.map(({ slope }) => slope);
}
