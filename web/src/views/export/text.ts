/** Texts that fit: broken into lines by what they measure in their font. */

type Measure = (text: string, font: string) => number;
let measure: Measure | undefined;
let estimates = false;

/** Where there is no document, something else measures, or estimates. */
export const measureWith = (its: Measure, isEstimate = false): void => {
  [measure, estimates] = [its, isEstimate];
};

/** Whether texts are as wide as `widthOf` says, and not only at most. */
export const isMeasured = (): boolean => !estimates;

export const onCanvas =
  (ctx: Pick<CanvasRenderingContext2D, 'font' | 'measureText'>): Measure =>
  (text, font) => {
    ctx.font = font;
    return ctx.measureText(text).width;
  };

export function widthOf(text: string, font: string): number {
  measure ??= onCanvas(document.createElement('canvas').getContext('2d')!);
  return measure(text, font);
}

/** Where a line may end: behind spaces, between Chinese signs but not before their punctuation nor behind what opens a bracket, and in addresses before a separator. */
const PIECES =
  /[（《「『【]*(?:[\u2e80-\uffff]|(?:[&~]|[^\s\u2e80-\uffff])[^\s&~\u2e80-\uffff]*)[，。；：、！？）》」』】]*\s*/g;

/** Breaks a text into lines of at most that width; a word that is wider is broken where it must. */
export function wrapped(text: string, width: number, font: string): string[] {
  const lines: string[] = [];
  let line = '';
  const fits = (more: string): boolean => widthOf((line + more).trimEnd(), font) <= width;
  for (const piece of text.match(PIECES) ?? []) {
    if (fits(piece)) {
      line += piece;
      continue;
    }
    if (line !== '') lines.push(line.trimEnd());
    line = '';
    for (const sign of piece) {
      if (line !== '' && !fits(sign)) {
        lines.push(line.trimEnd());
        line = '';
      }
      line += sign;
    }
  }
  return [...lines, line.trimEnd()];
}
