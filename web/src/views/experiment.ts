import { html } from 'lit';
import { EXPERIMENT_VIEWS } from '../reader/stage.ts';
import { lazyModule } from '../toolkit/lazy-modules.ts';
import type { View } from './view.ts';

const load = lazyModule('view.experiment', () => import('./experiment/experiment.ts'));

/** An experiment as a whole, and each of its parts alone. What shows it comes where it is shown. */
export const experimentViews: readonly View[] = EXPERIMENT_VIEWS.map((id) => ({
  id,
  title: 'view.experiment',
  apart: true,
  fits: () => true,
  render: (stage) => {
    void stage.modules.bring(load);
    return html`<sidestep-experiment .stage=${stage} .shows=${id}></sidestep-experiment>`;
  },
}));
