import { html, type TemplateResult } from 'lit';
import type { Comparison } from '../../experiment/comparison.ts';
import type { Result } from '../../experiment/results.ts';
import { laneNameParts } from '../../reader/lane-names.ts';
import type { Stage } from '../../reader/stage.ts';
import type { StudyEvents } from '../../reader/study.ts';
import { unitOf } from '../../toolkit/palette.ts';
import { shownScale } from '../../toolkit/place.ts';

import type { Point } from './path.ts';
import { type Pointable, PointerOf } from './pointer.ts';
import type { Pointed } from './pointing.ts';
import { said } from './readout.ts';
import { StudyElement } from './study-element.ts';
import { suggestedTarget } from './suggested-target.ts';

/** Below this a picture has the layout of a phone. */
const NARROW = 560;

/** A picture of what came of one cell: it is drawn as wide as there is room. */
export abstract class PictureElement extends StudyElement implements Pointable {
  protected readonly pointer = new PointerOf(this);
  /** Whether what is looked at is read out: keys chose it. */
  #aloud = false;

  /** In pixels of its own; 0 until it is laid out. */
  protected width = 0;
  /** CSS pixels for each of them. */
  protected unit = 1;

  protected get narrow(): boolean {
    return this.width < NARROW;
  }

  /** More runs are to come by themselves. */
  protected get running(): boolean {
    const { status } = this.study;
    return status === 'running' || status === 'waiting';
  }

  get cell(): number {
    return this.study.choice.cell ?? 0;
  }

  runsOf(lane: number): readonly Result[] {
    return this.study.results.of(lane, this.cell);
  }

  /** What runs are to meet: what the reader has set, else what suits what came out, once it is there. */
  protected get target(): number | null {
    const { choice, results } = this.study;
    if (choice.target !== undefined) return choice.target;
    return suggestedTarget(results, choice.measure, this.cell, !this.running);
  }

  /** What lanes are called in little room: by their rule alone where that tells them apart. */
  protected get names(): string[] {
    const parts = laneNameParts(this.stage);
    return parts.map(({ name, said }) => (parts.filter((one) => one.name === name).length > 1 ? said : name));
  }

  /** The statistics of a cell by what it ends with. Those of runs that are still to come would be of no use. */
  protected get comparison(): Comparison | null {
    const { study, cell } = this;
    return this.running ? null : study.comparison(study.choice.measure, cell);
  }

  #family = '';
  /** The fonts that texts are measured in. */
  protected get family(): string {
    this.#family ||= getComputedStyle(this).fontFamily;
    return this.#family;
  }

  /** Whether it shows what is pointed at; else that alone is no reason to render. */
  protected readonly points: boolean = true;
  #chosen = '';

  protected override concerns(event: keyof StudyEvents): boolean {
    if (event !== 'choice' || this.points) return true;
    const { measure, target, against, cell } = this.study.choice;
    const chosen = [measure, target, against, cell].join();
    const other = chosen !== this.#chosen;
    this.#chosen = chosen;
    return other;
  }

  /** A race with other lanes is on its way, and with it another study. */
  override shouldUpdate(): boolean {
    return this.study?.experiment.config.lanes.length === this.stage.config.lanes.length;
  }

  /** What lies at a place of a picture; nothing where it has no lanes. */
  at(_place: Point, _picture: Element): Pointed {
    return { lane: null, seed: null };
  }

  lanes(): number[] {
    return [...this.stage.config.lanes.keys()].filter((lane) => this.runsOf(lane).length > 0);
  }

  told(): void {
    this.#aloud = true;
  }

  /** Whether a lane stands back for another one that is pointed at. */
  protected isFaded(lane: number): boolean {
    const { choice } = this.study;
    return choice.lane !== null && choice.lane !== lane;
  }

  /** For those who hear the page: what the keys have come to. */
  protected aloud(): TemplateResult {
    const { choice } = this.study;
    const { lane, measure } = choice;
    const text = this.#aloud && lane !== null ? said(choice, this.names[lane]!, this.runsOf(lane), measure) : '';
    return html`<p class="visually-hidden" aria-live="polite">${text}</p>`;
  }

  protected override attach(stage: Stage): void {
    super.attach(stage);
    const view = this.ownerDocument.defaultView as (typeof globalThis & Window) | null;
    if (!view) return;
    const measure = (): void => {
      this.unit = unitOf(getComputedStyle(this));
      const width = this.getBoundingClientRect().width / shownScale(this) / this.unit;
      if (Math.abs(width - this.width) < 0.5 || width === 0) return;
      this.width = width;
      this.requestUpdate();
    };
    const resize = new view.ResizeObserver(measure);
    resize.observe(this);
    this.own(() => resize.disconnect());
  }
}
