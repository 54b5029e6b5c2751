import rendered from 'virtual:formula-lines';
import { html, type TemplateResult } from 'lit';
import formulasJson from '../../formulas.json';
import type { LaneConfig, ProblemConfig } from '../core/config.ts';
import { type Formulas, formulaOf } from '../core/formula.ts';
import { addFormulas, math } from '../toolkit/math.ts';

export const formulas = formulasJson as Formulas;

addFormulas(rendered.map((mathml, place) => [formulas.texts[place]!, mathml]));

/** The formula of a lane as its switches stand, an assignment a line. `vector`: its parameters are no matrices. */
export function laneFormula(lane: LaneConfig, problem: ProblemConfig, vector: boolean): TemplateResult[] {
  const settings = { ...lane, noise: problem.noise, vector };
  return formulaOf(formulas, lane.optimizer, settings).map((place) => html`<div>${math(formulas.texts[place])}</div>`);
}
