import type { Catalog, Field } from '../../core/catalog.ts';
import { type Axis, ofElement } from '../../experiment/axes.ts';
import { fieldAt } from '../../experiment/places.ts';
import type { Experiment } from '../../experiment/spec.ts';
import { said } from '../../toolkit/i18n.ts';
import { plainSymbol } from '../../toolkit/symbol.ts';
import { type Along, alongOf } from './along.ts';
import type { LaneCurve } from './good.ts';
import type { Tally } from './tally.ts';

/** The cell at these positions on its axes. */
export const cellAt = ({ axes }: Pick<Experiment, 'axes'>, positions: readonly number[]): number =>
  axes.reduce((cell, axis, i) => cell * axis[0]!.values.length + positions[i]!, 0);

/** What moves a lane along an axis: its own place, or that of the problem or the race; null where it has no part in it. */
export const placeFor = (axis: Axis, lane: number) =>
  axis.find(({ at }) => at.startsWith(`lanes.${lane}.`)) ?? axis.find(({ at }) => !at.startsWith('lanes.')) ?? null;

/** The values at which a lane is shown: those of the first place where it has none of its own. */
export const valuesFor = (axis: Axis, lane: number): readonly number[] => (placeFor(axis, lane) ?? axis[0]!).values;

export function axisField({ config }: Pick<Experiment, 'config'>, axis: Axis, catalog: Catalog): Field {
  return ofElement(fieldAt(config, axis[0]!.at, catalog)!);
}

/** An axis's symbol, or its name where it has none; of one number of a vector which one. */
export function symbolOf(field: Field, axis: Axis): string {
  const [, index] = /^problem\.\w+\.(\d+)$/.exec(axis[0]!.at) ?? [];
  const name = plainSymbol(field.symbol) || said(field.name);
  return index === undefined ? name : `${name} [${Number(index) + 1}]`;
}

/** The symbol and the name of an axis: `η learning rate`. */
export function titleOf(field: Field, axis: Axis): string {
  const [symbol, name] = [symbolOf(field, axis), said(field.name)];
  return plainSymbol(field.symbol) ? `${symbol} ${name}` : symbol;
}

export const alongAxis = (field: Field, axis: Axis): Along =>
  alongOf(
    field,
    axis.flatMap(({ values }) => values),
  );

/** Each lane along one axis, the others staying where they are. */
export function curvesAlong(
  experiment: Experiment,
  which: number,
  positions: readonly number[],
  tally: (cell: number, lane: number) => Tally,
): LaneCurve[] {
  const axis = experiment.axes[which]!;
  return experiment.config.lanes.map((_, lane) => ({
    lane,
    varied: placeFor(axis, lane) !== null,
    points: valuesFor(axis, lane).map((value, i) => {
      const cell = cellAt(experiment, positions.with(which, i));
      return { cell, value, tally: tally(cell, lane) };
    }),
  }));
}
