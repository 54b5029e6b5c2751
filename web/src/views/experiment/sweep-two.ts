import { html, nothing, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { positionsOf } from '../../experiment/cells.ts';
import type { Study } from '../../reader/study.ts';
import { lang, t } from '../../toolkit/i18n.ts';
import { axisChoice } from './axis-choice.ts';
import { ownId } from './axis-marks.ts';
import { CellPointer } from './cell-pointer.ts';
import { bestSpot } from './heat.ts';
import { heatKey } from './heat-key.ts';
import { heatPicture, pointedCell } from './heat-picture.ts';
import { type MapScene, spotOf, spotUnder } from './heat-scene.ts';
import { type HeatView, heatView } from './heat-view.ts';
import type { Point } from './path.ts';
import { runCurves } from './run-curves.ts';
import { heard, type Reading, readout } from './sweep-card.ts';
import { SweepElement } from './sweep-element.ts';
import { sweepTools } from './sweep-tools.ts';
import { isLess } from './tally.ts';

const LEAST_WIDTH = 280;
/** From this width on the card stands beside the maps. */
const BESIDE = 680;
const CARD = 208;
const FAR = 5;

/** What comes out along two axes: a map for each lane, and what its cells are made of. */
class SweepTwo extends SweepElement {
  readonly #id = ownId();
  #view: (HeatView & { of: string }) | undefined;
  #shown: Study | undefined;
  #told: number | null = null;
  readonly #pointer: CellPointer;

  constructor() {
    super();
    const of = this;
    this.#pointer = new CellPointer({
      get study() {
        return of.study;
      },
      under: (place: Point) => {
        const spot = this.#view && spotUnder(this.#view.picture.scene, place);
        return spot ? spot.map.rows[spot.row]![spot.column]!.cell : null;
      },
      next: (event, now) => this.#next(event, now),
      told: (cell) => {
        this.#told = cell;
      },
    });
  }

  #next({ key, shiftKey }: KeyboardEvent, now: number | null): number | null {
    const map = this.#view?.picture.scene.maps[0];
    const by = shiftKey ? FAR : 1;
    const way = {
      ArrowRight: [0, by],
      ArrowLeft: [0, -by],
      ArrowUp: [by, 0],
      ArrowDown: [-by, 0],
      Home: [0, -1e9],
      End: [0, 1e9],
    }[key];
    if (!map || !way) return null;
    const spot = spotOf(map, now);
    if (!spot) return this.#bestCell(map) ?? map.rows[0]![0]!.cell;
    const clamp = (at: number, count: number): number => Math.min(count - 1, Math.max(0, at));
    return map.rows[clamp(spot.row + way[0]!, map.up.length)]![clamp(spot.column + way[1]!, map.across.length)]!.cell;
  }

  #bestCell(map: MapScene): number | null {
    const best = bestSpot(map, isLess(this.asked));
    return best && map.rows[best.row]![best.column]!.cell;
  }

  /** What is made anew only when something else is to be shown, and not with each cell that is pointed at. */
  #made(): HeatView {
    const { study, stage, look, asked, names } = this;
    const width = Math.max(LEAST_WIDTH, Math.floor(this.width) - (this.beside ? CARD + 16 : 0));
    const { count } = study.results;
    const of = JSON.stringify([count, asked, look.axes, look.positions, width, lang(), names, stage.swatches]);
    if (!this.#view || this.#view.of !== of || this.#shown !== study) {
      const tally = (cell: number, lane: number) => this.tally(cell, lane, asked);
      const { swatches, catalog } = stage;
      const { experiment } = study;
      const place = { axes: look.axes, positions: look.positions, width, id: this.#id };
      this.#view = { of, ...heatView({ experiment, catalog, asked, names, swatches, tally, ...place }) };
      this.#shown = study;
    }
    return this.#view;
  }

  /** Of more than two axes the part is shown that holds the best cell, as long as nobody chooses another. */
  override updated(): void {
    const { study, look } = this;
    if (!study || look.placed || study.experiment.axes.length < 3 || study.status !== 'finished') return;
    const { asked } = this;
    const sign = isLess(asked) ? 1 : -1;
    let [best, least] = [0, Number.POSITIVE_INFINITY];
    for (let cell = 0; cell < study.results.cells; cell++)
      for (const lane of study.experiment.config.lanes.keys()) {
        const cost = sign * this.tally(cell, lane, asked).median;
        if (cost < least) [best, least] = [cell, cost];
      }
    look.set({ positions: positionsOf(study.experiment, best) });
  }

  get beside(): boolean {
    return this.width >= BESIDE;
  }

  override render(): TemplateResult | typeof nothing {
    const { study, stage, look, beside } = this;
    if (!study || study.experiment.axes.length < 2 || this.width === 0) return nothing;
    const { asked } = this;
    const view = this.#made();
    const { picture, title } = view;
    const { scene } = picture;
    const { axes, seeds } = study.experiment;
    const { keys, hover, press, out, click, blur } = this.#pointer;
    return html`<div class="sweep ${beside ? 'beside' : ''}" role="group" aria-label=${title}>
      ${view.finding ? html`<p class="finding">${view.finding}</p>` : nothing}
      <p class="measured">${view.measured}</p>
      ${sweepTools({ study, look, asked, more: seeds > 2 ? ['spread'] : [], note: '' })}
      ${axes.length > 2 ? axisChoice(study.experiment, stage.catalog, look) : nothing}
      <div class="maps"><div class="sweep-picture" tabindex="0" role="application" aria-roledescription=${t('sweep.map')} aria-label=${title} aria-description=${t('sweep.help.two')}
        @keydown=${keys} @pointermove=${hover} @pointerdown=${press} @pointerleave=${out} @click=${click} @blur=${blur}>
        <svg class="sweep-svg" viewBox="0 0 ${scene.width} ${scene.height}" width=${scene.width * this.unit} height=${scene.height * this.unit}>${guard([view], () => heatPicture(picture))}${pointedCell(scene, study.choice.cell)}</svg>
        ${guard([view], () => heatKey(scene.maps, this.#id, asked))}
      </div>${this.#card(view)}</div>
      ${view.warnings}
      <p class="visually-hidden" aria-live="polite">${this.#heard(view)}</p>
    </div>`;
  }

  /** The lanes in a cell, and what sets it apart. */
  #readings(cell: number, { symbols, picture }: HeatView): { title: string; readings: Reading[] } {
    const { names, stage } = this;
    const { across, up, scene } = picture;
    const at = scene.maps.flatMap((map) => {
      const spot = spotOf(map, cell);
      return spot ? [{ map, spot, tally: map.rows[spot.row]![spot.column]!.tally }] : [];
    });
    const place = ({ map, spot }: (typeof at)[number]): string =>
      t('sweep.place', {
        a: symbols[0]!,
        x: across.say(map.across[spot.column]!),
        b: symbols[1]!,
        y: up.say(map.up[spot.row]!),
      });
    const places = at.map(place);
    const alike = places.every((one) => one === places[0]);
    return {
      title: alike ? (places[0] ?? '') : '',
      readings: at.map(({ map, tally }, i) => ({
        name: names[map.lane]!,
        swatch: stage.swatches[map.lane]!,
        tally,
        ...(!alike && { value: places[i]! }),
      })),
    };
  }

  /** What a cell is made of; of the best one while none is pointed at. */
  #card(view: HeatView): TemplateResult | typeof nothing {
    const { study, stage, asked } = this;
    const { scene } = view.picture;
    const pointed = study.choice.cell;
    const known = scene.maps.some((map) => spotOf(map, pointed));
    const bests = scene.maps.flatMap((map) => {
      const best = bestSpot(map, isLess(asked));
      return best ? [{ map, best }] : [];
    });
    const [first] = bests.sort((a, b) => (isLess(asked) ? 1 : -1) * (a.best.median - b.best.median));
    const cell = known ? pointed : first ? first.map.rows[first.best.row]![first.best.column]!.cell : null;
    if (cell === null) return nothing;
    const { title, readings } = this.#readings(cell, view);
    const lanes = scene.maps.map(({ lane }) => ({ swatch: stage.swatches[lane]!, runs: study.results.of(lane, cell) }));
    const width = this.beside ? CARD : Math.min(320, Math.floor(this.width));
    return html`<div class="cell-card" translate="no" aria-hidden="true"><span class="aside">${known ? nothing : t('sweep.best.cell')}</span>
      ${runCurves(lanes, asked.measure, width, 84)}
      ${readout(title, readings, asked, known ? t('sweep.open.hint') : t('sweep.point'))}</div>`;
  }

  #heard(view: HeatView): string {
    if (this.#told === null || this.#told !== this.study.choice.cell) return '';
    const { title, readings } = this.#readings(this.#told, view);
    return heard(title, readings, this.asked);
  }
}

customElements.define('sidestep-sweep-two', SweepTwo);
