import { html, type TemplateResult } from 'lit';
import type { Catalog } from '../../core/catalog.ts';
import type { Experiment } from '../../experiment/spec.ts';
import { t } from '../../toolkit/i18n.ts';
import { alongAxis, axisField, symbolOf, titleOf } from './axis-values.ts';
import type { SweepLook } from './sweep-look.ts';

/** Of more than two axes: which are shown, and where the others stand. */
export function axisChoice(experiment: Experiment, catalog: Catalog, look: SweepLook): TemplateResult {
  const { axes } = experiment;
  const fields = axes.map((axis) => axisField(experiment, axis, catalog));
  const [x, y] = look.axes;
  const show = (which: 0 | 1) => (event: Event) => {
    const next = Number((event.target as HTMLSelectElement).value);
    const other = which === 0 ? y : x;
    // An axis that the other one had changes places with it.
    const now = which === 0 ? x : y;
    look.set({ axes: which === 0 ? [next, next === other ? now : other] : [next === other ? now : other, next] });
  };
  const place = (axis: number) => (event: Event) =>
    look.set({ positions: look.positions.with(axis, Number((event.target as HTMLSelectElement).value)) });
  const select = (
    label: string,
    now: number,
    all: readonly string[],
    change: (event: Event) => void,
    values = all.map((_, i) => i),
  ) =>
    html`<label class="aside">${label} <select class="quiet-select" @change=${change}>${all.map(
      (text, i) => html`<option value=${values[i]!} ?selected=${values[i] === now}>${text}</option>`,
    )}</select></label>`;
  const titles = axes.map((axis, i) => titleOf(fields[i]!, axis));
  return html`<div class="axis-choice">
    ${select(t('sweep.across'), x, titles, show(0))} ${select(t('sweep.up'), y, titles, show(1))}
    ${axes.map((axis, i) => {
      if (i === x || i === y) return '';
      const along = alongAxis(fields[i]!, axis);
      const places = axis[0]!.values.map((_, at) => axis.map(({ values }) => along.say(values[at]!)));
      const texts = places.map((values) => [...new Set(values)].join(' · '));
      return select(symbolOf(fields[i]!, axis), look.positions[i] ?? 0, texts, place(i));
    })}
  </div>`;
}
