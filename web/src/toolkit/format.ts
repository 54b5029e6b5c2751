/** How numbers are written for people: the same in every language, with a true minus sign, 20,000, 10⁻⁴, 1.98×10⁻⁵ and 96.5%. */

const minus = (text: string): string => text.replace(/-/g, '−');

const RAISED = '⁰¹²³⁴⁵⁶⁷⁸⁹';
const raised = (n: number): string =>
  String(n)
    .replace(/\d/g, (d) => RAISED[Number(d)]!)
    .replace('-', '⁻');

/** A mantissa, in digits, times a power of ten; without the mantissa where that is one. */
const scientific = (mantissa: string, exponent: number): string => {
  const power = `10${raised(exponent)}`;
  return minus(mantissa === '1' ? power : mantissa === '-1' ? `-${power}` : `${mantissa}×${power}`);
};

/** Whether a number that is rounded already is told by a power of ten. */
const isExtreme = (x: number, digits: number): boolean =>
  x !== 0 && (Math.abs(x) < 1e-3 || Math.abs(x) >= 10 ** Math.max(5, digits));

const parts = (x: number, digits: number): [mantissa: string, exponent: number] => {
  const [mantissa, exponent] = x.toExponential(digits - 1).split('e');
  return [mantissa!, Number(exponent)];
};

/** A number for reading: at most `digits` significant digits, a power of ten when very small or large. */
export function num(x: number | undefined, digits = 4): string {
  if (x === undefined || Number.isNaN(x)) return '–';
  if (!Number.isFinite(x)) return x > 0 ? '∞' : '−∞';
  const rounded = Number(x.toPrecision(digits)) + 0;
  if (!isExtreme(rounded, digits)) return grouped(minus(String(rounded)));
  const [mantissa, exponent] = parts(x, digits);
  return scientific(String(Number(mantissa)), exponent);
}

/** Beyond these nobody reads a fraction more easily than its decimals. */
const [MOST_PARTS, MOST_WHOLE] = [100, 1000];
/** What a few operations of a program may lose. */
const ROUNDING = 2 ** -51;

/**
 * A setting, for reading: 2/101 where that is what its seventeen digits are, as 0.0198 would be another value; and with as many digits
 * as tell it from 1, as decay rates come close to it.
 */
export function chosen(x: number, digits = 4): string {
  if (Number(x.toPrecision(12)) !== x)
    for (let q = 3; q < MOST_WHOLE; q++) {
      const p = Math.round(x * q);
      if (Math.abs(p / q - x) <= Math.abs(x) * ROUNDING && Math.abs(p) < MOST_PARTS) return minus(`${p}/${q}`);
    }
  const text = num(x, digits);
  return text === '1' && x !== 1 && digits < 17 ? chosen(x, digits + 1) : text;
}

/**
 * The same with as many digits always, so that a column of changing values does not jump: 0.999 and 1.000 have as many
 * decimals. What is rounded decides, not what was there before.
 */
export function fixed(x: number | undefined, digits = 4): string {
  if (x === undefined || !Number.isFinite(x)) return num(x);
  const rounded = Number(x.toPrecision(Math.abs(x) < 1 ? digits - 1 : digits)) + 0;
  if (isExtreme(rounded, digits)) return scientific(...parts(x, digits));
  const size = Math.abs(rounded);
  if (size > 0 && size < 1) return minus(rounded.toPrecision(digits - 1));
  const whole = size === 0 ? 1 : Math.floor(Math.log10(size)) + 1;
  return grouped(minus(rounded.toFixed(Math.max(0, digits - whole))));
}

export const percent = (x: number | undefined, digits = 2): string =>
  x === undefined || Number.isNaN(x) ? '–' : `${minus((Number((100 * x).toFixed(digits)) + 0).toFixed(digits))}%`;

/** Groups of three digits from five digits on, as in prose: 2000, 20,000. */
const grouped = (text: string): string =>
  text.replace(/^(\D?)(\d{5,})(?=\.|$)/, (_, sign, whole) => sign + whole.replace(/\B(?=(\d{3})+$)/g, ','));

/** A whole number in full: 12,345. */
export const count = (n: number): string => grouped(minus(String(n)));

/** A tick of a logarithmic axis: 10⁻³, 2×10⁴; small ones in full. */
export function power(x: number): string {
  if (x >= 0.01 && x < 1e4) return num(x, 3);
  const [mantissa, exponent] = parts(x, 1);
  return scientific(mantissa, exponent);
}

/** The same in so many characters, with as many digits as fit. */
export function fitting(x: number, characters: number): string {
  let text = plain(x);
  for (let digits = 15; text.length > characters && digits > 0; digits--) {
    const rounded = Number(x.toPrecision(digits));
    const [point, power] = [plain(rounded), rounded.toExponential().replace('e+', 'e')];
    text = point.length <= characters || point.length < power.length ? point : power;
  }
  return text;
}

/** How a value is written in an input: with an exponent only where that is much shorter. */
export const plain = (x: number): string => {
  const [text, exponent] = [String(x), x.toExponential()];
  return (exponent.length + 2 < text.length ? exponent : text).replace('e+', 'e');
};
