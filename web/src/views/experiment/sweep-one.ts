import { html, nothing, svg, type TemplateResult } from 'lit';
import { isShare } from '../../experiment/sample.ts';
import { t } from '../../toolkit/i18n.ts';
import type { Axis } from '../chart/axis.ts';
import { ownId } from './axis-marks.ts';
import { alongAxis, axisField, curvesAlong, symbolOf, titleOf } from './axis-values.ts';
import { CellPointer } from './cell-pointer.ts';
import { edgeWarnings } from './edge-warning.ts';
import { edgeOf } from './edges.ts';
import { goodStrips } from './good-strips.ts';
import { onePicture } from './one-picture.ts';
import { nearestCell, type OneScene, oneScene } from './one-scene.ts';
import type { Point } from './path.ts';
import { heard, type Reading, readout } from './sweep-card.ts';
import { SweepElement } from './sweep-element.ts';
import { oneFinding } from './sweep-finding.ts';
import { sweepTools } from './sweep-tools.ts';
import { labelOf, sayMeasured, sayOne } from './sweep-words.ts';
import { type Asked, isLess } from './tally.ts';
import { targetLine } from './target-line.ts';
import { suitsLog, valueAxis } from './value-range.ts';

const LEAST_WIDTH = 280;
/** Cells that an arrow key goes with Shift. */
const FAR = 5;

/** What comes out along one axis: a curve for each lane over its values. */
class SweepOne extends SweepElement {
  readonly #id = ownId();
  #scene: OneScene | undefined;
  #axis: { of: string; axis: Axis } | undefined;
  /** The cell that is read out. */
  #told: number | null = null;
  readonly #pointer: CellPointer;

