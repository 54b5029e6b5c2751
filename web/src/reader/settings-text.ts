import type { Catalog, Field } from '../core/catalog.ts';
import { ofElement, type Spacing } from '../experiment/axes.ts';
import { fieldAt } from '../experiment/places.ts';
import type { Results } from '../experiment/results.ts';
import { num } from '../toolkit/format.ts';
import { said } from '../toolkit/i18n.ts';
import { plainSymbol } from '../toolkit/symbol.ts';

export type SpacingScale = NonNullable<Spacing['scale']>;

/** A value with so many digits; where distances are those of 1 − x, of that. */
export const rounded = (scale: SpacingScale, value: number, digits: number): number =>
  scale === 'oneMinus' && value < 1 && value > 0
    ? Number((1 - Number((1 - value).toPrecision(digits))).toPrecision(12))
    : Number(value.toPrecision(digits));

/** A setting by itself, with so many digits. */
export const saySetting = ({ scale = 'linear', kind }: Spacing, value: number, digits = 3): string =>
  num(kind === 'integer' ? value : rounded(scale, value, digits), 15);

export const fieldOf = ({ experiment }: Results, at: string, catalog: Catalog): Field =>
  ofElement(fieldAt(experiment.config, at, catalog)!);

export const symbolAt = (field: Field): string => plainSymbol(field.symbol) || said(field.name);

/** `η 0.0012 · β₁ 0.87`. */
export const settingsText = (
  set: readonly { at: string; value: number }[],
  results: Results,
  catalog: Catalog,
): string =>
  set
    .map(({ at, value }) => {
      const field = fieldOf(results, at, catalog);
      return `${symbolAt(field)} ${saySetting(field, value)}`;
    })
    .join(' · ');
