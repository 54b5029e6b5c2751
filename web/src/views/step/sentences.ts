import { html, nothing, type TemplateResult } from 'lit';
import { readTex, texText } from '../../core/tex.ts';
import { count, num } from '../../toolkit/format.ts';
import { labelled, sentences, t } from '../../toolkit/i18n.ts';
import * as icons from '../../toolkit/icons.ts';
import { FEW } from './ask.ts';
import { findingsOf } from './findings.ts';
import { type Column, goesOnIn, scaleOf } from './numbers.ts';
import { lostAt, type Step } from './rows.ts';

/** So many of one lane: what else there is says less. */
const MOST = 2;

/** What the numbers show, a sentence each; `coordinate`: whose they are. The picture is of the first column, and so is the first sentence. */
export function findingTexts(
  columns: readonly Column[],
  stepsOf: (column: Column) => readonly Step[],
  coordinate: string,
): string[] {
  const [first, ...others] = columns.map((column) => {
    const { name, step, told } = column;
    const all = told.size <= FEW ? stepsOf(column) : [];
    const lost = lostAt(step);
    const quantity = lost ? texText(readTex(lost.symbol)) : '';
    return findingsOf(step, { all, losses: told.losses })
      .slice(0, MOST)
      .map(({ key, values }) => {
        const numbers = Object.fromEntries(Object.entries(values).map(([id, x]) => [id, num(x)]));
        return t(`step.finding.${key}`, { name, quantity, what: key === 'creeps' ? scaleOf(column) : '', ...numbers });
      });
  });
  if (first?.length === 0 && others.some(({ length }) => length > 0)) {
    const { name, step } = columns[0]!;
    first.push(t('step.finding.moves', { name, coordinate, by: num(step.told.ruleNext - step.told.w) }));
  }
  return [...(first ?? []), ...others.flat()];
}

export function findings(...all: Parameters<typeof findingTexts>): TemplateResult | typeof nothing {
  const texts = findingTexts(...all);
  if (texts.length === 0) return nothing;
  return html`<div class="step-finding">${texts.map((text) => html`<p>${text}</p>`)}</div>`;
}

const stepOf = ({ told }: Column): string => t('step.of', { from: count(told.at), to: count(told.at + 1) });

/** Which step it was, what the numbers are, and whether the last one is what the lane went on with. */
export function checked(columns: readonly Column[], exact: boolean): TemplateResult {
  const holds = columns.every(({ told }) => told.holds);
  const rows = holds ? [...new Set(columns.map(goesOnIn))] : [];
  const same = columns.every(({ told }) => told.at === columns[0]!.told.at);
  const steps = same ? [stepOf(columns[0]!)] : columns.map((column) => labelled(column.name, stepOf(column)));
  return html`<p class="step-checked">${holds ? icons.check : nothing} ${sentences(...steps, t(exact ? 'step.computed.exact' : 'step.computed'), ...rows.map((row) => t('step.holds', { row })))}</p>`;
}
