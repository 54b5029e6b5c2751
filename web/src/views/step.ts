import { html } from 'lit';
import { lazyModule } from '../toolkit/lazy-modules.ts';
import type { View } from './view.ts';

const load = lazyModule('view.step', () => import('./step/step.ts'), 'step');

/** One step of a lane or two with its numbers. */
export const stepView: View = {
  id: 'step',
  title: 'view.step',
  optional: true,
  apart: true,
  fits: () => true,
  render: (stage) => {
    void stage.modules.bring(load);
    return html`<sidestep-step .stage=${stage}></sidestep-step>`;
  },
};
