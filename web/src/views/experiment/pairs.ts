import { html, nothing, svg, type TemplateResult } from 'lit';
import type { Comparison } from '../../experiment/comparison.ts';
import { isShare, type Metric, wordsOf } from '../../experiment/sample.ts';
import { MAX_SEEDS } from '../../experiment/spec.ts';
import type { Verdict } from '../../experiment/verdict.ts';
import type { Stage } from '../../reader/stage.ts';
import { t } from '../../toolkit/i18n.ts';
import { choices } from './choices.ts';
import { chanceText, differenceText, within } from './numbers.ts';
import { inOrder, ranked, type Seen, seenBy } from './pair-order.ts';
import { PictureElement } from './picture-element.ts';
import { Settled } from './settled.ts';

/** From so many lanes on the pairs are a table of numbers. */
const MATRIX = 6;
const [ROW, STRIP, SHORT, ROOM] = [26, 200, 150, 8];

/** What a verdict comes to. */
export function verdictText(verdict: Verdict): string {
  if (verdict.kind !== 'undecided') return t(`compare.verdict.${verdict.kind}`);
  if (verdict.why === 'tied') return t('compare.verdict.tied');
  if (verdict.seeds === null) return t('compare.verdict.open');
  return verdict.seeds > MAX_SEEDS
    ? t('compare.verdict.many', { n: MAX_SEEDS })
    : t('compare.verdict.needs', { n: verdict.seeds });
}

/** Which lane of each pair wins, how often, by how much on the same seeds, and what may be said of it. */
class ExperimentPairs extends PictureElement {
  protected override readonly points = false;
  #by: 'outcome' | 'speed' = 'outcome';
  readonly #rest = new Settled<number | null>(() => this.requestUpdate());

  protected override attach(stage: Stage): void {
    super.attach(stage);
    this.own(() => this.#rest.stop());
  }

  override render(): TemplateResult | typeof nothing {
    const { study, target, cell } = this;
    if (this.running || this.lanes().length < 2 || study.results.seeds.length < 2) return nothing; // a rank that changes with each run tells nothing
    const { measure, against } = study.choice;
    const rests = this.#rest.is(target);
    const by = this.#by === 'speed' && target !== null ? (against === 'seconds' ? 'millis' : 'steps') : measure;
    const comparison =
      by === measure ? study.comparison(by, cell) : rests ? study.comparison(by, cell, target ?? undefined) : null;
    if (comparison?.lanes.every(({ runs, censored }) => censored.count === runs)) return nothing; // there is nothing to tell
    return html`<div class="pairs" role="group" aria-label=${t('compare.pairs')}>
      <h2>${t('compare.pairs')} <span class="aside">${t(`compare.pairs.${wordsOf(by)}`)}</span>
        ${
          target === null
            ? ''
            : choices(
                t('compare.pairs'),
                ['outcome', 'speed'],
                this.#by,
                (id) => (id === 'speed' ? t('compare.speed') : t(`compare.${measure}`)),
                (id) => this.#compare(id),
              )
        }</h2>
      ${comparison ? (comparison.lanes.length < MATRIX ? this.#strip(inOrder(comparison), by) : this.#matrix(comparison)) : html`<p class="doc">${t('compare.coming')}</p>`}
      ${comparison ? this.#common(comparison) : nothing}
    </div>`;
  }

  #compare(by: 'outcome' | 'speed'): void {
    this.#by = by;
    this.requestUpdate();
  }

  #strip(pairs: readonly Seen[], by: Metric): TemplateResult {
    const { names } = this;
    const unit = t(
      isShare(by)
        ? 'compare.same.points'
        : by === 'millis'
          ? 'compare.same.seconds'
          : by === 'steps'
            ? 'compare.same.steps'
            : 'compare.same.loss',
    );
    return html`<div class="table-scroll" tabindex="0" role="group" aria-label=${t('compare.pairs')}><table class="live pair-strip">
      <thead><tr><th scope="col"><span class="visually-hidden">${t('compare.pair')}</span></th>
        <th class="strip" aria-hidden="true"><span class="strip-head"><span>${t('compare.strip.never')}</span>${this.narrow ? '' : html`<span>${t('compare.strip.half')}</span>`}<span>${t('compare.strip.always')}</span></span></th>
        <th scope="col">${t('compare.chance')}</th><th scope="col" class="same">${unit}</th><th scope="col" class="verdict">${t('compare.verdict')}</th></tr></thead>
      <tbody>${pairs.map((pair) => {
        const told = pair.verdict.kind !== 'undecided';
        const range = pair.probabilityInterval;
        const chance = range ? t('compare.between', { from: chanceText(range[0]), to: chanceText(range[1]) }) : '';
        return html`<tr class=${pair.verdict.kind} @pointerenter=${() => this.pointer.look({ lane: pair.lane, seed: null })} @pointerleave=${this.pointer.leave}>
          <th scope="row">${this.#over(names[pair.lane]!, names[pair.other]!)}</th>
          <td class="strip" aria-hidden="true">${this.#interval(pair)}</td>
          <td class=${told ? 'telling' : ''} title=${chance}>${chanceText(pair.probability)}<span class="visually-hidden"> (${chance})</span></td>
          <td class="same">${differenceText(pair.difference, by)}<span class="aside">${within(pair.differenceInterval, by)}</span></td>
          <td class="verdict">${verdictText(pair.verdict)}</td></tr>`;
      })}</tbody></table></div>`;
  }

  #over(name: string, other: string): TemplateResult {
    const [before = '', between = '', after = ''] = t('compare.over', { a: '\u0000', b: '\u0000' }).split('\u0000');
    return html`<span>${before}<strong>${name}</strong><span class="aside">${between}${other}${after}</span></span>`;
  }

