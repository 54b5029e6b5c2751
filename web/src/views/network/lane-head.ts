import { html, nothing, type TemplateResult } from 'lit';
import type { LaneName } from '../../reader/lane-names.ts';
import type { Stage } from '../../reader/stage.ts';
import { swatch } from '../../toolkit/swatch.ts';

/** A lane's line and name, at the head of a row or column. */
export function laneHead(stage: Stage, names: readonly LaneName[], i: number): TemplateResult {
  const { name, marks, full } = names[i]!;
  return html`<span class="lane-head" title=${full}>${swatch(stage.swatches[i]!)}<span class="lane-title">${name}${marks ? html` <span class="aside">${marks}</span>` : nothing}</span></span>`;
}
