import { laneNames } from '../../reader/lane-names.ts';
import type { Stage } from '../../reader/stage.ts';
import { count } from '../../toolkit/format.ts';
import { t } from '../../toolkit/i18n.ts';
import type { Palette } from '../../toolkit/palette.ts';
import type { Pen } from '../pen.ts';
import { ContourGround } from './contour-ground.ts';
import { axisNames, theta } from './marks.ts';
import { type PairRelief, pairOf } from './pair-relief.ts';
import { parametersOf } from './parameters.ts';
import type { Viewport } from './viewport.ts';

/** Parameters without names of their own are θ. */
const named = (name: string | undefined, index: number): string => (name && !/^x\[/.test(name) ? name : theta(index));

/** With the names of its axes, and where the others are held. */
export class PairGround extends ContourGround {
  names: readonly string[] = [];

  constructor(readonly pair: PairRelief) {
    super(pair);
  }

  name(index: number): string {
    return named(this.names[index], index);
  }

  override label(pen: Pen, view: Viewport, palette: Palette, stage: Stage): void {
    const { first, second } = pairOf(stage);
    axisNames(pen, view, palette, this.name(first), this.name(second), this.#held(stage));
  }

  /** Empty where there are no others. */
  #held(stage: Stage): string {
    const others = parametersOf(stage) - 2;
    if (others < 1) return '';
    const values = { others, name: laneNames(stage)[pairOf(stage).lane]!, step: count(this.pair.step) };
    return t(others === 1 ? 'pair.held.one' : 'pair.held', values);
  }
}
