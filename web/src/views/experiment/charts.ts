import { html, nothing, type TemplateResult } from 'lit';
import type { Stage } from '../../reader/stage.ts';
import { enumerated, labelled, listed, sentences, t } from '../../toolkit/i18n.ts';
import { axisOf } from '../chart/axis.ts';
import { type Chart, type ChartId, outcomeChart, speedChart, stabilityChart } from './chart-kinds.ts';
import { choices } from './choices.ts';
import type { Dots } from './dots.ts';
import { type DotsFrame, dotsFrame, dotsPicture, dotX, rowAt } from './dots-picture.ts';
import { fontOf, widthIn } from './labels.ts';
import { rangeText } from './numbers.ts';
import type { Point } from './path.ts';
import { PictureElement } from './picture-element.ts';
import type { Pointed } from './pointing.ts';
import { Held } from './scale.ts';
import { Settled } from './settled.ts';

/** From this width on the charts stand beside each other. */
const BESIDE = 640;
const [GAP, NEAR, NOTES, NAMES] = [28, 7, 64, 150];

/** Speed, outcome and stability of all lanes, as dots with intervals; or one of them alone. */
class ExperimentCharts extends PictureElement {
  static override properties = { ...PictureElement.properties, only: { attribute: false } };
  declare only: ChartId | undefined;
  readonly #rest = new Settled<number | null>(() => this.requestUpdate());
  #drawn = new Map<string, { chart: Chart; frame: DotsFrame }>();

  protected override attach(stage: Stage): void {
    super.attach(stage);
    this.own(() => this.#rest.stop());
  }

  override render(): TemplateResult | typeof nothing {
    const { study, only, target, cell, width } = this;
    // All at once, when there is something to measure speed by.
    if (study.results.reported === 0 || (target === null && this.running)) return nothing;
    const { running, comparison } = this;
    const asked = { study, cell, target, rests: this.#rest.is(target), running, comparison };
    const makers = { speed: speedChart, outcome: outcomeChart, stability: stabilityChart };
    const ids: ChartId[] = only ? [only] : ['speed', 'outcome', 'stability'];
    const charts = ids.flatMap((id) => makers[id](asked) ?? []);
    const beside = width >= BESIDE && charts.length > 1;
    this.#drawn = new Map();
    return html`<div role="group" aria-label=${t('compare.charts')}>
      <div class=${`dot-charts${beside ? ' beside' : ''}`}>${width > 0 ? this.#parts(charts, beside) : nothing}</div>
      <p class="doc foot">${this.#foot(charts)}</p>
      ${this.aloud()}
    </div>`;
  }

  /** Beside each other the first has the names, and all are of equal use. */
  #parts(charts: readonly Chart[], beside: boolean): TemplateResult[] {
    const names = this.#namesWidth();
    const plot = (this.width - names - GAP * (charts.length - 1)) / charts.length;
    return charts.map((chart, i) => {
      const own = !beside || i === 0 ? names : 0;
      return this.#part(chart, beside ? plot + own : this.width, own);
    });
  }

  #namesWidth(): number {
    return Math.min(NAMES, 44 + Math.max(...this.names.map((name) => widthIn(name, fontOf(this.family, 600)))));
  }

  #part(chart: Chart, width: number, names: number): TemplateResult {
    const { study, stage } = this;
    const { id, title, aside, dots, unit } = chart;
    const noted = dots.rows.some((row) => chart.note(row) !== '');
    const frame = dotsFrame(this.#calmed(chart), width, names, noted ? NOTES : 0);
    this.#drawn.set(id, { chart, frame });
    const { lane, seed } = study.choice;
    const looks = dots.rows.map((row) => ({
      name: this.names[row.lane]!,
      swatch: stage.swatches[row.lane]!,
      faded: this.isFaded(row.lane),
      seed: row.lane === lane ? seed : null,
      note: chart.note(row),
      crossed: chart.crossed(row),
    }));
    const { hover, press, leave, click, keys } = this.pointer;
    return html`<div class="dot-chart" role="group" aria-label=${title}>
      <h2>${title} ${id === 'speed' ? this.#switch() : ''} <span class="aside">${aside}</span></h2>
      <svg class="experiment" data-chart=${id} viewBox=${`0 0 ${width} ${frame.height}`} width=${width * this.unit} height=${frame.height * this.unit} tabindex="0" role="application"
        aria-roledescription=${t('curves.role')} aria-label=${labelled(listed([title, aside]), this.#told(chart))} aria-description=${t('compare.help')}
        @pointermove=${hover} @pointerdown=${press} @pointerleave=${leave} @click=${click} @keydown=${keys} @blur=${leave}>
        ${dotsPicture(dots, frame, looks, { names, family: this.family, line: chart.line, unit, noted: noted && id !== 'speed' ? t('compare.diverged') : '' })}
      </svg>
    </div>`;
  }

  readonly #held = new Map<ChartId, Held>();
  /** On an axis that holds still while runs come in, or while the target is dragged. */
  #calmed({ id, dots }: Chart): Dots {
    if (!dots.axis) return dots;
    const held = this.#held.get(id) ?? new Held();
    this.#held.set(id, held);
    const { low, high, log } = dots.axis;
    const [from, to] = held.of(`${this.study.link} ${this.cell} ${dots.metric} ${log}`, [low, high], log)!;
    return { ...dots, axis: axisOf(from, to, log) };
  }

  /** Steps or seconds. */
  #switch(): TemplateResult {
    const { study } = this;
    return choices(
      t('compare.speed'),
      ['step', 'seconds'],
      study.choice.against === 'seconds' ? 'seconds' : 'step',
      (id) => t(id === 'step' ? 'compare.steps' : 'axis.seconds'),
      (id) => study.choose({ against: id }),
    );
  }

  /** The chart in words. */
  #told({ dots, value, note, id }: Chart): string {
    const said = dots.rows.map((row) => {
      const name = this.names[row.lane]!;
      const range = row.interval && id !== 'stability' ? rangeText(row.interval, dots.metric) : '';
      const key = range ? 'compare.told.interval' : 'compare.told';
      const told = t(key, { name, value: value(row), range });
      return row.gone > 0
        ? t('compare.told.gone', {
            told,
            gone: note(row),
            what: t(id === 'speed' ? 'compare.never' : 'compare.diverged'),
          })
        : told;
    });
    return said.join(' ');
  }

  /** What the signs are, and which numbers are missing and why. */
  #foot(charts: readonly Chart[]): string {
    const outcome = charts.find(({ id }) => id === 'outcome');
    const without = (outcome?.dots.rows ?? []).filter(({ value, of }) => value === null && of > 0);
    const legend = this.only ? t('compare.foot') : sentences(t('compare.foot'), t('compare.foot.point'));
    if (without.length === 0) return legend;
    return sentences(legend, t('compare.noMean', { names: enumerated(without.map(({ lane }) => this.names[lane]!)) }));
  }

  override at({ x, y }: Point, picture: Element): Pointed {
    const drawn = this.#drawn.get((picture as SVGElement).dataset.chart!);
    const row = drawn?.chart.dots.rows[rowAt(y, drawn.chart.dots.rows.length)];
    if (!drawn || !row || row.of === 0) return { lane: null, seed: null };
    let [seed, least] = [null as number | null, NEAR];
    for (const run of row.strokes) {
      const far = Math.abs(dotX(drawn.frame, run.value) - x);
      if (far < least) [seed, least] = [run.seed, far];
    }
    return { lane: row.lane, seed };
  }
}

customElements.define('sidestep-experiment-charts', ExperimentCharts);
