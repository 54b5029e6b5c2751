import type { Stage } from '../../reader/stage.ts';
import { StageElement } from '../../reader/stage-element.ts';
import type { Study, StudyEvents } from '../../reader/study.ts';

/** A part of what is shown of an experiment. Another experiment is another study. */
export abstract class StudyElement extends StageElement {
  static override properties = { ...StageElement.properties, study: { attribute: false } };
  declare study: Study;
  #heard: Study | undefined;
  #offs: (() => void)[] = [];

  /** What it shows anew after which events. */
  protected readonly follows: readonly (keyof StudyEvents)[] = ['results', 'choice', 'status'];

  protected override attach(stage: Stage): void {
    super.attach(stage);
    this.own(() => this.#leave());
    this.#listen();
  }

  override willUpdate(changed: Map<string, unknown>): void {
    super.willUpdate(changed);
    if (this.study !== this.#heard && this.isConnected) this.#listen();
  }

  /** Whether what an event tells of is shown. */
  protected concerns(_event: keyof StudyEvents): boolean {
    return true;
  }

  #listen(): void {
    this.#leave();
    const { study } = this;
    if (!study) return;
    this.#heard = study;
    this.#offs = this.follows.map((event) => study.on(event, () => this.concerns(event) && this.requestUpdate()));
  }

  #leave(): void {
    this.#heard = undefined;
    for (const off of this.#offs.splice(0)) off();
  }
}
