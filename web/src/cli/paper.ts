import tokens from '../../styles/tokens.css?raw';
import { COLOURS, type Palette } from '../toolkit/palette.ts';
import { type Colour, resolveWith, rgbOf } from '../views/export/colour.ts';
import { measureWith } from '../views/export/text.ts';

// What a picture needs that a browser's document has: colours, fonts and how wide texts are.

/** In ems, of the widest of the usual sans-serif fonts (DejaVu Sans): what is wrapped too early still fits. */
const WIDTHS: readonly (readonly [number, string])[] = [
  [0.28, "ijl'"],
  [0.34, ' !,./:;|IJ\\'],
  [0.4, '()-[]ft'],
  [0.5, '_`"*r'],
  [0.59, 'ckvxysz'],
  [0.69, 'ABEKPSVXYFTZ'],
  [0.79, 'CDHNRUGOQ&'],
  [0.84, '^+<=>~−×w'],
  [0.98, 'mMW%@'],
];
const OTHER = 0.64;
const widths = new Map(WIDTHS.flatMap(([width, signs]) => [...signs].map((sign) => [sign, width] as const)));

const estimated = (text: string, font: string): number => {
  const [, weight, size] = /^(?:(\d+) )?([\d.]+)px/.exec(font) ?? [];
  const ems = [...text].reduce((sum, sign) => sum + (sign >= '\u2e80' ? 1 : (widths.get(sign) ?? OTHER)), 0);
  return ems * Number(size) * (weight ? 1.07 : 1);
};

/** What a font of the user's own is called. */
export const FONT = 'Own';

const channels = (rgb: string): number[] => [1, 3, 5].map((at) => Number.parseInt(rgb.slice(at, at + 2), 16));

/** The colours that pictures are drawn in: those of tokens.css, and what toolkit/palette.ts makes of them. */
function colour(css: string): Colour {
  const [, first, percent, second] = /^color-mix\(in srgb, (#\w+) ([\d.]+)%, (#\w+|transparent)\)$/.exec(css) ?? [];
  if (!first || !second) return { rgb: css, opacity: 1 };
  const share = Number(percent) / 100;
  if (second === 'transparent') return { rgb: first, opacity: share };
  const under = channels(second);
  return { rgb: rgbOf(channels(first).map((x, i) => share * x + (1 - share) * under[i]!)), opacity: 1 };
}

/** The palette of the light page, as paper has it. From then on pictures can be drawn without a document. */
export function paper(): Palette {
  measureWith(estimated, true);
  resolveWith(colour);
  const all = new Map(
    [...tokens.matchAll(/--([\w-]+): light-dark\((#\w+),/g)].map(([, name, light]) => [name!, light!]),
  );
  const many = (kind: string, n: number): string[] => Array.from({ length: n }, (_, i) => all.get(`${kind}-${i}`)!);
  const [ink, muted, rule, ground] = ['ink', 'muted', 'rule', 'ground'].map((name) => all.get(name)!) as [
    string,
    string,
    string,
    string,
  ];
  const font = /--sans:\s*([^;]+);/.exec(tokens)![1]!.replace(/\s+/g, ' ');
  return {
    lanes: many('lane', COLOURS),
    classes: many('class', 3),
    ink,
    muted,
    rule,
    ground,
    paper: '#ffffff',
    font,
    unit: 1,
    bold: 1,
    plain: false,
  };
}
