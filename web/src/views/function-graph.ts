import { html } from 'lit';
import { CurveGround } from './plane/curve-ground.ts';
import { Plane } from './plane/plane.ts';
import type { View } from './view.ts';

/** The graph of a function of one variable with every lane's place on it. */
class FunctionGraph extends Plane {
  protected readonly ground = new CurveGround();
}

customElements.define('sidestep-function-graph', FunctionGraph);

export const functionGraph: View = {
  id: 'graph',
  title: 'view.graph',
  fits: ({ kind, dim }) => kind === 'surface' && dim === 1,
  render: (stage) => html`<sidestep-function-graph .stage=${stage}></sidestep-function-graph>`,
};
