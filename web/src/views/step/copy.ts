// A step as it is copied: every line with symbols and with its numbers, in full precision.

import type { Optimizer } from '../../core/catalog.ts';
import type { StepTold } from '../../core/module.ts';
import { numberTex, stepRows } from '../../core/step-text.ts';
import { plainTeX } from '../../core/tex.ts';

export interface Copied {
  /** What is told: the lane's name, the step, the coordinate. */
  title: string;
  coordinate: string;
  rule: Pick<Optimizer, 'fields' | 'slots'>;
  told: StepTold;
  /** Significant ones; undefined: all. */
  digits?: number | undefined;
}

/** As a text: a line of symbols, and with its numbers. */
export function stepAsText({ title, coordinate, rule, told, digits }: Copied): string {
  const as = (x: number): string => plainTeX(numberTex(x, digits));
  const lines = stepRows(told, rule, digits).map(
    ({ tex, numbers, value }) => `${plainTeX(tex)} = ${plainTeX(numbers)} = ${as(value)}`,
  );
  const name = plainTeX(coordinate);
  return `${[title, `${name} = ${as(told.w)}`, `g = ${as(told.clipped)}`, ...lines, `${name}: ${as(told.next)}`].join('\n')}\n`;
}

/** As TeX: aligned equations, for a document with amsmath. */
export function stepAsTex({ title, coordinate, rule, told }: Copied): string {
  const lines = [
    `${coordinate} &= ${numberTex(told.w)}`,
    `g &= ${numberTex(told.clipped)}`,
    ...stepRows(told, rule).map(({ tex, numbers, value }) => {
      const [, target, relation, text] = /^(.*?) (\\leftarrow|=) (.*)$/.exec(tex)!;
      return `${target} &${relation} ${text} = ${numbers} = ${numberTex(value)}`;
    }),
  ];
  return `% ${title}\n\\begin{align*}\n${lines.map((line) => `  ${line}`).join(' \\\\\n')}\n\\end{align*}\n`;
}
