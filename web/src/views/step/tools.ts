import { html, nothing, type TemplateResult } from 'lit';
import type { Stage } from '../../reader/stage.ts';
import { t } from '../../toolkit/i18n.ts';
import { FEW } from './ask.ts';
import type { Telling } from './telling.ts';

/** Where a step is copied to, and how. */
export type Form = 'text' | 'tex';

const choice = (text: string, on: boolean, choose: () => void): TemplateResult =>
  html`<button type="button" class="choice" aria-pressed=${on ? 'true' : 'false'} @click=${choose}>${text}</button>`;

/** Which parameter and which lanes are looked at, how, and what can be taken along. */
export function tools(stage: Stage, telling: Telling, copied: Form | null, copy: (form: Form) => void): TemplateResult {
  const [first] = telling.shown;
  const { both, curves, exact, parameter } = telling;
  const ask = (event: Event): void => {
    const input = event.target as HTMLInputElement;
    const index = Number(input.value);
    const is = first !== undefined && Number.isInteger(index) && index >= 0 && index < first.size;
    input.ariaInvalid = String(!is);
    if (is) telling.ask(index);
  };
  const parameters = first
    ? html`<span class="choices" role="group" aria-label=${t('step.coordinate')} translate="no">${first.parameters.map(
        (index) => choice(telling.called(index).name, index === parameter, () => telling.chooseParameter(index)),
      )}</span>
      ${
        first.size > FEW
          ? html`<label class="step-weight">${t('step.weight')} <input class="number" type="number" min="0" max=${first.size - 1} placeholder=${`0–${first.size - 1}`} @change=${ask}></label>`
          : nothing
      }`
    : nothing;
  const lanes =
    stage.lanes.length > 1
      ? html`<span class="choices ${first ? 'apart' : ''}" role="group" aria-label=${t('step.lanes')}>
          ${choice(t('step.both'), both, () => telling.choose({ both: true }))}
          ${choice(t('step.one'), !both, () => telling.choose({ both: false }))}</span>`
      : nothing;
  const taken = (form: Form, name: string): TemplateResult =>
    html`<button type="button" class="choice" @click=${() => copy(form)}>${copied === form ? t('step.copied') : name}</button>`;
  return html`<div class="step-tools">${parameters}${lanes}<span class="choices step-right">
    ${choice(t('step.curves'), curves, () => telling.choose({ curves: !curves }))}
    ${choice(t('step.exact'), exact, () => telling.choose({ exact: !exact }))}
    ${taken('text', t('step.copy'))}
    ${taken('tex', 'TeX')}</span></div>`;
}
