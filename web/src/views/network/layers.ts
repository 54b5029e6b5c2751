import { html, nothing, svg, type TemplateResult } from 'lit';
import type { Reading } from '../../core/module.ts';
import { layerSeries, layerState } from '../../engine/network-readings.ts';
import type { LaneView } from '../../engine/race.ts';
import { laneNameParts } from '../../reader/lane-names.ts';
import type { Stage } from '../../reader/stage.ts';
import { StageElement } from '../../reader/stage-element.ts';
import { num, percent } from '../../toolkit/format.ts';
import { t } from '../../toolkit/i18n.ts';
import { COLOURS } from '../../toolkit/palette.ts';
import { type Column, columnsOf, isShare, lineOf, missing, quantityOf, rangeOf } from './histories.ts';
import { laneHead } from './lane-head.ts';
import { isThere, Watch } from './watch.ts';

const [WIDTH, HEIGHT] = [80, 24];
/** Columns beside each other, at most. */
const [WIDE, NARROW] = [5, 2];
const NARROW_WIDTH = 620;
/** A lane that took longer, in milliseconds, is not run again for more than a few points of its lines. */
const LONG = 5000;

/** Gradient, update and units that have stopped, of each layer over the race: a line for each lane, one scale for all of them. */
class NetworkLayers extends StageElement {
  #watch!: Watch<Reading>;
  readonly #histories = new WeakMap<LaneView, Map<number, Float64Array>>();
  #narrow = false;
  #filling = new AbortController();
  #busy = false;

  protected override attach(stage: Stage): void {
    super.attach(stage);
    this.#watch = new Watch(
      stage,
      (lane, signal) => layerState(stage.race.queries, lane, signal),
      () => this.requestUpdate(),
      () => '',
      (lane, step, { values }) => this.#historyOf(stage.race.lanes[lane]!).set(step, values),
    );
    this.#watch.start();
    let { playing } = stage;
    const settle = (): void => {
      if (playing !== stage.playing) this.#filling.abort();
      ({ playing } = stage);
      if (!playing) void this.#fill();
    };
    const resize = new ResizeObserver(() => {
      const narrow = this.clientWidth < NARROW_WIDTH;
      if (narrow !== this.#narrow) this.requestUpdate();
      this.#narrow = narrow;
    });
    resize.observe(this);
    this.own(
      stage.on('numbers', settle),
      stage.on('config', () => this.#filling.abort()),
      stage.on('session', () => this.requestUpdate()),
      () => this.#watch.stop(),
      () => this.#filling.abort(),
      () => resize.disconnect(),
    );
  }

  /** Once the race stands: what was not looked at while it ran. */
  async #fill(): Promise<void> {
    const { race } = this.stage;
    if (!this.#filling.signal.aborted && this.#busy) return;
    this.#filling = new AbortController();
    const { signal } = this.#filling;
    this.#busy = true;
    try {
      for (const [i, lane] of race.lanes.entries()) {
        if (!isThere(lane)) continue;
        const history = this.#historyOf(lane);
        const passes = missing([...history.keys()], lane.step);
        for (const steps of lane.trace.last('millis') > LONG ? passes.slice(0, 1) : passes) {
          const readings = await layerSeries(race.queries, i, steps, signal);
          if (signal.aborted || race.lanes[i] !== lane) return;
          for (const [k, step] of steps.entries()) history.set(step, readings[k]!.values);
          this.requestUpdate();
        }
      }
    } catch {
      // it is no longer needed, or the lane is gone
    } finally {
      if (signal === this.#filling.signal) this.#busy = false;
    }
  }

  #historyOf(lane: LaneView): Map<number, Float64Array> {
    const known = this.#histories.get(lane) ?? new Map<number, Float64Array>();
    this.#histories.set(lane, known);
    return known;
  }

  override render(): TemplateResult | typeof nothing {
    const { stage } = this;
    if (!this.#watch) return nothing;
    const readings = stage.config.lanes.flatMap((_, i) => this.#watch.of(i) ?? []);
    const labels = readings[0]?.labels ?? [];
    const columns = columnsOf(
      labels,
      readings.map(({ values }) => values),
    );
    const rows = Math.ceil(columns.length / (this.#narrow ? NARROW : WIDE));
    const each = Math.ceil(columns.length / rows);
    const tables = Array.from({ length: rows || 0 }, (_, k) => columns.slice(k * each, (k + 1) * each));
    return html`<div class="net-layers" role="group" aria-label=${t('network.layers')}>
      <p class="net-head"><strong>${t('network.layers')}</strong> <span class="aside">${t('network.layers.key')}</span></p>
      ${tables.map((part) => this.#table(part, each))}
    </div>`;
  }

  #table(columns: readonly Column[], each: number): TemplateResult {
    const { stage } = this;
    const names = laneNameParts(stage);
    const { lanes } = stage.race;
    const histories = lanes.map((lane) =>
      [...this.#historyOf(lane)].filter(([step]) => step <= lane.step).sort(([x], [y]) => x - y),
    );
    const values = columns.map((column) =>
      histories.map((history) => history.map(([, reading]) => quantityOf(reading, column))),
    );
    const ranges = columns.map((column, c) => rangeOf(values[c]!, isShare(column)));
    const empty = Array.from({ length: each - columns.length }, () => html`<td class="none"></td>`);
    const cell = (column: Column, c: number, i: number): TemplateResult => {
      const steps = histories[i]!.map(([step]) => step);
      const its = values[c]![i]!;
      const shown = steps.filter((step) => step <= stage.measured[i]!.step).length;
      const share = isShare(column);
      const box = { last: stage.config.steps, share, width: WIDTH, height: HEIGHT };
      const line = (upTo: number): string => lineOf(steps.slice(0, upTo), its, ranges[c]!, box);
      const last = its[shown - 1];
      return html`<td><span class="net-spark"><svg class=${`lane-${stage.swatches[i]! % COLOURS}`} viewBox=${`0 0 ${WIDTH} ${HEIGHT}`} width=${WIDTH} height=${HEIGHT} aria-hidden="true" focusable="false">
          ${svg`<path class="base" d=${`M0 ${HEIGHT - 0.5}H${WIDTH}`} /><path class="line to-come" d=${line(steps.length)} /><path class="line" d=${line(shown)} />`}</svg>
        <span class="net-last">${share ? percent(last, 0) : num(last, 2)}</span></span></td>`;
    };
    return html`<table class="net-sparks"><thead><tr><td></td>${columns.map(
      ({ quantity, text }) =>
        html`<th scope="col">${t(`network.layer.${quantity}`)}<br><code translate="no">${text}</code></th>`,
    )}${empty}</tr></thead>
      <tbody>${lanes.map(
        (_, i) =>
          html`<tr><th scope="row">${laneHead(stage, names, i)}</th>${columns.map((column, c) => cell(column, c, i))}${empty}</tr>`,
      )}</tbody></table>`;
  }
}

customElements.define('sidestep-network-layers', NetworkLayers);
