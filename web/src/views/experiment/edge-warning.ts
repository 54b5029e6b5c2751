import { html, nothing, type TemplateResult } from 'lit';
import { num } from '../../toolkit/format.ts';
import { between, enumerated, type Key, t } from '../../toolkit/i18n.ts';
import { alike, type Edge, type Range, type SpanEdge } from './edges.ts';

/** What is asked for where a range is too narrow: the ranges of all places that move together, that of `at` being the first. */
export type Wider = Range & { places: readonly Range[] };

/** Says it of a sweep's lanes; their names where there are several. */
export const edgeWarnings = (
  edges: readonly Edge[],
  symbol: string,
  names: readonly string[],
  settingOf: (value: number) => string,
): TemplateResult[] =>
  alike(edges).map(({ edge, lanes }) =>
    edgeWarning(edge, symbol, names.length > 1 ? enumerated(lanes.map((lane) => names[lane]!)) : '', settingOf),
  );

/** Says where the best lies at an end, and offers the wider range: `wider`, an event of the element that was clicked. */
export function edgeWarning(
  { value, side, wider }: SpanEdge,
  symbol: string,
  name: string,
  settingOf: (value: number) => string,
  key: Key = name ? 'sweep.edge.of' : 'sweep.edge',
): TemplateResult {
  const widen = (event: Event): void => {
    const detail: Wider = { ...wider![0]!, places: wider! };
    event.target!.dispatchEvent(new CustomEvent('wider', { detail, bubbles: true, composed: true }));
  };
  const values = { symbol, value: settingOf(value), name };
  return html`<p class="edge"><svg class="icon" viewBox="0 0 16 16" width="14" height="14" aria-hidden="true"><path d="M8 2 14.5 13.5h-13zM8 6.5v3.5M8 12h.01" /></svg>
    <span>${t(key, values)}${between()}${
      wider
        ? html`${t('sweep.edge.more')}${between()}<button type="button" class="link" @click=${widen}>${t('sweep.edge.widen', { value: num(side === 'low' ? wider[0]!.from : wider[0]!.to, 12) })}</button>`
        : nothing
    }</span></p>`;
}
