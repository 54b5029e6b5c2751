import { html, type TemplateResult } from 'lit';
import type { FieldChange, FieldRange } from '../controls/field-base.ts';
import { control, fieldGroups } from '../controls/fields.ts';
import { type Field, raceFieldsOf, type Value } from '../core/catalog.ts';
import type { Config } from '../core/config.ts';
import { redesign } from '../reader/design.ts';
import { withRace, withSetting } from '../reader/edits.ts';
import { absent, usesOwn } from '../reader/own.ts';
import type { Stage } from '../reader/stage.ts';
import { StageElement } from '../reader/stage-element.ts';
import { t } from '../toolkit/i18n.ts';
import { type LazyModule, lazyModule } from '../toolkit/lazy-modules.ts';
import { beginRange, rangedControl } from './ranged.ts';

/** The controls that a text's meaning needs, by its field: few races have one. */
const editors: Partial<Record<string, LazyModule>> = {
  net: lazyModule('settings.title', () => import('../controls/net-control.ts')),
  f: lazyModule('settings.title', () => import('../controls/formula-control.ts')),
  file: lazyModule('own.title', () => import('../controls/own-field.ts')),
};

const begin = lazyModule('settings.title', () => import('../reader/begin.ts'));

/** How many seeds are drawn from the race's: more than one make an experiment of it. */
const SEEDS: Field = {
  id: 'seeds',
  kind: 'integer',
  name: { en: 'number of seeds', zh: '种子数' },
  symbol: '',
  default: 1,
  min: 1,
  max: 1000,
  slider: [1, 100],
  scale: 'log',
};

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
    return html`<section class="settings" role=${this.partRole} aria-label=${t('settings.title')}>
      <h2>${t('settings.title')}</h2>
      <div class="group" @field-change=${this.setProblem} @field-range=${this.range('problem.')}>${fieldGroups(
        problem.fields,
        (field) => {
          const [value, bad] = [config.problem[field.id]!, trouble(`problem.${field.id}`)];
          if (field.kind !== 'text') return rangedControl(stage, 'problem.', field, value, { problem: bad });
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
        },
      )}</div>
      <div class="group fields" @field-change=${this.setRace} @field-range=${this.range('')}>
        ${raceFieldsOf(catalog, problem).map((field) =>
          field.id === 'seed'
            ? html`${control(field, config.seed)}${control(SEEDS, stage.design?.seeds ?? 1)}`
            : rangedControl(stage, '', field, raceValue(config, field.id)),
        )}
      </div>
    </section>`;
  }

  private readonly setProblem = async (event: FieldChange): Promise<void> => {
    const { stage } = this;
    const { config, catalog } = stage;
    const next = withSetting(config, stage.problem, event.field.id, event.value);
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

  private readonly setRace = (event: FieldChange): void => {
    const { field, value } = event;
    if (field === SEEDS) void redesign(this.stage, () => ({ seeds: value as number }));
    else this.stage.edit(withRace(this.stage.config, field.id, value));
  };

  private readonly range = (prefix: string) => (event: Event) =>
    void beginRange(this.stage, prefix + (event as FieldRange).field.id);
}

customElements.define('sidestep-settings', Settings);
