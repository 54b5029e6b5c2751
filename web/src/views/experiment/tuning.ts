import { html, nothing, type TemplateResult } from 'lit';
import { isShare } from '../../experiment/sample.ts';
import { fieldOf, saySetting, settingsText, symbolAt } from '../../reader/settings-text.ts';
import { t } from '../../toolkit/i18n.ts';
import { placeIn } from '../../toolkit/place.ts';
import { swatch } from '../../toolkit/swatch.ts';
import { axisOf } from '../chart/axis.ts';
import { ownId } from './axis-marks.ts';
import { edgeWarning } from './edge-warning.ts';
import { xOf, yOf } from './frame.ts';
import { labelWidth } from './labels.ts';
import { valueText } from './numbers.ts';
import { SweepElement } from './sweep-element.ts';
import { labelOf } from './sweep-words.ts';
import { kindOf } from './tally.ts';
import { type LaneTuning, laneTunings, type TuningFinding, tuningFinding } from './trials-data.ts';
import { profilePicture, type TuningPicture, trialsPicture, tuningFrame } from './tuning-picture.ts';
import { tuningTable } from './tuning-table.ts';
import { suitsLog, valueAxis } from './value-range.ts';

/** From this width on the two pictures stand beside each other. */
const BESIDE = 720;
const [HEIGHT, GAP] = [220, 24];
/** Pixels around a trial in which it is pointed at. */
const NEAR = 14;

/** How a tuning goes: its trials, and what the best of so many comes to. */
class Tuning extends SweepElement {
  static override properties = { ...SweepElement.properties, when: { attribute: false } };
  /** Whether it is shown before the first run is reported, after that, or always. */
  declare when: 'before' | 'after' | 'always' | undefined;
  readonly #id = ownId();
  #pointed: { lane: number; trial: number } | null = null;
  #lanes: LaneTuning[] = [];
  #picture: TuningPicture | undefined;

