import { html, nothing, svg, type TemplateResult } from 'lit';
import { t } from '../../toolkit/i18n.ts';
import { crosses } from './axis-marks.ts';
import type { HeatMap } from './heat.ts';
import { type Asked, type Kind, kindOf } from './tally.ts';

/** What the signs of a map mean, as far as they are there. */
export function heatKey(maps: readonly HeatMap[], id: string, { what }: Asked): TemplateResult | typeof nothing {
  const there = new Set(maps.flatMap(({ rows }) => rows.flatMap((cells) => cells.map(({ tally }) => kindOf(tally)))));
  const signs: [Kind, string][] = [
    ['idle', t('sweep.idle')],
    ['lost', t(what === 'steps' ? 'sweep.never' : 'sweep.diverged')],
    ['open', t('sweep.open')],
  ];
  const all = signs.filter(([kind]) => there.has(kind));
  if (all.length === 0) return nothing;
  return html`<p class="heat-key">${all.map(
    ([kind, text]) =>
      html`<span><svg class="sweep-svg" width="20" height="12" viewBox="0 0 20 12" aria-hidden="true">${
        kind === 'open'
          ? svg`<circle class="open" cx="10" cy="6" r="1.2" />`
          : svg`<rect class="useless" fill="url(#${id}-hatch)" width="20" height="12" />`
      }${kind === 'lost' ? svg`<path class="crosses" d=${crosses([[10, 6]], 2.5)} />` : nothing}</svg> ${text}</span>`,
  )}</p>`;
}
