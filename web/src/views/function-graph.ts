import { html } from 'lit';
import { part } from '../toolkit/lazy-modules.ts';
import type { View } from './view.ts';

const graph = part('view.graph', () => import('./plane/function-graph.ts'));

export const functionGraph: View = {
  id: 'graph',
  title: 'view.graph',
  fits: ({ kind, dim }) => kind === 'surface' && dim === 1,
  render: (stage) => {
    void stage.parts.bring(graph);
    return html`<sidestep-function-graph .stage=${stage}></sidestep-function-graph>`;
  },
};
