import { html, nothing, type TemplateResult } from 'lit';
import { t } from '../../toolkit/i18n.ts';
import { swatch } from '../../toolkit/swatch.ts';
import type { Along } from './along.ts';
import { alongAxis, axisField, curvesAlong, symbolOf, titleOf } from './axis-values.ts';
import { bestPoint, goodRanges, type LaneCurve, widest } from './good.ts';
import { bestSpot, heatMaps } from './heat.ts';
import { sayHalf, sayValue, sayWidth } from './readable.ts';
import { said } from './sweep-card.ts';
import { SweepElement } from './sweep-element.ts';
import { aim, labelOf } from './sweep-words.ts';
import { type Asked, isLess, type Tally } from './tally.ts';

type Row = readonly [head: unknown, ...cells: unknown[]];

const tableOf = (caption: string, head: readonly unknown[], rows: readonly Row[]): TemplateResult =>
  html`<div class="table-scroll" tabindex="0" role="group" aria-label=${caption}><table class="live">
    <caption class="visually-hidden">${caption}</caption>
    <thead><tr>${head.map((text) => html`<th scope="col">${text}</th>`)}</tr></thead>
    <tbody translate="no">${rows.map(([first, ...cells]) => html`<tr><th scope="row">${first}</th>${cells.map((text) => html`<td>${text}</td>`)}</tr>`)}</tbody>
  </table></div>`;

/** What a sweep's pictures show, in numbers: each lane's best, and, when it is wanted, every value. */
class SweepTable extends SweepElement {
  #open = false;

  override render(): TemplateResult | typeof nothing {
    const { study } = this;
    if (!study || study.results.reported === 0 || study.experiment.axes.length === 0) return nothing;
    return study.experiment.axes.length === 1 ? this.#one() : this.#two();
  }

