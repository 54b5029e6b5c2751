import type { Field } from '../core/catalog.ts';

/** Positions of a slider: whole numbers 0…STOPS. */
export const STOPS = 300;

interface Scale {
  to(value: number): number; // to 0…1
  from(position: number): number;
}

const linear = (low: number, high: number): Scale => ({
  to: (value) => (value - low) / (high - low),
  from: (position) => low + position * (high - low),
});

function logarithmic(low: number, high: number): Scale {
  const [a, b] = [Math.log(low), Math.log(high)];
  return { to: (value) => (Math.log(value) - a) / (b - a), from: (position) => Math.exp(a + position * (b - a)) };
}

/** Logarithmic in 1 − x: for averaging coefficients near 1. */
function oneMinus(low: number, high: number): Scale {
  const inner = logarithmic(Math.max(1 - high, 1e-6), 1 - low);
  return { to: (value) => 1 - inner.to(1 - value), from: (position) => 1 - inner.from(1 - position) };
}

const signifying = (x: number, digits: number): number => Number(x.toPrecision(digits));

/** The range that a slider of this field moves through, or undefined when it should have none. */
export function sliderRange(field: Field): [number, number] | undefined {
  if (field.slider) return field.slider;
  const { min, max } = field;
  return min !== undefined && max !== undefined && max > min && max - min <= 1e4 ? [min, max] : undefined;
}

export interface Slider {
  position(value: number): number;
  value(position: number): number;
}

/** The slider of a field: its values are rounded to what a person would type, so that links stay short. */
export function sliderOf(field: Field): Slider | undefined {
  const range = sliderRange(field);
  if (!range) return undefined;
  const [low, high] = range;
  const kind = field.scale ?? 'linear';
  const zero = kind === 'log' && field.min === 0; // the left end of a logarithmic slider switches off
  const scale =
    kind === 'log'
      ? logarithmic(low > 0 ? low : high * 1e-6, high)
      : (kind === 'oneMinus' ? oneMinus : linear)(low, high);
  const round = (value: number): number => {
    if (field.kind === 'integer') return value < 100 ? Math.round(value) : Math.round(signifying(value, 2));
    if (kind === 'log') return signifying(value, 2);
    if (kind === 'oneMinus') return signifying(1 - signifying(1 - value, 2), 12);
    return signifying(Math.round((value / (high - low)) * STOPS) * ((high - low) / STOPS), 3);
  };
  const first = zero ? 1 : 0;
  const stops = STOPS - first;
  return {
    position: (value) => {
      if (zero && value <= 0) return 0;
      return first + Math.round(Math.min(1, Math.max(0, scale.to(value))) * stops);
    },
    value: (position) => {
      if (zero && position <= 0) return 0;
      if (position <= first) return low;
      return position >= STOPS ? high : round(scale.from((position - first) / stops));
    },
  };
}
