import { html, type TemplateResult } from 'lit';
import type { FieldChange } from '../controls/field-base.ts';
import { control, fieldGroups } from '../controls/fields.ts';
import { raceFieldsOf, type Value } from '../core/catalog.ts';
import type { Config } from '../core/config.ts';
import { withProblemField, withRace } from '../reader/edits.ts';
import { absent, usesOwn } from '../reader/own.ts';
import type { Stage } from '../reader/stage.ts';
import { StageElement } from '../reader/stage-element.ts';
import { t } from '../toolkit/i18n.ts';
import { type LazyModule, lazyModule } from '../toolkit/lazy-modules.ts';

/** The controls that a text's meaning needs, by its field: few races have one. */
const editors: Partial<Record<string, LazyModule>> = {
  net: lazyModule('settings.title', () => import('../controls/net-control.ts')),
  f: lazyModule('settings.title', () => import('../controls/formula-control.ts')),
  file: lazyModule('own.title', () => import('../controls/own-field.ts')),
};

const begin = lazyModule('settings.title', () => import('../reader/begin.ts'));

/** A field of the race as a whole. */
const raceValue = (config: Config, id: string): Value => (config as unknown as Record<string, Value>)[id]!;

/** The settings of the problem and of the race as a whole, made from their fields. */
class Settings extends StageElement {
  protected override attach(stage: Stage): void {
    super.attach(stage);
    // A setting that only the core can judge (a network's layers) comes back as an error of the lanes.
    let seen = '';
    this.own(
      stage.on('numbers', () => {
        const now = stage.lanes.map(({ error }) => error?.at ?? '').join();
        if (now !== seen) this.requestUpdate();
        seen = now;
      }),
    );
  }

  override render(): TemplateResult {
    const { stage } = this;
    const { config, problem, catalog } = stage;
    const trouble = (at: string) => {
      const error = stage.lanes.find((lane) => lane.error?.at === at)?.error;
      return error?.code === 'no-data' ? (absent(stage) ?? error.message) : error?.message;
    };
    return html`<section class="settings" aria-label=${t('settings.title')}>
      <h2>${t('settings.title')}</h2>
      <div class="group" @field-change=${this.setProblem}>${fieldGroups(problem.fields, (field) => {
        const [value, bad] = [config.problem[field.id]!, trouble(`problem.${field.id}`)];
        if (field.kind !== 'text') return control(field, value, { problem: bad });
        const editor = editors[field.id];
        if (editor) void stage.modules.bring(editor);
        switch (field.id) {
          case 'net':
            return html`<sidestep-net .stage=${stage} .field=${field} .value=${value} .problem=${bad}></sidestep-net>`;
          case 'f':
            return html`<sidestep-formula .stage=${stage} .field=${field} .value=${value} .problem=${bad}></sidestep-formula>`;
          case 'file':
            return usesOwn(config, catalog)
              ? html`<sidestep-own-field .stage=${stage} .field=${field} .value=${value} .problem=${bad}></sidestep-own-field>`
              : html``;
          default:
            return control(field, value, { problem: bad });
        }
      })}</div>
      <div class="group fields" @field-change=${this.setRace}>
        ${raceFieldsOf(catalog, problem).map((field) => control(field, raceValue(config, field.id)))}
      </div>
    </section>`;
  }

  private readonly setProblem = async (event: FieldChange): Promise<void> => {
    const { stage } = this;
    const { config, catalog } = stage;
    const next = withProblemField(config, event.field.id, event.value);
    if (event.field.id !== 'data') {
      stage.edit(next);
      return;
    }
    event.preventDefault(); // the choice holds once there is such a race: own data needs a file first
    if (!usesOwn(next, catalog)) {
      if (!(await stage.modules.bring(begin))) return;
      const { beginWith } = await begin();
      stage.edit(beginWith(config.problem.id, { data: event.value }, stage.config, catalog));
      return;
    }
    stage.emit('own', undefined);
  };

  private readonly setRace = (event: FieldChange): void =>
    this.stage.edit(withRace(this.stage.config, event.field.id, event.value));
}

customElements.define('sidestep-settings', Settings);
