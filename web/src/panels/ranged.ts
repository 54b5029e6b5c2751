import { html, type TemplateResult } from 'lit';
import { control, type Look } from '../controls/fields.ts';
import type { Field, Value } from '../core/catalog.ts';
import { redesign } from '../reader/design.ts';
import type { Stage } from '../reader/stage.ts';
import { lazyModule } from '../toolkit/lazy-modules.ts';

const range = lazyModule('settings.title', () => import('../controls/range-control.ts'));

/** What an experiment has in place of a field's number, or of the numbers of a vector. */
const placesAt = ({ design }: Stage, at: string): string[] =>
  [...(design?.axes.flat() ?? []), ...(design?.tune?.spans ?? [])]
    .map((place) => place.at)
    .filter((path) => path === at || path.startsWith(`${at}.`));

/** The control of a field; `prefix`: what stands before its id in a path. Where a range stands in its place, the control of that. */
export function rangedControl(
  stage: Stage,
  prefix: string,
  field: Field,
  value: Value,
  look: Look = {},
): TemplateResult {
  const at = prefix + field.id;
  const places = placesAt(stage, at);
  const numbers =
    field.kind === 'real' || field.kind === 'integer' || (field.kind === 'vector' && field.most === undefined);
  if (places.length === 0) return control(field, value, { ...look, rangeable: numbers });
  void stage.modules.bring(range);
  return html`${places.map((place) => html`<sidestep-range .stage=${stage} .field=${field} .at=${place} ?compact=${look.compact}></sidestep-range>`)}`;
}

/** A range takes the place of a number. */
export const beginRange = (stage: Stage, at: string): Promise<void> =>
  redesign(stage, (design, { withNewRange }) => withNewRange(design, at, stage.config, stage.catalog));
