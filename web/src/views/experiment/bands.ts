import { html, nothing, svg, type TemplateResult } from 'lit';
import { ascending, median } from '../../experiment/quantile.ts';
import { isShare, type Measure } from '../../experiment/sample.ts';

import { count, num } from '../../toolkit/format.ts';
import { t } from '../../toolkit/i18n.ts';
import { COLOURS } from '../../toolkit/palette.ts';
import { swatch as swatchOf } from '../../toolkit/swatch.ts';
import { progressOf as progressesOf, suitsLog } from '../chart/chosen.ts';
import { losses } from '../chart/quantities.ts';
import { BandsModel, metAt } from './bands-model.ts';
import { type LaneDrawing, lanesDrawn } from './bands-picture.ts';
import { choices } from './choices.ts';
import { type Frame, grid, pointsOf, xOf, yOf } from './frame.ts';
import { type EndLabel, endLabels, labelWidth } from './labels.ts';
import { valueText } from './numbers.ts';
import type { Point } from './path.ts';
import { PictureElement } from './picture-element.ts';
import { type Pointed, pointedAt } from './pointing.ts';
import { endOf } from './readout.ts';
import { ticksOf } from './scale.ts';
import { targetLine } from './target-line.ts';

const [TOP, BELOW, LEFT, PAD] = [10, 24, 56, 12];
const PROGRESS = ['step', 'epoch', 'seconds'] as const;

/** What all lanes come to on the way: median and middle half of their runs, the runs of one when it is pointed at, and the target. */
class ExperimentBands extends PictureElement {
  readonly #model = new BandsModel();
  #frame: Frame | null = null;
  #lanes: LaneDrawing[] = [];

  override render(): TemplateResult {
    const { stage, study } = this;
    if (!study) return html``;
    const { measure, against } = study.choice;
    const suited = suitsLog(stage, losses[0]!);
    const log = !isShare(measure) && (stage.view.axis === undefined ? suited : stage.view.axis === 'log');
    const offered = progressesOf(stage).map(({ id }) => id);
    const picture = this.width > 0 ? this.#picture(measure, log) : nothing;
    const other = log ? 'linear' : 'log';
    return html`<div class="curves" role="group" aria-label=${t('compare.curves')}>
      <div class="chart-tools">
        ${choices(
          t('curves.what'),
          study.measures,
          measure,
          (id) => t(`metric.${id}`),
          (id) => study.choose({ measure: id }),
        )}
        <span class="against">${choices(
          t('curves.against'),
          PROGRESS.filter((id) => offered.includes(id)),
          against,
          (id) => t(`axis.${id}`),
          (id) => study.choose({ against: id }),
        )}</span>
        ${!isShare(measure) ? html`<button type="button" class="chip" aria-pressed=${log ? 'true' : 'false'} @click=${() => stage.look({ axis: (other === 'log') === suited ? undefined : other })}>${t('curves.logY')}</button>` : ''}
        <span class="key">${this.#key()}</span>
      </div>
      <div class="picture" tabindex="0" role="application" aria-roledescription=${t('curves.role')} aria-label=${t('compare.curves')}
        aria-description=${t('compare.help')} @keydown=${this.pointer.keys} @blur=${this.pointer.leave}>${picture}</div>
      ${this.aloud()}
    </div>`;
  }

  /** What line and band are. */
  #key(): string {
    const counts = new Set(this.#lanes.map(({ runs }) => runs.length));
    if (this.#lanes.some(({ band }) => band))
      return t(counts.size > 1 ? 'compare.key.some' : 'compare.key', { n: [...counts][0]! });
    return this.study.results.seeds.length > 1 && this.lanes().length > 0 ? t('compare.key.lines') : '';
  }

  /** A slice of time was not enough for all lanes. */
  override updated(): void {
    if (this.#model.behind) setTimeout(() => this.requestUpdate());
  }

  override at(place: Point): Pointed {
    const frame = this.#frame;
    if (!frame || place.x < frame.left || place.x > frame.right) return { lane: null, seed: null };
    const drawn = ({ lane, lines }: LaneDrawing) =>
      lines.map(({ seed, x, y }) => ({ lane, seed, points: pointsOf(frame, x, y) }));
    const lanes = this.#lanes.flatMap((one) =>
      one.band ? [{ lane: one.lane, points: pointsOf(frame, one.x, one.band.median) }] : drawn(one),
    );
    const pointed = this.#lanes.filter(({ lane, band }) => !band || lane === this.study.choice.lane);
    return pointedAt(place, lanes, pointed.flatMap(drawn));
  }

  #labels(measure: Measure): Omit<EndLabel, 'y'>[] {
    const { names } = this;
    const { results, status } = this.study;
    const counted = status !== 'finished' || this.#lanes.some(({ runs }) => runs.length < results.seeds.length);
    return this.#lanes
      .filter(({ runs }) => runs.length > 0)
      .map(({ lane, swatch, runs, ends }) => {
        const last = median(ascending(runs.map((run) => endOf(run, measure))));
        const gone = ends.length > 0 ? `✕ ${ends.length}` : '';
        return {
          lane,
          swatch,
          name: names[lane]!,
          value: `${counted ? runs.length : Number.isFinite(last) ? valueText(last, measure) : ''} ${gone}`.trim(),
        };
      });
  }