  constructor() {
    super();
    const of = this;
    this.#pointer = new CellPointer({
      get study() {
        return of.study;
      },
      under: ({ x, y }: Point) => (this.#scene ? nearestCell(this.#scene, x, y) : null),
      next: (event, now) => this.#next(event, now),
      told: (cell) => {
        this.#told = cell;
      },
    });
  }

  #next({ key, shiftKey }: KeyboardEvent, now: number | null): number | null {
    const last = this.study.results.cells - 1;
    const by = shiftKey ? FAR : 1;
    if (key === 'ArrowRight') return now === null ? 0 : Math.min(last, now + by);
    if (key === 'ArrowLeft') return now === null ? last : Math.max(0, now - by);
    return key === 'Home' ? 0 : key === 'End' ? last : null;
  }

  #made() {
    const { study, stage, asked, look } = this;
    const [axis] = study.experiment.axes;
    const field = axisField(study.experiment, axis!, stage.catalog);
    const curves = curvesAlong(study.experiment, 0, [0], (cell, lane) => this.tally(cell, lane, asked));
    const all = curves.flatMap(({ points }) => points.map(({ tally }) => tally));
    const share = isShare(asked.measure) && asked.what !== 'steps';
    const log = !share && (look.log ?? suitsLog(all));
    const of = `${asked.what} ${asked.measure} ${asked.what === 'steps' ? asked.target : ''} ${log}`;
    const before = study.running && this.#axis?.of === of ? this.#axis.axis : undefined;
    this.#axis = { of, axis: valueAxis(all, asked.what, share, log, before) };
    const chosen = axis![0]!.at.startsWith('lanes.');
    const width = Math.max(LEAST_WIDTH, Math.floor(this.width));
    const wish = { width, curves, along: alongAxis(field, axis!), axis: this.#axis.axis };
    this.#scene = oneScene({ ...wish, less: isLess(asked), aimed: asked.target !== null, chosen });
    return { asked, axis: axis!, field, scene: this.#scene, log: share ? undefined : log };
  }

  override render(): TemplateResult | typeof nothing {
    const { study, stage } = this;
    if (!study?.experiment.axes[0] || this.width === 0) return nothing;
    const { names } = this;
    const { asked, axis, field, scene, log } = this.#made();
    const symbol = symbolOf(field, axis);
    const label = labelOf(asked);
    const { say } = scene.along;
    const picture = { scene, asked, names, swatches: stage.swatches, id: this.#id, ...study.choice };
    const finding = oneFinding(scene.lanes, scene.along, scene.less, asked.target !== null, scene.chosen);
    const { seeds, config } = study.experiment;
    const steps = axis[0]!.at === 'steps' || asked.what === 'steps' ? null : config.steps;
    const { keys, hover, press, out, click, blur } = this.#pointer;
    const title = t('sweep.title', { label, symbol });
    const note = seeds > 2 && !scene.narrow ? t('compare.key', { n: seeds }) : '';
    const isAimed = !scene.empty && !scene.blank && asked.target !== null && asked.what !== 'steps';
    return html`<div class="sweep" role="group" aria-label=${title}>
      ${finding ? html`<p class="finding">${sayOne(finding, names, symbol, asked, say)}</p>` : nothing}
      <p class="measured">${t('sweep.two', { first: sayMeasured(label, [symbol], steps, seeds), second: t('sweep.opens', { symbol }) })}</p>
      ${sweepTools({ study, look: this.look, asked, ...(log !== undefined && !scene.blank && { log }), note })}
      <div class="sweep-picture" tabindex="0" role="application" aria-roledescription=${t('curves.role')} aria-label=${title} aria-description=${t('sweep.help')}
        @keydown=${keys} @pointermove=${hover} @pointerdown=${press} @pointerleave=${out} @click=${click} @blur=${blur}>
        <svg class="sweep-svg" viewBox="0 0 ${scene.width} ${scene.height}" width=${scene.width * this.unit} height=${scene.height * this.unit}>
          ${onePicture(picture)}
          ${isAimed ? targetLine(scene.frame, asked.target!, asked.measure, study, scene.narrow ? '' : t('compare.drag.keys')) : nothing}
          ${goodStrips(picture, symbol)}
          ${scene.narrow && scene.strips !== null ? nothing : svg`<text class="muted" x=${scene.frame.right} y=${(scene.strips ?? scene.height - 14) + 12} text-anchor="end">${titleOf(field, axis)}</text>`}
        </svg>
        ${this.#card(scene, asked, symbol)}
      </div>
      ${edgeWarnings(
        scene.lanes.flatMap(({ lane, best }) => (best === null ? [] : (edgeOf(field, axis, lane, best) ?? []))),
        symbol,
        names,
        say,
      )}
      <p class="visually-hidden" aria-live="polite">${this.#heard(scene, asked, symbol)}</p>
    </div>`;
  }

  /** Every lane in a cell. */
  #readings({ lanes, along }: OneScene, cell: number, symbol: string): { title: string; readings: Reading[] } {
    const { names, stage } = this;
    const at = lanes.flatMap(({ lane, points }) =>
      points.filter((point) => point.cell === cell).map(({ value, tally }) => ({ lane, value, tally })),
    );
    const alike = at.every(({ value }) => value === at[0]!.value);
    return {
      title: alike && at[0] ? t('sweep.at', { symbol, value: along.say(at[0].value) }) : symbol,
      readings: at.map(({ lane, value, tally }) => ({
        name: names[lane]!,
        swatch: stage.swatches[lane]!,
        tally,
        ...(!alike && { value: along.say(value) }),
      })),
    };
  }

  #card(scene: OneScene, asked: Asked, symbol: string): TemplateResult | typeof nothing {
    const { cell } = this.study.choice;
    if (cell === null) return nothing;
    const { title, readings } = this.#readings(scene, cell, symbol);
    const at = scene.lanes[0]?.points.find((point) => point.cell === cell)?.value ?? scene.along.low;
    const side = scene.along.place(at) < 0.5 ? 'at-right' : 'at-left';
    return html`<div class="readout sweep-card ${side}" translate="no" aria-hidden="true">${readout(title, readings, asked, t('sweep.open.hint'))}</div>`;
  }

  #heard(scene: OneScene, asked: Asked, symbol: string): string {
    if (this.#told === null || this.#told !== this.study.choice.cell) return '';
    const { title, readings } = this.#readings(scene, this.#told, symbol);
    return heard(title, readings, asked);
  }
}

customElements.define('sidestep-sweep-one', SweepOne);
