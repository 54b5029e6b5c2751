import type { Result } from '../../experiment/results.ts';
import type { Study } from '../../reader/study.ts';
import { placeIn } from '../../toolkit/place.ts';
import type { Point } from './path.ts';
import { moved, type Pointed } from './pointing.ts';

const same = (a: Pointed, b: Pointed): boolean => a.lane === b.lane && a.seed === b.seed;

/** What a picture is asked for by its pointer and its keys. */
export interface Pointable {
  study: Study;
  cell: number;
  /** What lies at a place of a picture, in its own pixels. */
  at(place: Point, picture: Element): Pointed;
  runsOf(lane: number): readonly Result[];
  /** The lanes in the order in which the arrow keys go through them. */
  lanes(): readonly number[];
  /** Something else is looked at, by keys: it is to be read out. */
  told(): void;
}

/** Looks at the lane or run under a pointer, or at the next one by arrow keys, and opens it. Under a finger the first tap looks, the second opens. */
export class PointerOf {
  #before: Pointed = { lane: null, seed: null };

  constructor(private readonly host: Pointable) {}

  look(pointed: Pointed): void {
    const { choice } = this.host.study;
    if (!same(pointed, choice)) this.host.study.choose(pointed);
  }

  readonly leave = (): void => this.look({ lane: null, seed: null });

  #under(event: MouseEvent): Pointed {
    const picture = event.currentTarget as SVGSVGElement;
    return this.host.at(placeIn(picture, event), picture);
  }

  readonly hover = (event: PointerEvent): void => {
    if (event.pointerType === 'mouse' && event.buttons === 0) this.look(this.#under(event));
  };

  readonly press = ({ pointerType }: PointerEvent): void => {
    const { lane, seed } = this.host.study.choice;
    this.#before = pointerType === 'mouse' ? { lane: null, seed: null } : { lane, seed };
  };

  readonly click = (event: PointerEvent): void => {
    const at = this.#under(event);
    const mouse = event.pointerType === 'mouse' || event.pointerType === '';
    if (at.seed !== null && (mouse || same(at, this.#before))) this.open(at);
    else this.look(at);
  };

  open({ lane, seed }: Pointed): void {
    if (lane !== null && seed !== null) this.host.study.open({ cell: this.host.cell, lane, seed });
  }

  readonly keys = (event: KeyboardEvent): void => {
    const { study } = this.host;
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return;
    const { choice } = study;
    if (event.key === 'Escape' && choice.lane !== null) this.leave();
    else if (event.key === 'Enter' && choice.seed !== null) this.open(choice);
    else {
      const seedsOf = (lane: number) => this.host.runsOf(lane).map(({ seed }) => seed);
      const next = moved(event.key, choice, this.host.lanes(), seedsOf);
      if (!next) return;
      this.look(next);
      this.host.told();
    }
    event.preventDefault();
    event.stopPropagation();
  };
}
