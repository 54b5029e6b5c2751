import rendered from 'virtual:formula-lines';
import { html, type TemplateResult } from 'lit';
import formulasJson from '../../formulas.json';
import type { LaneConfig } from '../core/config.ts';
import { type Formulas, formulaOf, settingsOf } from '../core/formula.ts';
import type { Stage } from '../reader/stage.ts';
import { addFormulas, math } from '../toolkit/math.ts';

export const formulas = formulasJson as Formulas;

addFormulas(rendered.map((mathml, place) => [formulas.texts[place]!, mathml]));

/** The formula of a lane as its switches stand, an assignment a line. */
export function laneFormula(
  { config, problem }: Pick<Stage, 'config' | 'problem'>,
  lane: LaneConfig,
): TemplateResult[] {
  const places = formulaOf(formulas, lane.optimizer, settingsOf(lane, config.problem, problem));
  return places.map((place) => html`<div>${math(formulas.texts[place])}</div>`);
}
