import { html, type TemplateResult } from 'lit';
import type { Field, Value } from '../core/catalog.ts';
import { type Key, t } from '../toolkit/i18n.ts';
import { chevron } from '../toolkit/icons.ts';
import './field-number.ts';
import './field-simple.ts';
import './field-vector.ts';

export interface Look {
  compact?: boolean;
  problem?: string;
  /** Values to compare with. */
  twins?: readonly Value[];
  /** Whether a range may take the place of its number. */
  rangeable?: boolean;
}

/** The control for a field, by its kind. It reports by a `field-change` event, which bubbles. */
export function control(
  field: Field,
  value: Value,
  { compact = false, problem, twins, rangeable = false }: Look = {},
): TemplateResult {
  switch (field.kind) {
    case 'real':
    case 'integer':
      return html`<sidestep-field-number .field=${field} .value=${value} ?compact=${compact} .problem=${problem} .twins=${twins} ?rangeable=${rangeable}></sidestep-field-number>`;
    case 'boolean':
      return html`<sidestep-field-toggle .field=${field} .value=${value} .problem=${problem} .twins=${twins}></sidestep-field-toggle>`;
    case 'choice':
      return html`<sidestep-field-choice .field=${field} .value=${value} .problem=${problem}></sidestep-field-choice>`;
    case 'vector':
      if (field.most !== undefined)
        return html`<sidestep-field-list .field=${field} .value=${value} .problem=${problem}></sidestep-field-list>`;
      return html`<sidestep-field-vector .field=${field} .value=${value} .problem=${problem} ?rangeable=${rangeable}></sidestep-field-vector>`;
    case 'text':
      return html`<sidestep-field-text .field=${field} .value=${value} .problem=${problem}></sidestep-field-text>`;
  }
}

const groupNames: Partial<Record<string, Key>> = {
  schedule: 'group.schedule',
  clipping: 'group.clipping',
  averaging: 'group.averaging',
  lookahead: 'group.lookahead',
};

/** Fields that belong together are folded away under their group's name; the others come first. */
export function fieldGroups(fields: readonly Field[], show: (field: Field) => TemplateResult): TemplateResult {
  const groups = [...new Set(fields.flatMap(({ group }) => group ?? []))];
  return html`<div class="fields">${fields.filter(({ group }) => group === undefined).map(show)}</div>
    ${groups.map(
      (id) => html`<details class="field-group"><summary>${t(groupNames[id] ?? 'group.more')}${chevron}</summary>
        <div class="fields">${fields.filter(({ group }) => group === id).map(show)}</div></details>`,
    )}`;
}
