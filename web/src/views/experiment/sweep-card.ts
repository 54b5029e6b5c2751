import { html, nothing, type TemplateResult } from 'lit';
import { t } from '../../toolkit/i18n.ts';
import { COLOURS } from '../../toolkit/palette.ts';
import { sayHalf, sayValue } from './readable.ts';
import { type Asked, kindOf, type Tally } from './tally.ts';

/** One line of what is read out of a picture: a lane, its value and how far its seeds are apart. */
export interface Reading {
  name: string;
  swatch: number;
  /** Its own setting, where lanes have different ones. */
  value?: string;
  tally: Tally;
}

/** What the runs come to, in words. `brief`: in little room. */
export function said(tally: Tally, asked: Asked, brief = false): string {
  const { runs, lost, median } = tally;
  const kind = kindOf(tally);
  if (kind === 'open') return t('sweep.open');
  const gone = asked.what === 'steps' ? 'sweep.neverIn' : 'sweep.divergedIn';
  if (kind === 'lost') return t(gone, { lost, runs });
  const value = sayValue(median, asked);
  const half = runs > 2 ? sayHalf(tally, asked) : value;
  const range = half === value ? value : t('sweep.quartiles', { value, half });
  const more = [
    ...(lost > 0 ? [t(gone, { lost, runs })] : []),
    ...(kind === 'idle' ? [t(brief ? 'sweep.idle.brief' : 'sweep.idle')] : []),
  ];
  return more.reduce((a, b) => t('sweep.comma', { a, b }), range);
}

/** The same as one sentence, to be heard. */
export const heard = (title: string, readings: readonly Reading[], asked: Asked): string =>
  readings.reduce(
    (text, { name, value, tally }) =>
      t('sweep.heard', { text, name: value === undefined ? name : `${name} ${value}`, value: said(tally, asked) }),
    title,
  );

export const readout = (title: string, readings: readonly Reading[], asked: Asked, hint: string): TemplateResult =>
  html`<strong>${title}</strong>${readings.map(
    ({ name, swatch, value, tally }) =>
      html`<span class="pair"><span class="named lane-${swatch % COLOURS}">${name}${value === undefined ? nothing : html` <span class="aside">${value}</span>`}</span><span>${said(tally, asked)}</span></span>`,
  )}<span class="aside">${hint}</span>`;
