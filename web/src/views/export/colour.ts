/** Colours of CSS, as every program knows them. */

export interface Colour {
  /** #rrggbb */
  rgb: string;
  opacity: number;
}

const known = new Map<string, Colour>();
let resolve: ((css: string) => Colour) | undefined;

/** Where there is no document, something else knows what a colour is. */
export const resolveWith = (its: (css: string) => Colour): void => {
  resolve = its;
};

const hex = (v: number): string => Math.round(v).toString(16).padStart(2, '0');

export const rgbOf = (parts: readonly number[]): string => `#${parts.map(hex).join('')}`;

/** What a canvas makes of a colour: #rrggbb, rgba(…) or color(srgb … / …). */
function onCanvas(): (css: string) => Colour {
  const ctx = document.createElement('canvas').getContext('2d')!;
  return (css) => {
    ctx.fillStyle = css;
    const text = String(ctx.fillStyle);
    if (text.startsWith('#')) return { rgb: text, opacity: 1 };
    const numbers = (text.replace('srgb', '').match(/[\d.]+(?:e-?\d+)?/g) ?? []).map(Number);
    const scale = text.startsWith('color') ? 255 : 1;
    return { rgb: rgbOf([0, 1, 2].map((i) => (numbers[i] ?? 0) * scale)), opacity: numbers[3] ?? 1 };
  };
}

/** A colour of CSS, mixtures too. */
export function colourOf(css: string): Colour {
  const before = known.get(css);
  if (before) return before;
  resolve ??= onCanvas();
  const colour = resolve(css);
  known.set(css, colour);
  return colour;
}
