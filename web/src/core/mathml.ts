// MathML of the TeX of our formulas. The same elements and attributes as what is rendered when the page is built
// (tools/vite/formula.mjs), without styles, which would need a looser content-security policy.

import { readTex, type Tex } from './tex.ts';

const escaped = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

const FENCES = /^[()[\]{}|‖⌊⌋]$/;
const row = (of: string): string => `<mrow>${of}</mrow>`;
const fence = (sign: string, form: string): string => `<mo fence="true" form="${form}" stretchy="true">${sign}</mo>`;

const table = (rows: readonly Tex[][], align: string): string =>
  `<mtable columnalign="${align}" rowspacing="0.2em">${rows
    .map((cells) => `<mtr>${cells.map((cell) => `<mtd>${written(cell)}</mtd>`).join('')}</mtr>`)
    .join('')}</mtable>`;

function written(tex: Tex): string {
  switch (tex.is) {
    case 'letter':
      return `<mi>${escaped(tex.text)}</mi>`;
    case 'number':
      return `<mn>${escaped(tex.text)}</mn>`;
    case 'upright':
      return `<mi${[...tex.text].length === 1 ? ' mathvariant="normal"' : ''}>${escaped(tex.text)}</mi>`;
    case 'operator': {
      const size = tex.tall ? ' minsize="1.2em" maxsize="1.2em"' : '';
      return FENCES.test(tex.text)
        ? `<mo stretchy="${tex.tall ? 'true' : 'false'}"${size}>${escaped(tex.text)}</mo>`
        : `<mo>${escaped(tex.text)}</mo>`;
    }
    case 'space':
      return `<mspace width="${tex.wide ? '0.3333em' : '0.1667em'}"></mspace>`;
    case 'row':
      return row(tex.of.map((one, i) => (isSign(tex.of, i) ? prefix(one) : written(one))).join(''));
    case 'fraction':
      return `<mfrac>${row(written(tex.over))}${row(written(tex.under))}</mfrac>`;
    case 'root':
      return `<msqrt>${row(written(tex.of))}</msqrt>`;
    case 'accent':
      return `<mover accent="true">${written(tex.of)}<mo stretchy="false">${escaped(tex.text)}</mo></mover>`;
    case 'scripts': {
      const of = written(tex.of);
      const [low, high] = [tex.low && row(written(tex.low)), tex.high && row(written(tex.high))];
      if (low && high) return `<msubsup>${of}${low}${high}</msubsup>`;
      return low ? `<msub>${of}${low}</msub>` : `<msup>${of}${high}</msup>`;
    }
    case 'cases':
      return row(`${fence('{', 'prefix')}${table(tex.rows, 'left')}`);
    case 'matrix':
      return row(`${fence('(', 'prefix')}${table(tex.rows, 'right')}${fence(')', 'postfix')}`);
  }
}

/** Whether a minus belongs to the number behind it. */
function isSign(of: readonly Tex[], i: number): boolean {
  const one = of[i]!;
  if (one.is !== 'operator' || one.text !== '−') return false;
  const before = of[i - 1];
  return before === undefined || (before.is === 'operator' && !/^[)|‖\]}]$/.test(before.text));
}

const prefix = (one: Tex): string => `<mo form="prefix">${'text' in one ? one.text : ''}</mo>`;

/** Throws where it is no TeX of ours. */
export const mathML = (tex: string): string => `<math>${written(readTex(tex))}</math>`;
