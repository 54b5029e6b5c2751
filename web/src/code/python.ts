import type { Dialect } from './write.ts';

/** Of single numbers, in Python's module math where it is there. */
const SCALAR: Readonly<Record<string, (...of: string[]) => string>> = {
  abs: (x) => `abs(${x})`,
  max: (x, y) => `max(${x}, ${y})`,
  min: (x, y) => `min(${x}, ${y})`,
  sign: (x) => `np.sign(${x})`,
  clip: (x, low, high) => `min(max(${x}, ${low}), ${high})`,
};

/** The functions of NumPy that have other names than here. */
const ARRAY: Readonly<Record<string, string>> = {
  max: 'np.maximum',
  min: 'np.minimum',
  asin: 'np.arcsin',
  acos: 'np.arccos',
  atan: 'np.arctan',
  atan2: 'np.arctan2',
};

/** NumPy: arrays by np, numbers by math. `single`: arrays are of float32, and stay so. */
export const numpy = (single: boolean): Dialect => ({
  name: (text) => (text === 'pi' || text === 'e' ? `math.${text}` : text),
  call(name, of, array) {
    if (name === 'norm') return `float(np.linalg.norm(${of[0]}))`;
    if (name === 'not') return `not ${of[0]}`;
    if (name === 'sigmoid') return `sigmoid(${of[0]})`;
    if (!array && SCALAR[name]) return SCALAR[name](...of);
    return `${array ? (ARRAY[name] ?? `np.${name}`) : `math.${name}`}(${of.join(', ')})`;
  },
  power: (base, exponent) => `${base}**${exponent}`,
  choice(when, then, otherwise, array) {
    if (!array) return `${then.text} if ${when} else ${otherwise.text}`;
    // Of nothing but numbers, np.where would make an array of float64.
    const number = single && !then.array && !otherwise.array ? (text: string) => `np.float32(${text})` : String;
    return `np.where(${when}, ${number(then.text)}, ${number(otherwise.text)})`;
  },
  relation: (sign) => sign,
});
