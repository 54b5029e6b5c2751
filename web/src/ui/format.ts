const minus = (text: string): string => text.replace(/-/g, '−');

/** A number for reading: `digits` significant digits, exponents when very small or large, a true minus sign. */
export function num(x: number | undefined, digits = 4): string {
  if (x === undefined || Number.isNaN(x)) return '–';
  if (!Number.isFinite(x)) return x > 0 ? '∞' : '−∞';
  const size = Math.abs(x);
  if (size !== 0 && (size < 1e-3 || size >= 10 ** Math.max(5, digits))) {
    const [mantissa, exponent] = x.toExponential(digits - 1).split('e');
    return minus(`${Number(mantissa)}e${Number(exponent)}`);
  }
  return minus(String(Number(x.toPrecision(digits))));
}

/** The same with as many digits always, so that a column of changing values does not jump. */
export function fixed(x: number | undefined, digits = 4): string {
  if (x === undefined || !Number.isFinite(x)) return num(x);
  const size = Math.abs(x);
  if (size !== 0 && (size < 1e-3 || size >= 10 ** Math.max(5, digits))) {
    const [mantissa, exponent] = x.toExponential(digits - 1).split('e');
    return minus(`${mantissa}e${Number(exponent)}`);
  }
  if (size < 1) return minus(size === 0 ? x.toFixed(digits - 1) : x.toPrecision(digits - 1));
  return minus(x.toFixed(Math.max(0, digits - Math.floor(Math.log10(size)) - 1)));
}

export const percent = (x: number | undefined, digits = 2): string =>
  x === undefined || Number.isNaN(x) ? '–' : `${(100 * x).toFixed(digits)} %`;

/** 12345 → 12 345, with a thin space that is the same in every language. */
export const count = (n: number): string => String(n).replace(/\B(?=(\d{3})+$)/g, '\u2009');

const raised = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** A tick of a logarithmic axis: 10⁻³, 2·10⁴; small ones in full. */
export function power(x: number): string {
  if (x >= 0.01 && x < 1e4) return num(x, 3);
  const [mantissa, exponent] = x.toExponential(0).split('e').map(Number) as [number, number];
  const digits = [...String(Math.abs(exponent))].map((d) => raised[Number(d)]).join('');
  return `${mantissa === 1 ? '' : `${mantissa}·`}10${exponent < 0 ? '⁻' : ''}${digits}`;
}

/** How a value is written in an input: with an exponent only where that is much shorter. */
export const plain = (x: number): string => {
  const [text, exponent] = [String(x), x.toExponential()];
  return exponent.length + 2 < text.length ? exponent.replace('e+', 'e') : text;
};
