import type { TemplateResult } from 'lit';
import type { Catalog } from '../../core/catalog.ts';
import type { Experiment } from '../../experiment/spec.ts';
import { t } from '../../toolkit/i18n.ts';
import type { Along } from './along.ts';
import { alongAxis, axisField, placeFor, symbolOf, titleOf } from './axis-values.ts';
import { edgeWarnings } from './edge-warning.ts';
import { edgeOf } from './edges.ts';
import { bestSpot, heatMaps, tintOf } from './heat.ts';
import { heatFinding } from './heat-finding.ts';
import type { HeatPicture } from './heat-picture.ts';
import { heatScene } from './heat-scene.ts';
import { labelOf, sayHeat, sayMeasured } from './sweep-words.ts';
import { type Asked, isLess, type Tally } from './tally.ts';

export interface HeatWish {
  experiment: Experiment;
  catalog: Catalog;
  asked: Asked;
  /** Whether losses are of items that nothing was learnt from. */
  names: readonly string[];
  swatches: readonly number[];
  tally(cell: number, lane: number): Tally;
  /** Which are shown, across and up, and where the others stand. */
  axes: readonly [number, number];
  positions: readonly number[];
  width: number;
  id: string;
}

/** The picture of a sweep over two axes and all that is said with it. */
export interface HeatView {
  picture: HeatPicture;
  symbols: readonly [string, string];
  title: string;
  finding: string | null;
  measured: string;
  warnings: readonly TemplateResult[];
}

export function heatView({
  experiment,
  catalog,
  asked,
  names,
  swatches,
  tally,
  axes: shown,
  ...wish
}: HeatWish): HeatView {
  const { config, seeds } = experiment;
  const axes = shown.map((i) => experiment.axes[i]!);
  const fields = axes.map((axis) => axisField(experiment, axis, catalog));
  const [across, up] = axes.map((axis, k) => alongAxis(fields[k]!, axis)) as [Along, Along];
  const symbols = axes.map((axis, k) => symbolOf(fields[k]!, axis)) as [string, string];
  const less = isLess(asked);
  const maps = heatMaps(experiment, shown, wish.positions.slice(0, experiment.axes.length), tally);
  const tint = tintOf(maps, asked);
  const label = labelOf(asked);
  const chosen = axes.every(([place]) => place!.at.startsWith('lanes.'));
  const finding = asked.what === 'spread' ? null : heatFinding(maps, tint, less, chosen);
  const edges =
    asked.what === 'spread'
      ? []
      : [0, 1].map((k) =>
          maps.flatMap((map) => {
            const best = bestSpot(map, less);
            const own = placeFor(axes[k]!, map.lane)?.at.startsWith('lanes.');
            return (best && own && edgeOf(fields[k]!, axes[k]!, map.lane, k === 0 ? best.column : best.row)) || [];
          }),
        );
  const isSwept = experiment.axes.some(([place]) => place!.at === 'steps');
  const says = [across.say, up.say] as const;
  const measured = sayMeasured(label, symbols, isSwept || asked.what === 'steps' ? null : config.steps, seeds);
  const titles = [titleOf(fields[0]!, axes[0]!), symbols[1]] as const;
  const scene = heatScene(maps, wish.width, across, up);
  return {
    picture: {
      scene,
      asked,
      names,
      swatches,
      tint,
      across,
      up,
      titles,
      symbol: symbols[0],
      label,
      id: wish.id,
      chosen,
    },
    symbols,
    title: t('sweep.title', { label, symbol: t('sweep.pair', { a: symbols[0], b: symbols[1] }) }),
    finding: finding && sayHeat(finding, names, symbols, says, asked),
    measured: t('sweep.two', { first: measured, second: t(less ? 'sweep.pale.low' : 'sweep.pale.high') }),
    warnings: edges.flatMap((list, k) => edgeWarnings(list, symbols[k]!, maps.length > 1 ? names : [], says[k]!)),
  };
}
