import { html, nothing, type TemplateResult } from 'lit';
import { t } from '../../toolkit/i18n.ts';
import type { Along } from './along.ts';
import { axisChoice } from './axis-choice.ts';
import { ownId } from './axis-marks.ts';
import { alongAxis, axisField, placeFor, symbolOf, titleOf } from './axis-values.ts';
import { CellPointer } from './cell-pointer.ts';
import { edgeWarning } from './edge-warning.ts';
import { edgeOf } from './edges.ts';
import { bestSpot, heatMaps, tintOf } from './heat.ts';
import { heatFinding } from './heat-finding.ts';
import { heatKey } from './heat-key.ts';
import { heatPicture } from './heat-picture.ts';
import { type HeatScene, heatScene, type MapScene, spotOf, spotUnder } from './heat-scene.ts';
import type { Point } from './path.ts';
import { runCurves } from './run-curves.ts';
import { heard, type Reading, readout } from './sweep-card.ts';
import { SweepElement } from './sweep-element.ts';
import { sweepTools } from './sweep-tools.ts';
import { labelOf, sayHeat, sayMeasured } from './sweep-words.ts';
import { isLess } from './tally.ts';

const LEAST_WIDTH = 280;
/** From this width on the card stands beside the maps. */
const BESIDE = 680;
const CARD = 208;
const FAR = 5;

