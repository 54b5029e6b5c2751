import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { FieldChange } from '../controls/field-base.ts';
import type { Value } from '../core/catalog.ts';
import { withLane } from '../reader/edits.ts';
import { laneNameParts } from '../reader/lane-names.ts';
import { laneStatus } from '../reader/lane-status.ts';
import type { Stage } from '../reader/stage.ts';
import { StageElement } from '../reader/stage-element.ts';
import { lazyModule } from '../toolkit/lazy-modules.ts';
import { COLOURS } from '../toolkit/palette.ts';
import { swatch } from '../toolkit/swatch.ts';

/** Few articles have them. */
const controls = lazyModule('lanes.title', () => import('../controls/fields.ts'));

/** Which line is whose, with the hyper-parameters that a reader may change. */
class Legend extends StageElement {
  static override properties = { fields: { attribute: false } };
  declare fields: readonly string[];

  protected override attach(stage: Stage): void {
    super.attach(stage);
    let seen = '';
    this.own(
      stage.on('numbers', () => {
        const now = stage.lanes.map((lane) => laneStatus(lane)).join();
        if (now !== seen) this.requestUpdate();
        seen = now;
      }),
    );
  }

  #control: typeof import('../controls/fields.ts').control | undefined;

  #asked = false;

  override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    if (this.fields.length > 0) void this.#bring();
  }

  async #bring(): Promise<void> {
    if (this.#asked) return;
    this.#asked = true;
    this.#asked = await this.stage.modules.bring(controls);
    if (!this.#asked) return; // asked for again at the next rendering
    this.#control = (await controls()).control;
    this.requestUpdate();
  }

  override render(): TemplateResult {
    const { stage } = this;
    const control = this.#control;
    return html`<ul class="legend ${this.fields.length > 0 ? 'fields-too' : ''}">${laneNameParts(stage).map(
      ({ name, marks, said, full }, i) => {
        const lane = stage.config.lanes[i]!;
        const view = stage.lanes[i];
        const shown = stage.optimizer(lane).fields.filter(({ id }) => this.fields.includes(id));
        return html`<li><div class="lane-${stage.swatches[i]! % COLOURS}" role="group" aria-label=${said}
            @field-change=${(event: FieldChange) => stage.edit(withLane(stage.config, i, { ...lane, [event.field.id]: event.value }))}>
          <span class="legend-name" title=${full}>${swatch(stage.swatches[i]!)}<span translate="no">${name} <span class="lane-marks">${marks}</span></span>
            <span class="legend-status" role="status">${view ? laneStatus(view) : ''}</span></span>
          ${control ? shown.map((field) => control(field, lane[field.id] as Value)) : nothing}
        </div></li>`;
      },
    )}</ul>`;
  }
}

customElements.define('sidestep-legend', Legend);
