import type { Catalog, Field } from '../core/catalog.ts';
import type { Config } from '../core/config.ts';
import { type Axis, ofElement, type Place, rangeOf } from '../experiment/axes.ts';
import { fieldAt, valueAt } from '../experiment/places.ts';
import type { Design } from '../experiment/spec.ts';
import { sliderRange } from '../toolkit/scale.ts';

/** Values of a range as it begins. */
const COUNT = 9;
/** A rate is looked for this many times below and above where it stands. */
const FACTOR = 30;

const fieldOf = (at: string): string => at.replace(/^lanes\.\d+\./, 'lanes.*.');

export const placeAt = ({ axes }: Design, at: string): Place | undefined =>
  axes.flat().find((place) => place.at === at);

/** Where a range begins that takes the place of a number. */
export function endsAround(field: Field, value: number): [from: number, to: number] {
  const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY, scale = 'linear', kind } = field;
  const bound = (x: number): number => Math.min(max, Math.max(min, x));
  const slider = sliderRange(field);
  if (scale === 'log') {
    const centre = value > 0 ? value : (slider?.[1] ?? 1) / FACTOR;
    const round = (x: number): number => (kind === 'integer' ? Math.max(1, Math.round(x)) : Number(x.toPrecision(2)));
    return [bound(round(centre / FACTOR)), bound(round(centre * FACTOR))];
  }
  if (slider) return slider;
  const half = Math.max(1, Math.abs(value));
  return [bound(value - half), bound(value + half)];
}

/** The design with these values at a place, together with the same field of other lanes, which is one axis. */
function withValues({ axes }: Design, at: string, values: readonly number[]): Axis[] {
  const mine = axes.find((axis) => fieldOf(axis[0]!.at) === fieldOf(at));
  const place = { at, values };
  if (!mine) return [...axes, [place]];
  const known = mine.some((other) => other.at === at);
  const next = known ? mine.map((other) => (other.at === at ? place : other)) : [...mine, place];
  return axes.map((axis) => (axis === mine ? next : axis));
}

/** The same range again, with another number of values. */
function resized(place: Place, count: number, config: Config, catalog: Catalog): Place {
  const field = fieldAt(config, place.at, catalog);
  if (!field || place.values.length === count) return place;
  return { at: place.at, values: rangeOf(ofElement(field), place.values[0]!, place.values.at(-1)!, count) };
}

/** A range at a place. All of its axis has as many values then. */
export function withRange(
  design: Design,
  at: string,
  { from, to, count }: { from: number; to: number; count: number },
  config: Config,
  catalog: Catalog,
): Partial<Design> {
  const field = fieldAt(config, at, catalog);
  if (!field) return {};
  const values = rangeOf(ofElement(field), from, to, count);
  return {
    axes: withValues(design, at, values).map((axis) =>
      axis.some((place) => place.at === at)
        ? axis.map((place) => resized(place, values.length, config, catalog))
        : axis,
    ),
  };
}

/** A range in place of the number that stands there; where lanes are tuned, where it is looked for. */
export function withNewRange(design: Design, at: string, config: Config, catalog: Catalog): Partial<Design> {
  const field = fieldAt(config, at, catalog);
  if (!field) return {};
  const first = field.kind === 'vector' && !/\.\d+$/.test(at.replace(/^lanes\.\d+/, '')) ? `${at}.0` : at;
  const [from, to] = endsAround(ofElement(field), Number(valueAt(config, first)));
  const { tune } = design;
  if (tune && at.startsWith('lanes.')) return { tune: { ...tune, spans: [...tune.spans, { at: first, from, to }] } };
  const [same] = design.axes.find((axis) => fieldOf(axis[0]!.at) === fieldOf(first)) ?? [];
  return withRange(design, first, { from, to, count: same?.values.length ?? COUNT }, config, catalog);
}

/** The same ranges with at most so many values each. */
export function thinned({ axes }: Design, most: number, config: Config, catalog: Catalog): Partial<Design> {
  return {
    axes: axes.map((axis) =>
      axis.map((place) => (place.values.length > most ? resized(place, most, config, catalog) : place)),
    ),
  };
}

/** One number again. */
export function withoutRange({ axes, tune }: Design, at: string): Partial<Design> {
  return {
    axes: axes.map((axis) => axis.filter((place) => place.at !== at)).filter((axis) => axis.length > 0),
    ...(tune && { tune: { ...tune, spans: tune.spans.filter((span) => span.at !== at) } }),
  };
}

/** The same range in every lane that has the field. */
export function inAllLanes(design: Design, at: string, config: Config, catalog: Catalog): Partial<Design> {
  const place = placeAt(design, at);
  const id = at.split('.').slice(2).join('.');
  if (!place) return {};
  let all = design;
  for (const lane of config.lanes.keys()) {
    const there = `lanes.${lane}.${id}`;
    if (fieldAt(config, there, catalog)) all = { ...all, axes: withValues(all, there, place.values) };
  }
  return all;
}
