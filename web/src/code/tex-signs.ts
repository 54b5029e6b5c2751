// The signs of the TeX that is read as what it computes.
export const FUNCTIONS: Readonly<Record<string, string>> = {
  '\\max': 'max',
  '\\min': 'min',
  '\\cos': 'cos',
  '\\sin': 'sin',
  '\\sigma': 'sigmoid',
  '\\operatorname{sign}': 'sign',
  '\\operatorname{clip}': 'clip',
};
export const RELATIONS: readonly (readonly [tex: string, sign: string])[] = [
  ['\\neq', '!='],
  ['\\ne', '!='],
  ['\\le', '<='],
  ['\\ge', '>='],
  ['<', '<'],
  ['>', '>'],
  ['=', '=='],
];
export const SPACE = /^(?:\s|\\[,; ]|\\(?:big|Big|left|right)(?![a-zA-Z]))+/;
