import { CurveGround } from './curve-ground.ts';
import { Plane } from './plane.ts';

/** The graph of a function of one variable with every lane's place on it. */
class FunctionGraph extends Plane {
  readonly ground = new CurveGround();
}

customElements.define('sidestep-function-graph', FunctionGraph);
