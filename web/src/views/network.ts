import { html } from 'lit';
import type { Stage } from '../reader/stage.ts';
import { hasNetwork } from '../reader/traits.ts';
import type { Key } from '../toolkit/i18n.ts';
import { lazyModule } from '../toolkit/lazy-modules.ts';
import type { View } from './view.ts';

const title: Key = 'view.network';
const load = lazyModule(title, () => import('./network/network.ts'), 'networks');

/** The view that has all of them, and what it shows after its own. */
const WHOLE = 'network';
export const networkParts: readonly [string, readonly string[]] = [
  WHOLE,
  [WHOLE, 'weights', 'gates', 'layers', 'draw'],
];

/** What a network makes of its data, by the names of its parts: items beside what is taken for what, then each of the others. */
const part = (id: string, has?: (stage: Stage) => boolean): View => ({
  id,
  title: `view.${id}` as Key,
  optional: true,
  extent: id === WHOLE ? 'whole' : 'part',
  fits: hasNetwork,
  ...(has && { has }),
  render: (stage) => {
    void stage.modules.bring(load);
    return html`<sidestep-network .stage=${stage} .shows=${id}></sidestep-network>`;
  },
});

const isImage = ({ shape }: Stage): boolean => shape?.length === 3 && shape[2] === 1;
const remembers = ({ config }: Stage): boolean => /\b(lstm|gru)\b/.test(String(config.problem.net));

export const networkViews: readonly View[] = [
  part(WHOLE),
  part('items'),
  part('confusion'),
  part('weights'),
  part('gates', remembers),
  part('layers'),
  part('draw', isImage),
];
