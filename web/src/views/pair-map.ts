import { html } from 'lit';
import type { Stage } from '../reader/stage.ts';
import { lazyModule } from '../toolkit/lazy-modules.ts';
import type { View } from './view.ts';

const map = lazyModule('view.pair', () => import('./plane/pair.ts'));

/** Of more parameters two say little. */
const MOST = 12;

/** How many parameters a race has whose rows hold them all. */
export const parametersOf = ({ lanes }: Pick<Stage, 'lanes'>): number =>
  lanes[0]?.trace.columns.filter((name) => /^x\d+$/.test(name)).length ?? 0;

/** The loss over two of a few parameters. */
export const pairMap: View = {
  id: 'pair',
  title: 'view.pair',
  optional: true,
  fits: ({ dim, kind }) => dim === 0 && kind !== 'online', // of these there is no loss but that of the step
  has: (stage) => parametersOf(stage) >= 2 && parametersOf(stage) <= MOST,
  render: (stage) => {
    void stage.modules.bring(map);
    return html`<sidestep-pair-map .stage=${stage}></sidestep-pair-map>`;
  },
};
