import { html } from 'lit';
import { lazyModule } from '../toolkit/lazy-modules.ts';
import type { View } from './view.ts';

const graph = lazyModule('view.graph', () => import('./plane/function-graph.ts'));

export const functionGraph: View = {
  id: 'graph',
  title: 'view.graph',
  fits: ({ kind, dim }) => kind === 'surface' && dim === 1,
  render: (stage) => {
    void stage.modules.bring(graph);
    return html`<sidestep-function-graph .stage=${stage}></sidestep-function-graph>`;
  },
};