  #picture(measure: Measure, log: boolean): TemplateResult {
    const { study, width, narrow } = this;
    const target = this.target !== null && log && this.target <= 0 ? null : this.target; // it has no place there
    const { against } = study.choice;
    const height = narrow ? 220 : 300;
    this.#lanes = this.#model.lanes(study, this.cell);
    const labels = this.#labels(measure);
    const { family } = this;
    const beside = narrow ? PAD : Math.min(labelWidth(labels, family), width * 0.3);
    const axes = this.#model.axes(this.#lanes, study, this.cell, { log, target });
    const frame = { width, height, left: LEFT, right: width - beside, top: TOP, bottom: height - BELOW, ...axes };
    this.#frame = frame;
    const edge = isShare(measure) ? frame.bottom : frame.top;
    const placeOf = (lane: number): number => {
      const { band, lines } = this.#lanes.find((other) => other.lane === lane)!;
      const at = yOf(frame, band?.median.at(-1) ?? lines.at(-1)?.y.at(-1) ?? Number.NaN);
      return Number.isNaN(at) ? edge : Math.min(frame.bottom, Math.max(frame.top, at));
    };
    const targetAt = target === null ? Number.NaN : yOf(frame, target);
    const ticks = {
      x: ticksOf(frame.x, narrow ? 4 : 9),
      y: ticksOf(frame.y, narrow ? 5 : 7, isShare(measure) ? 'percent' : 'plain'),
    };
    const { hover, press, leave, click } = this.pointer;
    return html`<svg class="experiment" viewBox=${`0 0 ${width} ${height}`} width=${width * this.unit} height=${height * this.unit}
        @pointermove=${hover} @pointerdown=${press} @pointerleave=${leave} @click=${click}>
      <clipPath id="bands-plot"><rect x=${frame.left} y=${frame.top - 2} width=${frame.right - frame.left} height=${frame.bottom - frame.top + 4} /></clipPath>
      ${grid(frame, ticks, t(`compare.axis.${against}`, { n: against === 'step' ? count(frame.x.high) : num(frame.x.high, 3) }), (at) => Math.abs(at - targetAt) < 18)}
      <g clip-path="url(#bands-plot)">${lanesDrawn(frame, this.#lanes, study.choice, edge)}</g>
      ${target === null ? nothing : targetLine(frame, target, measure, study, study.choice.target === undefined ? t(narrow ? 'compare.drag' : 'compare.drag.keys') : '')}
      ${target === null ? nothing : this.#met(frame, target)}
      ${
        narrow
          ? nothing
          : endLabels(
              labels.map((label) => ({ ...label, y: placeOf(label.lane) })),
              frame,
              family,
              (lane) => this.isFaded(lane),
              this.#lookAt,
            )
      }
      ${this.#pointedRun(frame, measure)}
    </svg>${narrow ? this.#legend(labels) : nothing}`;
  }

  readonly #lookAt = (lane: number): void => this.pointer.look({ lane, seed: null });

  #met(frame: Frame, target: number): TemplateResult {
    return svg`<g class="met" aria-hidden="true">${metAt(this.study, this.cell, target).map((x, lane) =>
      Number.isFinite(x)
        ? svg`<circle class=${`lane-${this.stage.swatches[lane]! % COLOURS}${this.isFaded(lane) ? ' faded' : ''}`} cx=${xOf(frame, x)} cy=${yOf(frame, target)} r="4" />`
        : '',
    )}</g>`;
  }

  /** Which run it is that is pointed at. */
  #pointedRun(frame: Frame, measure: Measure): TemplateResult | typeof nothing {
    const { lane, seed } = this.study.choice;
    const line = this.#lanes.find((other) => other.lane === lane)?.lines.find((run) => run.seed === seed);
    if (!line) return nothing;
    const last = line.y.at(-1) ?? Number.NaN;
    const value = line.diverged ? t('compare.diverged') : valueText(last, measure);
    return svg`<text class="pointed-run" x=${frame.right - 8} y=${frame.bottom - 10} text-anchor="end" aria-hidden="true">${t('compare.run', { seed: line.seed, value })}</text>`;
  }

  #legend(labels: readonly Omit<EndLabel, 'y'>[]): TemplateResult {
    return html`<ul class="legend" aria-hidden="true">${labels.map(
      ({ lane, swatch, name, value }) =>
        html`<li @click=${() => this.#lookAt(lane)}>${swatchOf(swatch)}<span class="name">${name}</span> <span class="value">${value}</span></li>`,
    )}</ul>`;
  }
}

customElements.define('sidestep-experiment-bands', ExperimentBands);
