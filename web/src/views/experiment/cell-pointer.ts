import type { Study } from '../../reader/study.ts';
import { placeIn } from '../../toolkit/place.ts';
import type { Point } from './path.ts';

/** What a picture of cells is asked for by its pointer and its keys. */
interface Host {
  readonly study: Study;
  /** The cell at a place of the picture, in its own pixels. */
  under(place: Point): number | null;
  /** Where a key leads; null for other keys. */
  next(event: KeyboardEvent, now: number | null): number | null;
  /** Another cell is looked at, by keys or with a finger: it is to be read out. */
  told(cell: number | null): void;
}

/** Looks at the cell under a pointer, or at the next one by arrow keys, and opens its race. Under a finger the first tap looks, the second opens. */
export class CellPointer {
  /** What was looked at when a finger came. */
  #before: number | null = null;

  constructor(private readonly host: Host) {}

  #look(cell: number | null): void {
    const { study } = this.host;
    if (cell !== study.choice.cell) study.choose({ cell });
  }

  #under(event: MouseEvent): number | null {
    const picture = (event.currentTarget as Element).querySelector('svg')!;
    return this.host.under(placeIn(picture, event));
  }

  readonly hover = (event: PointerEvent): void => {
    if (event.pointerType !== 'mouse' || event.buttons > 0) return;
    const cell = this.#under(event);
    if (cell === null || cell === this.host.study.choice.cell) return;
    this.host.told(null);
    this.#look(cell);
  };

  readonly press = ({ pointerType }: PointerEvent): void => {
    this.#before = pointerType === 'mouse' ? null : this.host.study.choice.cell;
  };

  readonly click = (event: PointerEvent): void => {
    const cell = this.#under(event);
    if (cell === null) return;
    const mouse = event.pointerType === 'mouse' || event.pointerType === '';
    if (mouse || cell === this.#before) this.host.study.open({ cell });
    else {
      this.host.told(cell);
      this.#look(cell);
    }
  };

  /** A mouse that goes away looks at nothing; keys may still do. */
  readonly out = (event: PointerEvent): void => {
    if (event.pointerType === 'mouse' && !(event.currentTarget as Element).matches(':focus-visible')) this.leave();
  };

  readonly leave = (): void => {
    this.host.told(null);
    this.#look(null);
  };

  readonly blur = (event: FocusEvent): void => {
    if (!(event.currentTarget as Element).contains(event.relatedTarget as Node | null)) this.leave();
  };

  readonly keys = (event: KeyboardEvent): void => {
    const { study } = this.host;
    if (event.target !== event.currentTarget || event.altKey || event.ctrlKey || event.metaKey) return;
    const { cell } = study.choice;
    const next = this.host.next(event, cell);
    if (next !== null) {
      this.host.told(next);
      this.#look(next);
    } else if (event.key === 'Enter' && cell !== null) study.open({ cell });
    else if (event.key === 'Escape' && cell !== null) this.leave();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
}