  /** A dot, filled where the verdict is for the lane, and the interval of its chance from never to always. */
  #interval({ probability, probabilityInterval: ends, verdict }: Seen): TemplateResult {
    const width = this.narrow ? SHORT : STRIP;
    const x = (p: number): number => ROOM + p * (width - 2 * ROOM);
    const middle = ROW / 2;
    return html`<svg class="experiment" viewBox=${`0 0 ${width} ${ROW}`} width=${width * this.unit} height=${ROW * this.unit} focusable="false">
      <g class="grid">${[0, 0.25, 0.75, 1].map((p) => svg`<path d=${`M${x(p)} 0V${ROW}`} />`)}<path class="half" d=${`M${x(0.5)} 0V${ROW}`} /></g>
      ${ends ? svg`<path class="chance" d=${`M${x(ends[0])} ${middle}H${x(ends[1])}`} />` : ''}
      ${probability === null ? '' : svg`<circle class=${`chance-dot${verdict.kind === 'apart' ? '' : ' open'}`} cx=${x(probability)} cy=${middle} r="4.5" />`}
    </svg>`;
  }

  /** How often the lane of the row is ahead of that of the column. */
  #matrix(comparison: Comparison): TemplateResult {
    const { names } = this;
    const order = ranked(comparison).filter((lane) => comparison.lanes[lane]!.runs > 0);
    const pairOf = (lane: number, other: number): Seen | undefined => {
      const pair = comparison.pairs.find(({ a, b }) => (a === lane && b === other) || (a === other && b === lane));
      return pair && seenBy(lane, pair);
    };
    const leads = ({ verdict, lane, other }: Seen): boolean =>
      verdict.kind !== 'undecided' && (verdict.leader === 0) === lane < other;
    const cell = (lane: number, other: number): TemplateResult => {
      const seen = pairOf(lane, other);
      if (!seen) return html`<td class="self" aria-label=${t('compare.self')}>·</td>`;
      const text = verdictText(seen.verdict);
      const title = leads(seen)
        ? text
        : seen.verdict.kind === 'undecided'
          ? text
          : t('compare.verdict.behind', { verdict: text });
      return html`<td class=${`${seen.verdict.kind}${leads(seen) ? ' leads' : ''}`} title=${title}>${chanceText(seen.probability)}<span class="visually-hidden">, ${title}</span></td>`;
    };
    return html`<div class="table-scroll" tabindex="0" role="group" aria-label=${t('compare.pairs')}><table class="live pair-matrix">
      <thead><tr><th scope="col">${t('compare.matrix')}</th>${order.map((lane) => html`<th scope="col" title=${names[lane]!}>${names[lane]}</th>`)}</tr></thead>
      <tbody>${order.map(
        (lane) =>
          html`<tr @pointerenter=${() => this.pointer.look({ lane, seed: null })} @pointerleave=${this.pointer.leave}><th scope="row"><span>${names[lane]}</span></th>${order.map((other) => cell(lane, other))}</tr>`,
      )}</tbody></table></div><p class="doc foot">${t('compare.matrix.key')}</p>`;
  }

  /** On how many seeds the lanes are compared, where that is fewer than some have. */
  #common({ pairs, lanes }: Comparison): TemplateResult | typeof nothing {
    const runs = lanes.map((lane) => lane.runs).filter((n) => n > 0);
    const [least, most] = [Math.min(...runs), Math.max(...runs)];
    if (least === most) return nothing;
    const common = Math.min(
      ...pairs.filter(({ a, b }) => lanes[a]!.runs > 0 && lanes[b]!.runs > 0).map((pair) => pair.common),
    );
    return html`<p class="doc foot">${t('compare.common', { least, most, n: common })}</p>`;
  }
}

customElements.define('sidestep-experiment-pairs', ExperimentPairs);
