import { html, nothing, type TemplateResult } from 'lit';
import type { Optimizer, Value } from '../core/catalog.ts';
import type { LaneConfig } from '../core/config.ts';
import { setting } from '../reader/lane-names.ts';
import { said, t } from '../toolkit/i18n.ts';
import { check } from '../toolkit/icons.ts';
import { type Convention, conventionsOf, follows, withConvention } from './conventions.ts';

/** What to do with the lane that a convention makes: take its place, or stand beside it. */
export interface Choose {
  use(lane: LaneConfig): void;
  compare(lane: LaneConfig): void;
}

/** How frameworks, the paper and published mistakes set this optimizer: each to be set, or to be compared with. */
export function laneConventions(
  lane: LaneConfig,
  optimizer: Optimizer,
  full: boolean,
  choose: Choose,
): TemplateResult | typeof nothing {
  const all = conventionsOf(optimizer);
  if (all.length === 0) return nothing;
  const row = (convention: Convention): TemplateResult => {
    const name = said(convention.name);
    const on = follows(lane, optimizer, convention);
    const sets = convention.of[optimizer.id]!;
    const what = optimizer.fields
      .filter(({ id }) => sets[id] !== undefined)
      .map((field) => setting(field, sets[field.id] as Value));
    const use = t('lane.convention.use', { name });
    const compare = t('lane.convention.compare', { name });
    return html`<li class="convention">
      <button type="button" class="convention-name" aria-pressed=${on ? 'true' : 'false'} aria-label=${use} title="${use}&#10;${said(convention.doc)}"
        @click=${() => choose.use(withConvention(lane, optimizer, convention, true))}>${name}${on ? check : nothing}</button>
      <span class="convention-sets">${what.length > 0 ? what.join(' · ') : t('lane.defaults')}</span>
      <button type="button" class="twin-chip" ?disabled=${on || full} aria-label=${compare} title=${compare}
        @click=${() => choose.compare(withConvention(lane, optimizer, convention, false))}>${t('lane.compare')}</button>
    </li>`;
  };
  const part = (title: string, rows: readonly Convention[]) =>
    rows.length > 0 ? html`<h3 class="conventions-title">${title}</h3><ul>${rows.map(row)}</ul>` : nothing;
  return html`<div class="conventions">
    ${part(
      t('lane.conventions'),
      all.filter(({ mistake }) => !mistake),
    )}
    ${part(
      t('lane.mistakes'),
      all.filter(({ mistake }) => mistake),
    )}
  </div>`;
}
