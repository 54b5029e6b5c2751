import { html } from 'lit';
import { lazyModule } from '../toolkit/lazy-modules.ts';
import { hasPair, isPairable } from './plane/parameters.ts';
import type { View } from './view.ts';

const map = lazyModule('view.pair', () => import('./plane/pair.ts'));

/** The loss over two of a few parameters. */
export const pairMap: View = {
  id: 'pair',
  title: 'view.pair',
  optional: true,
  fits: isPairable,
  has: hasPair,
  render: (stage) => {
    void stage.modules.bring(map);
    return html`<sidestep-pair-map .stage=${stage}></sidestep-pair-map>`;
  },
};
