import type { Stage } from '../../reader/stage.ts';
import { StageElement } from '../../reader/stage-element.ts';
import type { Study, StudyEvents } from '../../reader/study.ts';

/** While runs come, what takes long to show anew is shown less often: it has this part of the time at most. */
const SHARE = 1 / 8;

/** A part of what is shown of an experiment. Another experiment is another study. */
export abstract class StudyElement extends StageElement {
  static override properties = { ...StageElement.properties, study: { attribute: false } };
  declare study: Study;
  #heard: Study | undefined;
  #offs: (() => void)[] = [];
  #cost = 0;
  #shown = 0;
  #later: ReturnType<typeof setTimeout> | undefined;

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
    this.#offs = this.follows.map((event) =>
      study.on(event, () => {
        if (!this.concerns(event)) return;
        const wait = event === 'results' && study.running ? this.#shown + this.#cost / SHARE - performance.now() : 0;
        if (wait <= 0) this.requestUpdate();
        else this.#later ??= setTimeout(() => this.#due(), wait);
      }),
    );
  }

  #due(): void {
    this.#later = undefined;
    this.requestUpdate();
  }

  protected override performUpdate(): void {
    const began = performance.now();
    super.performUpdate();
    this.#shown = performance.now();
    this.#cost = this.#shown - began;
  }

  #leave(): void {
    this.#heard = undefined;
    clearTimeout(this.#later);
    this.#later = undefined;
    for (const off of this.#offs.splice(0)) off();
  }
}