  /** What is the best already is not called so twice. */
  #bestLabel({ what }: Asked, label: string): string {
    return what === 'best' ? label : t('sweep.table.best', { label });
  }

  #lane(lane: number): TemplateResult {
    return html`${swatch(this.stage.swatches[lane]!)}<span>${this.names[lane]!}</span>`;
  }

  /** The best of a lane, with how its seeds are spread. */
  #best(asked: Asked, tally: Tally | null): string[] {
    if (!tally) return ['–', '–'];
    const half = tally.runs > 1 && asked.what !== 'spread';
    return [sayValue(tally.median, asked), half ? sayHalf(tally, asked) : '–'];
  }

  #all(whole: () => TemplateResult | TemplateResult[]): TemplateResult {
    const toggled = (event: Event): void => {
      this.#open = (event.currentTarget as HTMLDetailsElement).open;
      this.requestUpdate();
    };
    return html`<details class="sweep-all" ?open=${this.#open} @toggle=${toggled}><summary>${t('sweep.table.all')}</summary>${this.#open ? whole() : nothing}</details>`;
  }

  #one(): TemplateResult {
    const { asked, study, stage, names } = this;
    const axis = study.experiment.axes[0]!;
    const field = axisField(study.experiment, axis, stage.catalog);
    const along = alongAxis(field, axis);
    const symbol = symbolOf(field, axis);
    const label = labelOf(asked);
    const curves = curvesAlong(study.experiment, 0, [0], (cell, lane) => this.tally(cell, lane, asked));
    const caption = t('sweep.title', { label, symbol });
    const head = [
      t('table.lane'),
      this.#bestLabel(asked, label),
      t('compare.table.half'),
      t('sweep.table.at', { symbol }),
      ...(asked.target === null ? [] : [t('sweep.table.good', { target: aim(asked) }), t('sweep.table.width')]),
      t('sweep.table.lost'),
    ];
    const rows = curves.map((curve): Row => [this.#lane(curve.lane), ...this.#oneCells(curve, along, asked)]);
    const values = [...new Set(curves.flatMap(({ points }) => points.map(({ value }) => value)))].sort((a, b) => a - b);
    const cells = (value: number) =>
      curves.map(({ points }) => {
        const point = points.find((one) => one.value === value);
        return point ? said(point.tally, asked, true) : '';
      });
    return html`${tableOf(caption, head, rows)}${this.#all(() =>
      tableOf(
        caption,
        [titleOf(field, axis), ...names],
        values.map((value): Row => [along.say(value), ...cells(value)]),
      ),
    )}`;
  }

  #oneCells({ points, varied }: LaneCurve, along: Along, asked: Asked): string[] {
    const index = bestPoint(points, isLess(asked));
    const best = index === null ? null : points[index]!;
    const good = varied ? widest(goodRanges(points), along) : undefined;
    const open = good && (good.opens[0] || good.opens[1]);
    const width = good ? sayWidth(along, good.from, good.to) : '–';
    const sum = (of: 'lost' | 'runs'): number => points.reduce((total, { tally }) => total + tally[of], 0);
    return [
      ...this.#best(asked, best?.tally ?? null),
      !varied ? t('sweep.unvaried') : best ? along.say(best.value) : '–',
      ...(asked.target === null
        ? []
        : [
            good ? t('compare.range', { from: along.say(good.from), to: along.say(good.to) }) : '–',
            open ? t('sweep.atLeast', { width }) : width,
          ]),
      t('compare.of', { n: sum('lost'), of: sum('runs') }),
    ];
  }

  #two(): TemplateResult {
    const { asked, study, stage, look, names } = this;
    const { axes } = study.experiment;
    const fields = look.axes.map((i) => axisField(study.experiment, axes[i]!, stage.catalog));
    const alongs = look.axes.map((i, k) => alongAxis(fields[k]!, axes[i]!));
    const symbols = look.axes.map((i, k) => symbolOf(fields[k]!, axes[i]!));
    const label = labelOf(asked);
    const maps = heatMaps(study.experiment, look.axes, look.positions.slice(0, axes.length), (cell, lane) =>
      this.tally(cell, lane, asked),
    );
    const caption = t('sweep.title', { label, symbol: t('sweep.pair', { a: symbols[0]!, b: symbols[1]! }) });
    const head = [
      t('table.lane'),
      this.#bestLabel(asked, label),
      t('compare.table.half'),
      ...symbols.map((symbol) => t('sweep.table.at', { symbol })),
      t('sweep.table.lost'),
    ];
    const rows = maps.map((map): Row => {
      const best = bestSpot(map, isLess(asked));
      const tallies = map.rows.flatMap((cells) => cells.map(({ tally }) => tally));
      const sum = (of: 'lost' | 'runs'): number => tallies.reduce((total, tally) => total + tally[of], 0);
      const at = best ? [alongs[0]!.say(map.across[best.column]!), alongs[1]!.say(map.up[best.row]!)] : ['–', '–'];
      const tally = best ? map.rows[best.row]![best.column]!.tally : null;
      return [
        this.#lane(map.lane),
        ...this.#best(asked, tally),
        ...at,
        t('compare.of', { n: sum('lost'), of: sum('runs') }),
      ];
    });
    const corner = t('sweep.table.corner', { a: symbols[1]!, b: symbols[0]! });
    return html`${tableOf(caption, head, rows)}${this.#all(() =>
      maps.map(
        (map) => html`${maps.length > 1 ? html`<p class="map-name">${this.#lane(map.lane)}</p>` : nothing}
          ${tableOf(maps.length > 1 ? names[map.lane]! : caption, [corner, ...map.across.map(alongs[0]!.say)], map.up.map((value, row): Row => [alongs[1]!.say(value), ...map.rows[row]!.map(({ tally }) => said({ ...tally, q1: tally.median, q3: tally.median }, asked, true))]).toReversed())}`,
      ),
    )}`;
  }
}

customElements.define('sidestep-sweep-table', SweepTable);
