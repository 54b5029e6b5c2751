import { html, type PropertyDeclarations, render, type TemplateResult } from 'lit';
import css from '../../styles/lane-chips.css?inline';
import { laneNameParts } from '../reader/lane-names.ts';
import type { Stage } from '../reader/stage.ts';
import { StageElement } from '../reader/stage-element.ts';
import { adopt } from '../toolkit/adopt.ts';
import { t } from '../toolkit/i18n.ts';
import * as icons from '../toolkit/icons.ts';
import { COLOURS } from '../toolkit/palette.ts';
import { swatch } from '../toolkit/swatch.ts';

/**
 * In a narrow window the lanes are far below the picture. Here each has its name beside the picture; one that is picked has its card
 * over the bar for as long as this is in sight, so that a rate can be changed while its path is seen.
 */
class LaneChips extends StageElement {
  static override properties: PropertyDeclarations = { ...StageElement.properties, picked: { state: true } };
  /** By its swatch, as other lanes may come and go. */
  declare picked: number | null;
  #card: HTMLElement | undefined;
  readonly #shut = document.createElement('button');

  constructor() {
    super();
    this.picked = null;
    this.#shut.type = 'button';
    this.#shut.className = 'quiet card-shut';
    this.#shut.addEventListener('click', () => {
      this.picked = null;
    });
    render(icons.cross, this.#shut);
  }

  protected override attach(stage: Stage): void {
    super.attach(stage);
    const seen = new IntersectionObserver(([entry]) => {
      // The keyboard of a phone may push it out of sight, while a number is typed into the card.
      if (!entry!.isIntersecting && !this.#card?.querySelector('input:focus')) this.picked = null;
    });
    const keys = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') this.picked = null;
    };
    seen.observe(this);
    document.addEventListener('keydown', keys);
    this.own(
      () => seen.disconnect(),
      () => document.removeEventListener('keydown', keys),
      () => this.#lay(null),
    );
  }

  protected override placed(): void {
    adopt(this, css);
  }

  override render(): TemplateResult {
    const { swatches } = this.stage;
    return html`<div class="lane-chips" role="group" aria-label=${t('lanes.title')}>${laneNameParts(this.stage).map(
      ({ name, marks }, i) => html`<button type="button" class="choice lane-${swatches[i]! % COLOURS}"
        aria-pressed=${this.picked === swatches[i] ? 'true' : 'false'} @click=${() => this.#pick(swatches[i]!)}>
        ${swatch(swatches[i]!)}<span translate="no">${name} <span class="lane-marks">${marks}</span></span></button>`,
    )}</div>`;
  }

  override updated(): void {
    const at = this.picked === null ? -1 : this.stage.swatches.indexOf(this.picked);
    this.#lay(document.querySelectorAll<HTMLElement>('sidestep-lanes .lanes > li')[at] ?? null);
  }

  readonly #pick = (which: number): void => {
    this.picked = this.picked === which ? null : which;
    void this.updateComplete.then(() =>
      this.#card?.querySelector<HTMLElement>('.lane-open')?.focus({ preventScroll: true }),
    );
  };

  /** Lays a card over the bar, and takes the last one back to its place. */
  #lay(card: HTMLElement | null): void {
    if (card === (this.#card ?? null)) return;
    this.#card?.classList.remove('picked');
    this.#shut.remove();
    this.#card = card ?? undefined;
    if (!card) return;
    this.#shut.ariaLabel = this.#shut.title = t('help.close');
    card.append(this.#shut);
    const bar = document.querySelector<HTMLElement>('sidestep-transport');
    const height = bar && getComputedStyle(bar).position === 'fixed' ? bar.offsetHeight : 0;
    card.style.setProperty('--bar', `${height}px`);
    card.classList.add('picked');
    // The names stay in sight, as another one may be wanted.
    const over = this.getBoundingClientRect().bottom - card.getBoundingClientRect().top;
    if (over > 0) scrollBy({ top: over });
  }
}

customElements.define('sidestep-lane-chips', LaneChips);
