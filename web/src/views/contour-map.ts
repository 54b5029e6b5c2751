import { html } from 'lit';
import { ContourGround } from './plane/contour-ground.ts';
import { Plane } from './plane/plane.ts';
import type { View } from './view.ts';

/** The level sets of a loss of two parameters with every lane's path on them. */
class ContourMap extends Plane {
  readonly ground = new ContourGround();
}

customElements.define('sidestep-contour-map', ContourMap);

export const contourMap: View = {
  id: 'map',
  title: 'view.map',
  fits: ({ dim }) => dim === 2,
  render: (stage) => html`<sidestep-contour-map .stage=${stage}></sidestep-contour-map>`,
};
