import type { PropertyValues } from 'lit';
import sheet from '../../../styles/sweep.css?inline';
import type { Results } from '../../experiment/results.ts';
import type { Study } from '../../reader/study.ts';
import { adopt } from '../../toolkit/adopt.ts';
import { PictureElement } from './picture-element.ts';
import { lookOf, type SweepLook } from './sweep-look.ts';
import { sweepTarget } from './sweep-target.ts';
import { type Asked, Tallies, type Tally } from './tally.ts';

const tallies = new WeakMap<Results, Tallies>();

/** A picture, a sentence or a table of an experiment with axes. */
export abstract class SweepElement extends PictureElement {
  #looked: Study | undefined;
  #off: () => void = () => {};

  protected override placed(): void {
    super.placed();
    adopt(this, sheet);
  }

  override willUpdate(changed: PropertyValues & Map<string, unknown>): void {
    super.willUpdate(changed);
    if (this.study === this.#looked || !this.isConnected) return;
    this.#off();
    this.#looked = this.study;
    this.#off = lookOf(this.study).on('change', () => this.requestUpdate());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#off();
    this.#looked = undefined;
  }

  protected get look(): SweepLook {
    return lookOf(this.study);
  }

  /** The reader's, or else one that tells settings apart. */
  protected override get target(): number | null {
    const { choice, results } = this.study;
    return choice.target === undefined ? sweepTarget(results, choice.measure) : choice.target;
  }

  /** What is asked of each run. */
  protected get asked(): Asked {
    return { what: this.look.what, measure: this.study.choice.measure, target: this.target };
  }

  protected tally(cell: number, lane: number, asked: Asked): Tally {
    const { results } = this.study;
    const own = tallies.get(results) ?? new Tallies(results);
    tallies.set(results, own);
    return own.of(cell, lane, asked);
  }
}
