import { html, nothing, type TemplateResult } from 'lit';
import { isShare } from '../../experiment/sample.ts';
import type { Study } from '../../reader/study.ts';
import { t } from '../../toolkit/i18n.ts';
import type { SweepLook } from './sweep-look.ts';
import { labelOf } from './sweep-words.ts';
import type { Asked, What } from './tally.ts';

interface Tools {
  study: Study;
  look: SweepLook;
  asked: Asked;
  /** Whether the problem has items that it does not learn from. */
  /** Undefined: no axis that may be logarithmic. */
  log?: boolean;
  /** Beside what every sweep has. */
  more?: readonly What[];
  note: string;
}

/** What is shown, as words to choose from. */
export function sweepTools({ study, look, asked, log, more = [], note }: Tools): TemplateResult {
  const all: Pick<Asked, 'what' | 'measure'>[] = [
    ...study.measures.map((measure) => ({ what: 'final' as const, measure })),
    ...([...(['best'] as const), ...more, 'steps'] as const).map((what) => ({
      what,
      measure: asked.measure,
    })),
  ];
  const choose = ({ what, measure }: Pick<Asked, 'what' | 'measure'>): void => {
    if (measure !== asked.measure) study.choose({ measure, target: undefined });
    look.set({ what, log: undefined });
  };
  const isOn = ({ what, measure }: Pick<Asked, 'what' | 'measure'>): boolean =>
    what === asked.what && measure === asked.measure;
  const aimAt = (event: Event): void => {
    const input = event.target as HTMLInputElement;
    const value = Number(input.value.replace('−', '-')) / (isShare(asked.measure) ? 100 : 1);
    if (input.value.trim() !== '' && Number.isFinite(value)) study.choose({ target: value });
  };
  return html`<div class="chart-tools">
    <span class="choices" role="group" aria-label=${t('sweep.what')}>${all.map(
      (one) =>
        html`<button type="button" class="choice" aria-pressed=${isOn(one) ? 'true' : 'false'} @click=${() => choose(one)}>${labelOf({ ...one, target: null })}</button>`,
    )}</span>
    ${
      asked.what === 'steps'
        ? html`<label class="aim">${t(isShare(asked.measure) ? 'sweep.aim.percent' : 'sweep.aim')} <input class="number" inputmode="decimal" size="6" .value=${asked.target === null ? '' : String(isShare(asked.measure) ? Number((100 * asked.target).toPrecision(6)) : asked.target)} @change=${aimAt} /></label>`
        : nothing
    }
    <span class="toggles">${log === undefined ? nothing : html`<button type="button" class="chip" aria-pressed=${log ? 'true' : 'false'} @click=${() => look.set({ log: !log })}>${t('curves.logY')}</button>`}<span class="aside">${note}</span></span>
  </div>`;
}