  override render(): TemplateResult | typeof nothing {
    const { study, stage, names, width } = this;
    const tune = study?.experiment.tune;
    if (!tune || width === 0) return nothing;
    const { results } = study;
    const when = results.reported > 0 ? 'after' : results.count > 0 ? 'before' : null;
    if (this.when !== 'always' && this.when !== when) return nothing;
    this.#lanes = laneTunings(results, this.cell, stage.catalog);
    const lanes = this.#lanes;
    const tallies = lanes.flatMap(({ trials }) => trials.map(({ tally }) => tally));
    const { goal } = results;
    const share = isShare(goal);
    const label = labelOf({ what: 'final', measure: goal, target: null });
    const trials = Math.max(2, tune.trials);
    const each = width >= BESIDE ? (width - GAP) / 2 : width;
    const family = getComputedStyle(this).fontFamily;
    const beside =
      each < 330
        ? 0
        : Math.min(
            each * 0.3,
            labelWidth(
              names.map((name) => ({ name, value: '' })),
              family,
            ),
          );
    const picture: TuningPicture = {
      ...{ lanes, names, swatches: stage.swatches, measure: goal, family, beside, height: HEIGHT, id: this.#id },
      y: valueAxis(tallies, 'final', share, !share && suitsLog(tallies)),
      x: axisOf(1, trials, false),
      width: Math.floor(each),
      lane: this.#pointed?.lane ?? null,
      trial: this.#pointed?.trial ?? null,
    };
    this.#picture = picture;
    const finding =
      study.running && lanes.some((lane) => lane.trials.length < tune.trials)
        ? null
        : tuningFinding(lanes, tune.trials, tune.by);
    const svgOf = (content: unknown) =>
      html`<svg class="sweep-svg" viewBox="0 0 ${picture.width} ${HEIGHT}" width=${picture.width * this.unit} height=${HEIGHT * this.unit}>${content}</svg>`;
    return html`<div class="sweep tuning" role="group" aria-label=${t('tuning.title')}>
      <h3>${t('tuning.title')}</h3>
      ${finding ? html`<p class="finding">${this.#say(finding)}</p>` : nothing}
      <p class="measured">${t('tuning.measured', { label, trials: tune.trials, seeds: tune.seeds })}</p>
      <div class="tuning-pictures">
        <figure><figcaption>${t('tuning.caption.trials')}</figcaption>
          <div class="sweep-picture" tabindex="0" role="application" aria-roledescription=${t('curves.role')} aria-label=${t('tuning.caption.trials')} aria-description=${t('tuning.help')}
            @keydown=${this.#keys} @pointermove=${this.#hover} @pointerdown=${this.#hover} @pointerleave=${this.#leave} @blur=${this.#leave}>
            ${svgOf(trialsPicture(picture))}</div></figure>
        <figure><figcaption>${t('tuning.caption.profile')}</figcaption>${svgOf(profilePicture({ ...picture, id: `${this.#id}-k` }))}</figure>
      </div>
      ${beside === 0 ? html`<ul class="legend" aria-hidden="true">${names.map((name, lane) => html`<li>${swatch(stage.swatches[lane]!)}<span>${name}</span></li>`)}</ul>` : nothing}
      <p class="measured reading" aria-live="polite">${this.#reading()}</p>
      ${lanes.flatMap(({ lane, chosen }) =>
        chosen.flatMap(({ at, edge }) =>
          edge
            ? [
                edgeWarning(
                  edge,
                  symbolAt(fieldOf(results, at, stage.catalog)),
                  names[lane]!,
                  (value) => saySetting(fieldOf(results, at, stage.catalog), value),
                  'tuning.edge',
                ),
              ]
            : [],
        ),
      )}
      ${tuningTable(lanes, names, stage.swatches, results, stage.catalog, label)}
    </div>`;
  }

  #say(finding: TuningFinding): string {
    const { names, study } = this;
    switch (finding.id) {
      case 'lost':
        return t('tuning.finding.lost');
      case 'alone':
        return t('tuning.finding.alone', {
          name: names[finding.lane]!,
          trials: finding.trials,
          value: valueText(finding.value, study.experiment.tune!.by),
        });
      case 'leads':
        return t('tuning.finding.leads', { name: names[finding.lane]!, trials: finding.trials });
      default:
        return t('tuning.finding.flips', {
          first: names[finding.first]!,
          last: names[finding.last]!,
          from: finding.from,
        });
    }
  }

  /** The trial that is pointed at, in words. */
  #reading(): string {
    const { study, stage, names } = this;
    const pointed = this.#pointed;
    const lane = pointed && this.#lanes.find((one) => one.lane === pointed.lane);
    const trial = lane?.trials.find((one) => one.trial === pointed!.trial);
    if (!lane || !trial) return '';
    const set = lane.chosen.map(({ at }) => ({ at, value: trial.set[at]! }));
    const value =
      kindOf(trial.tally) === 'lost' ? t('sweep.diverged') : valueText(trial.tally.median, study.experiment.tune!.by);
    return t('tuning.reading', {
      name: names[lane.lane]!,
      n: trial.trial + 1,
      of: study.experiment.tune!.trials,
      settings: settingsText(set, study.results, stage.catalog),
      value,
    });
  }

  #point(to: { lane: number; trial: number } | null): void {
    if (to?.lane === this.#pointed?.lane && to?.trial === this.#pointed?.trial) return;
    this.#pointed = to;
    this.requestUpdate();
  }

  readonly #leave = (): void => this.#point(null);

  readonly #hover = (event: PointerEvent): void => {
    const picture = this.#picture;
    if (!picture) return;
    const frame = tuningFrame(picture);
    const at = placeIn((event.currentTarget as Element).querySelector('svg')!, event);
    let best: { lane: number; trial: number; far: number } | null = null;
    for (const { lane, trials } of this.#lanes)
      for (const { trial, tally } of trials) {
        const y = kindOf(tally) === 'lost' ? frame.gutter / 2 : yOf(frame, tally.median);
        const far = Math.hypot(xOf(frame, trial + 1) - at.x, y - at.y);
        if (far < NEAR && (!best || far < best.far)) best = { lane, trial, far };
      }
    this.#point(best);
  };

  readonly #keys = (event: KeyboardEvent): void => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const lanes = this.#lanes.filter(({ trials }) => trials.length > 0);
    const along = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const across = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const now = this.#pointed;
    if (event.key === 'Escape' && now) this.#point(null);
    else if (lanes.length > 0 && (along || across)) {
      const at = Math.max(
        0,
        lanes.findIndex(({ lane }) => lane === now?.lane),
      );
      const next = lanes[Math.min(lanes.length - 1, Math.max(0, at + (now ? (across ?? 0) : 0)))]!;
      const trial = Math.min(next.trials.length - 1, Math.max(0, (now?.trial ?? 0) + (now ? (along ?? 0) : 0)));
      this.#point({ lane: next.lane, trial });
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
}

customElements.define('sidestep-experiment-tuning', Tuning);
