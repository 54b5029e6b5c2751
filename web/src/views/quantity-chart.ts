import { html, type TemplateResult } from 'lit';
import { part } from '../ui/parts.ts';
import type { Stage } from '../ui/stage.ts';

const load = part('view.curves', () => import('./quantity-curves.ts'));

/** A chart of one quantity, whose script comes where there is such a chart. */
export function quantityChart(stage: Stage, quantity: string, heading?: string): TemplateResult {
  void stage.parts.bring(load);
  return html`<sidestep-quantity-curves .stage=${stage} .quantity=${quantity} .heading=${heading}></sidestep-quantity-curves>`;
}