/** What comes out along two axes: a map for each lane, and what its cells are made of. */
class SweepTwo extends SweepElement {
  readonly #id = ownId();
  #scene: HeatScene | undefined;
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
        const spot = this.#scene && spotUnder(this.#scene, place);
        return spot ? spot.map.rows[spot.row]![spot.column]!.cell : null;
      },
      next: (event, now) => this.#next(event, now),
      told: (cell) => {
        this.#told = cell;
      },
    });
  }

  #next({ key, shiftKey }: KeyboardEvent, now: number | null): number | null {
    const map = this.#scene?.maps[0];
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

  override render(): TemplateResult | typeof nothing {
    const { study, stage, look, width } = this;
    const axes = study?.experiment.axes ?? [];
    if (axes.length < 2 || width === 0) return nothing;
    const { names, asked } = this;
    const shown = look.axes;
    const fields = shown.map((i) => axisField(study.experiment, axes[i]!, stage.catalog));
    const [across, up] = shown.map((i, k) => alongAxis(fields[k]!, axes[i]!)) as [Along, Along];
    const symbols = shown.map((i, k) => symbolOf(fields[k]!, axes[i]!)) as [string, string];
    const maps = heatMaps(study.experiment, shown, look.positions.slice(0, axes.length), (cell, lane) =>
      this.tally(cell, lane, asked),
    );
    const beside = width >= BESIDE;
    const scene = heatScene(maps, Math.max(LEAST_WIDTH, Math.floor(width) - (beside ? CARD + 16 : 0)), across, up);
    this.#scene = scene;
    const tint = tintOf(maps, asked);
    const { tested } = this;
    const label = labelOf(asked, tested);
    const { seeds, config } = study.experiment;
    const steps = axes.some(([place]) => place!.at === 'steps') || asked.what === 'steps' ? null : config.steps;
    const chosen = shown.every((i) => axes[i]![0]!.at.startsWith('lanes.'));
    const finding = asked.what === 'spread' ? null : heatFinding(maps, tint, isLess(asked), chosen);
    const { keys, hover, press, out, click, blur } = this.#pointer;
    const title = t('sweep.title', { label, symbol: t('sweep.pair', { a: symbols[0], b: symbols[1] }) });
    const titles = [titleOf(fields[0]!, axes[shown[0]]!), symbols[1]] as const;
    const picture = {
      scene,
      asked,
      names,
      swatches: stage.swatches,
      tint,
      across,
      up,
      titles,
      symbol: symbols[0],
      label,
      id: this.#id,
      cell: study.choice.cell,
      chosen,
    };
    const edges = scene.maps.flatMap((map) => {
      const best = bestSpot(map, isLess(asked));
      if (!best || asked.what === 'spread') return [];
      return [best.column, best.row].flatMap((index, k) => {
        const axis = axes[shown[k]!]!;
        const edge = placeFor(axis, map.lane)?.at.startsWith('lanes.')
          ? edgeOf(fields[k]!, axis, map.lane, index)
          : null;
        return edge
          ? [edgeWarning(edge, symbols[k]!, maps.length > 1 ? names[map.lane]! : '', [across, up][k]!.say)]
          : [];
      });
    });
    return html`<div class="sweep ${beside ? 'beside' : ''}" role="group" aria-label=${title}>
      ${finding ? html`<p class="finding">${sayHeat(finding, names, symbols, [across.say, up.say], asked)}</p>` : nothing}
      <p class="measured">${t('sweep.two', { first: sayMeasured(label, symbols, steps, seeds), second: t(isLess(asked) ? 'sweep.pale.low' : 'sweep.pale.high') })}</p>
      ${sweepTools({ study, look, asked, tested, more: seeds > 2 ? ['spread'] : [], note: '' })}
      ${axes.length > 2 ? axisChoice(study.experiment, stage.catalog, look) : nothing}
      <div class="maps"><div class="sweep-picture" tabindex="0" role="application" aria-roledescription=${t('sweep.map')} aria-label=${title} aria-description=${t('sweep.help.two')}
        @keydown=${keys} @pointermove=${hover} @pointerdown=${press} @pointerleave=${out} @click=${click} @blur=${blur}>
        <svg class="sweep-svg" viewBox="0 0 ${scene.width} ${scene.height}" width=${scene.width} height=${scene.height}>${heatPicture(picture)}</svg>
        ${heatKey(maps, this.#id, asked)}
      </div>${this.#card(beside ? CARD : Math.floor(width), symbols, [across, up])}</div>
      ${edges}
      <p class="visually-hidden" aria-live="polite">${this.#heard(symbols, [across, up])}</p>
    </div>`;
  }

  /** The lanes in a cell, and what sets it apart. */
  #readings(
    cell: number,
    symbols: readonly string[],
    [across, up]: readonly [Along, Along],
  ): { title: string; readings: Reading[] } {
    const { names, stage } = this;
    const at = this.#scene!.maps.flatMap((map) => {
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
  #card(width: number, symbols: readonly string[], alongs: readonly [Along, Along]): TemplateResult | typeof nothing {
    const { study, stage, asked } = this;
    const scene = this.#scene!;
    const pointed = study.choice.cell;
    const known = scene.maps.some((map) => spotOf(map, pointed));
    const bests = scene.maps.flatMap((map) => {
      const best = bestSpot(map, isLess(asked));
      return best ? [{ map, best }] : [];
    });
    const [first] = bests.sort((a, b) => (isLess(asked) ? 1 : -1) * (a.best.median - b.best.median));
    const cell = known ? pointed : first ? first.map.rows[first.best.row]![first.best.column]!.cell : null;
    if (cell === null) return nothing;
    const { title, readings } = this.#readings(cell, symbols, alongs);
    const lanes = scene.maps.map(({ lane }) => ({ swatch: stage.swatches[lane]!, runs: study.results.of(lane, cell) }));
    return html`<div class="cell-card" translate="no" aria-hidden="true"><span class="aside">${known ? nothing : t('sweep.best.cell')}</span>
      ${runCurves(lanes, asked.measure, Math.min(320, width), 84)}
      ${readout(title, readings, asked, known ? t('sweep.open.hint') : t('sweep.point'))}</div>`;
  }

  #heard(symbols: readonly string[], alongs: readonly [Along, Along]): string {
    if (this.#told === null || this.#told !== this.study.choice.cell) return '';
    const { title, readings } = this.#readings(this.#told, symbols, alongs);
    return heard(title, readings, this.asked);
  }
}

customElements.define('sidestep-sweep-two', SweepTwo);
