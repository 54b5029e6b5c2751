import { html, nothing, type TemplateResult } from 'lit';
import { unsafeHTML } from 'lit/directives/unsafe-html.js';
import type { Optimizer } from '../../core/catalog.ts';
import { mathML } from '../../core/mathml.ts';
import { verdictsOf } from '../../core/step-text.ts';
import { num } from '../../toolkit/format.ts';
import { said, t } from '../../toolkit/i18n.ts';
import { swatch } from '../../toolkit/swatch.ts';
import type { LaneStep } from './ask.ts';
import { goesOnWith, missing, type Quantity, type Role, rolesOf, type Step } from './rows.ts';
import { spark } from './spark.ts';

/** The names that hold, as an attribute has them. */
const classes = (all: Record<string, boolean>): string =>
  Object.keys(all)
    .filter((name) => all[name])
    .join(' ');

/** A lane as the tables show it. */
export interface Column {
  lane: number;
  name: string;
  swatch: number;
  rule: Optimizer;
  step: Step;
  told: LaneStep;
  /** The same parameter at other steps of the race, where curves are shown. */
  series: readonly Step[] | null;
}

export interface Looks {
  exact: boolean;
  pointed: Role | null;
  point(role: Role | null): void;
  /** Whether all lines of a long step are shown, and what shows or hides them. */
  whole: boolean;
  unfold(): void;
}

const known = new Map<string, TemplateResult>();
/** TeX as MathML; what cannot be read stays as it is. */
export function formula(tex: string): TemplateResult {
  const before = known.get(tex);
  if (before) return before;
  let made: TemplateResult;
  try {
    made = html`${unsafeHTML(mathML(tex))}`;
  } catch {
    made = html`<code>${tex}</code>`;
  }
  if (known.size > 2000) known.clear(); // numbers are others at each step
  known.set(tex, made);
  return made;
}

/** A number as it is read, or as it was computed. */
export const number = (x: number, exact: boolean): string =>
  exact && Number.isFinite(x) ? String(x).replace('-', '−') : num(x);

const slotOf = ({ rule }: Column, name: string) =>
  rule.slots.find(({ id }) => id === name.replace(/^(hat )?slot /, ''));

/** What the rule of a lane calls a row that is one of its slots, or is corrected from one. */
function ownTitle(role: Role, column: Column): string | undefined {
  const name = column.step.quantities.get(role)?.name ?? '';
  const slot = slotOf(column, name);
  if (!slot) return undefined;
  return name.startsWith('hat ') ? t('step.corrected', { what: said(slot.doc) }) : said(slot.doc);
}

/** What a row is called: in the words of the rule where all lanes have the same, else by what it is to all of them. */
function title(role: Role, columns: readonly Column[]): string {
  const names = new Set(
    columns.flatMap((column) => (column.step.quantities.has(role) ? [ownTitle(role, column)] : [])),
  );
  const [name = ''] = names;
  if (name !== '' && names.size === 1) return name;
  return role.startsWith('own ') ? name : t(`step.role.${role as Exclude<Role, `own ${string}`>}`);
}

const symbolOf = (role: Role, columns: readonly Column[]): string =>
  columns.map(({ step }) => step.quantities.get(role)?.symbol).find((symbol) => symbol !== undefined) ?? '';

/** What the rule of a lane calls what divides its step. */
export const scaleOf = (column: Column): string => ownTitle('squares', column) ?? t('step.role.squares');

/** What the row is called that a lane goes on with. */
export const goesOnIn = (column: Column): string => title(goesOnWith(column.step), [column]);

/** The rows of roles that stand for themselves: what the step comes to. */
const STRONG: readonly Role[] = ['step', 'after'];

function cells(role: Role, column: Column, looks: Looks): TemplateResult {
  const it = column.step.quantities.get(role);
  if (!it) {
    const why = missing(role, column.step);
    return html`<td class="value"></td><td class="from absent">${why ? t(`step.${why}`) : nothing}</td>`;
  }
  return html`<td class=${classes({ value: true, strong: STRONG.includes(role), lost: !Number.isFinite(it.value) })} translate="no">${number(it.value, looks.exact)}</td>
    <td class="from" translate="no">${column.series ? curve(role, column, it) : it.from ? formula(it.from) : nothing}</td>`;
}

function curve(role: Role, { series, told, swatch: its }: Column, it: Quantity): TemplateResult | typeof nothing {
  const points = series!.flatMap(({ quantities, told: { update } }) => {
    const value = quantities.get(role)?.value;
    return value === undefined ? [] : [{ step: update - 1, value }];
  });
  return spark(points, told.at, its, t('step.curve', { name: it.symbol }));
}

function row(role: Role, columns: readonly Column[], looks: Looks): TemplateResult {
  return html`<tr class=${classes({ pointed: looks.pointed === role })} data-role=${role} tabindex=${ARROWS.has(role) ? '0' : nothing}
      @pointerenter=${() => looks.point(role)} @pointerleave=${() => looks.point(null)} @focus=${() => looks.point(role)} @blur=${() => looks.point(null)}>
    <th class="what" scope="row"><span class="symbol" translate="no">${formula(symbolOf(role, columns))}</span> <span class="role">${title(role, columns)}</span></th>
    ${columns.map((column) => cells(role, column, looks))}
  </tr>`;
}

/** What has an arrow in the picture. */
export const ARROWS: ReadonlySet<Role> = new Set<Role>([
  'gradient',
  'memory',
  'memoryCorrected',
  'step',
  'after',
  'rate',
]);

