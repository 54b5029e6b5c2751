import { html } from 'lit';
import { lazyModule } from '../toolkit/lazy-modules.ts';
import type { View } from './view.ts';

const regions = lazyModule('view.regions', () => import('./regions/regions.ts'));

export const decisionRegions: View = {
  id: 'regions',
  title: 'view.regions',
  fits: ({ plane }) => plane !== undefined,
  render: (stage) => {
    void stage.modules.bring(regions);
    return html`<sidestep-decision-regions .stage=${stage}></sidestep-decision-regions>`;
  },
};
