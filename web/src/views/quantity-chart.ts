import { html, type TemplateResult } from 'lit';
import type { Stage } from '../reader/stage.ts';
import { lazyModule } from '../toolkit/lazy-modules.ts';

const load = lazyModule('view.curves', () => import('./quantity-curves.ts'));

/** A chart of a quantity, the first of these that the race has; its script comes where there is such a chart. */
export function quantityChart(stage: Stage, quantity: string | readonly string[], heading?: string): TemplateResult {
  void stage.modules.bring(load);
  return html`<sidestep-quantity-curves .stage=${stage} .quantity=${quantity} .heading=${heading}></sidestep-quantity-curves>`;
}