const wide = (title: string, columns: readonly Column[], of: (column: Column) => TemplateResult): TemplateResult =>
  html`<tr class="formula-row"><th class="what" scope="row"><span class="role">${title}</span></th>${columns.map(
    (column) => html`<td class="whole" colspan="2" translate="no">${of(column)}</td>`,
  )}</tr>`;

/** The rule, the rule with its numbers, and each quantity, of lanes side by side. */
export function numbers(
  columns: readonly Column[],
  looks: Looks,
  heading: (column: Column) => TemplateResult,
): TemplateResult {
  const result = ({ step }: Column): TemplateResult =>
    step.numbers
      ? html`<span class="computed">${formula(step.numbers)} <span class="result"> = ${number(step.told.ruleNext, looks.exact)}</span></span>`
      : html`<span class="absent">${t('step.still.short')}</span>`;
  return html`<div class="step-scroll"><table class="step-numbers lanes-${columns.length}">
    <thead><tr><td></td>${columns.map((column) => html`<th scope="col" colspan="2">${heading(column)}</th>`)}</tr></thead>
    <tbody>
      ${wide(t('step.rule'), columns, ({ step }) => html`${step.rule ? formula(step.rule) : nothing}${step.condition ? html` <span class="from">${t('step.when')} ${formula(step.condition)}</span>` : nothing}`)}
      ${wide(t('step.numbers'), columns, result)}
      ${folded(rolesOf(columns.map(({ step }) => step)), columns, looks)}
    </tbody>
  </table></div>`;
}

/** So many lines of a rule's own are read without being asked for: a direction of many pairs has more. */
const OWN = 8;

function folded(roles: readonly Role[], columns: readonly Column[], looks: Looks): TemplateResult {
  const rows = (some: readonly Role[]) => some.map((role) => row(role, columns, looks));
  const own = roles.filter((role) => role.startsWith('own '));
  if (own.length <= OWN) return html`${rows(roles)}`;
  const first = roles.indexOf(own[0]!);
  const hidden = own.slice(2, -1);
  const button = html`<tr><th scope="row"><button type="button" class="choice" aria-expanded=${looks.whole ? 'true' : 'false'} @click=${looks.unfold}>${
    looks.whole ? t('step.less') : t('step.more', { count: hidden.length })
  }</button></th><td colspan=${2 * columns.length}></td></tr>`;
  return html`${rows(roles.slice(0, first + 2))}${button}${looks.whole ? rows(hidden) : nothing}${rows(roles.slice(first + own.length - 1))}`;
}

/** The points that a search tried, in their order. */
export function trials({ step, name }: Column, exact: boolean): TemplateResult | typeof nothing {
  const { told } = step;
  if (told.trials.length === 0) return nothing;
  const verdicts = verdictsOf(told.trials, told.ruleNext !== told.w);
  const taken = (i: number): boolean => verdicts[i] === 'taken';
  return html`<div class="step-scroll"><table class="step-table step-trials"><caption>${t('step.trials', { name })}</caption>
    <thead><tr><th scope="col">${t('step.trial')}</th><th scope="col">${formula('\\alpha')} ${t('step.trial.length')}</th><th scope="col">${t('step.trial.loss')}</th>
      <th scope="col">${t('step.trial.bound')}</th><th scope="col">${t('step.trial.slope')}</th><th scope="col"></th></tr></thead>
    <tbody>${told.trials.map(
      ([length, loss, slope, bound], i) => html`<tr class=${classes({ strong: taken(i) })}>
        <th scope="row">${i + 1}</th><td translate="no">${number(length, exact)}</td><td translate="no">${number(loss, exact)}</td><td translate="no">${number(bound, exact)}</td><td translate="no">${number(slope, exact)}</td>
        <td class="verdict">${verdicts[i] ? t(`step.trial.${verdicts[i]}`) : ''}</td></tr>`,
    )}</tbody></table></div>`;
}

const COLUMNS: readonly Role[] = ['gradient', 'memory', 'squares', 'rate', 'step', 'after'];

/** All parameters that are told, a line each. */
export function coordinateTable(
  columns: readonly Column[],
  stepsOf: (column: Column) => readonly { name: string; index: number; step: Step }[],
  chosen: number,
  choose: (index: number) => void,
  exact: boolean,
): TemplateResult {
  const all = columns.map((column) => ({ column, steps: stepsOf(column) }));
  const shown = COLUMNS.filter((role) => all.some(({ steps }) => steps.some(({ step }) => step.quantities.has(role))));
  return html`<div class="step-scroll"><table class="step-table">
    <caption class="visually-hidden">${t('step.coordinates')}</caption>
    <thead><tr><th scope="col">${t('step.coordinate')}</th><th scope="col">${t('step.before')}</th>${shown.map((role) => html`<th scope="col">${title(role, columns)}</th>`)}</tr></thead>
    <tbody>${all.map(({ column, steps }) =>
      steps.map(
        ({ name, index, step }) => html`<tr class=${classes({ chosen: index === chosen })}>
          <th scope="row">${swatch(column.swatch)} ${column.name} <button type="button" class="choice" translate="no" aria-pressed=${index === chosen ? 'true' : 'false'} @click=${() => choose(index)}>${name}</button></th>
          <td translate="no">${number(step.told.w, exact)}</td>${shown.map((role) => {
            const it = step.quantities.get(role);
            return html`<td translate="no">${it ? number(it.value, exact) : '–'}</td>`;
          })}</tr>`,
      ),
    )}</tbody></table></div>`;
}
