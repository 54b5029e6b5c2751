import { html, nothing, type TemplateResult } from 'lit';
import sheet from '../../../styles/step.css?inline';
import { laneAt } from '../../core/changes.ts';
import { explainCatalog } from '../../reader/explain.ts';
import { laneNameParts, optimizerName } from '../../reader/lane-names.ts';
import type { Stage } from '../../reader/stage.ts';
import { StageElement } from '../../reader/stage-element.ts';
import { adopt } from '../../toolkit/adopt.ts';
import { labelled, listed, t } from '../../toolkit/i18n.ts';
import { shownScale } from '../../toolkit/place.ts';
import { swatch } from '../../toolkit/swatch.ts';
import { functionGraph } from '../function-graph.ts';
import { stepAsTex, stepAsText } from './copy.ts';
import type { Focus, StepLoupe, StepMap } from './loupe.ts';
import './loupe.ts';
import { type Column, coordinateTable, numbers, trials } from './numbers.ts';
import type { Role, Step } from './rows.ts';
import { checked, findings } from './sentences.ts';
import { DIGITS, Telling } from './telling.ts';
import { type Form, tools } from './tools.ts';

/** Below this width lanes stand one after another. */
const NARROW = 700;
/** Milliseconds for which it is said that something was copied. */
const SAID = 1500;

/** One step of a lane, or of two side by side: where it goes, by which rule, and every number on the way. */
class StepView extends StageElement {
  #telling!: Telling;
  #pointed: Role | null = null;
  #copied: Form | null = null;
  #narrow = false;
  /** Whether all lines of a long step are shown. */
  #whole = false;

  /** In an article: one lane, without the map. */
  get #embedded(): boolean {
    return this.closest('.race') !== null;
  }

  protected override placed(): void {
    super.placed();
    adopt(this, sheet);
  }

  protected override attach(stage: Stage): void {
    super.attach(stage);
    this.#telling = new Telling(stage, !this.#embedded, () => this.requestUpdate());
    explainCatalog(stage.catalog).catch(() => {}); // the rows are there without their words
    const tell = (): void => {
      this.toggleAttribute('data-stale', this.#telling.stale);
      void this.#telling.tell();
    };
    const view = this.ownerDocument.defaultView as (typeof globalThis & Window) | null;
    const resize = view && new view.ResizeObserver(() => this.#fit());
    resize?.observe(this);
    this.own(
      stage.on('config', () => {
        this.#telling.forget();
        tell();
      }),
      stage.on('rows', tell),
      stage.on('session', tell),
      () => resize?.disconnect(),
    );
    tell();
  }

  #fit(): void {
    const width = this.clientWidth / shownScale(this);
    if (width === 0 || width < NARROW === this.#narrow) return;
    this.#narrow = width < NARROW;
    this.requestUpdate();
  }

  /** What lanes are called in sentences: without their settings where that tells them apart. */
  #names(): string[] {
    const { stage } = this;
    const parts = laneNameParts(stage);
    const short = stage.config.lanes.map((lane, i) => {
      const { optimizer } = laneAt(lane, stage.at);
      return optimizer === lane.optimizer ? parts[i]!.name : optimizerName(stage.optimizer({ optimizer }));
    });
    return parts.map(({ said }, i) => (short.filter((name) => name === short[i]).length > 1 ? said : short[i]!));
  }

  #columns(): Column[] {
    const { stage } = this;
    const { shown, parameter, curves, series } = this.#telling;
    const names = this.#names();
    return shown.flatMap((told): Column[] => {
      const { lane } = told;
      const one = told.told[told.parameters.indexOf(parameter)];
      if (!stage.config.lanes[lane] || !one) return [];
      return [
        {
          lane,
          name: names[lane]!,
          swatch: stage.swatches[lane] ?? lane,
          rule: this.#telling.rule(lane, told.at),
          step: this.#telling.step(lane, one, parameter),
          told,
          series: curves ? (series.get(lane) ?? []) : null,
        },
      ];
    });
  }

  /** Every parameter of a lane that is told. */
  readonly #steps = ({ lane, told }: Column): Step[] =>
    told.told.map((one, i) => this.#telling.step(lane, one, told.parameters[i]!));

  readonly #point = (role: Role | null): void => {
    this.#pointed = role;
    this.requestUpdate();
  };

  override render(): TemplateResult {
    const { stage } = this;
    const { exact, failure, parameter } = this.#telling;
    const columns = this.#columns();
    const looks = {
      exact,
      pointed: this.#pointed,
      point: this.#point,
      whole: this.#whole,
      unfold: () => {
        this.#whole = !this.#whole;
        this.requestUpdate();
      },
    };
    const tables = this.#narrow ? columns.map((column) => [column]) : [columns];
    const heading = (column: Column): TemplateResult => this.#heading(column);
    const named = (column: Column) =>
      this.#steps(column).map((step, i) => {
        const index = column.told.parameters[i]!;
        return { name: this.#telling.called(index).name, index, step };
      });
    return html`<div class="step-view" role="group" aria-label=${t('view.step')} aria-describedby="step-keys" @keydown=${this.#keys}>
      ${this.#pictures(columns)}
      <sidestep-transport .stage=${stage}></sidestep-transport>
      <p class="visually-hidden" id="step-keys">${t('step.keys')}</p>
      ${tools(stage, this.#telling, this.#copied, (form) => void this.#copy(form))}
      ${failure ? html`<p class="notice failure" role="alert">${failure}</p>` : nothing}
      ${
        columns.length > 0
          ? html`${findings(columns, this.#steps, this.#telling.called(parameter).name)}
            ${tables.map((some) => html`${numbers(some, looks, heading)}${some.map((column) => trials(column, exact))}`)}
            ${coordinateTable(columns, named, parameter, (index) => this.#telling.chooseParameter(index), exact)}
            ${checked(columns, exact)}`
          : failure
            ? nothing
            : html`<p class="step-waiting" role="status">${t('step.waiting')}</p>`
      }
    </div>`;
  }

  /** The whole way and the loupe, of two coordinates; of one its graph; of more there is no picture. */
  #pictures([column]: readonly Column[]): TemplateResult | typeof nothing {
    const { stage } = this;
    const { dim } = stage.problem;
    const alone = this.#embedded;
    if (dim === 1 && !alone) return html`<div class="step-pictures alone">${functionGraph.render(stage)}</div>`;
    if (dim !== 2) return nothing;
    const steps = column && this.#steps(column);
    const focus: Focus | null = column && steps?.length === 2 ? { column, steps: [steps[0]!, steps[1]!] } : null;
    return html`<div class="step-pictures ${alone ? 'alone' : ''}">
      ${alone ? nothing : html`<sidestep-step-map .stage=${stage}></sidestep-step-map>`}
      <sidestep-step-loupe .stage=${stage} .shows=${focus} .pointed=${this.#pointed} .point=${this.#point}></sidestep-step-loupe>
    </div>`;
  }

  override updated(): void {
    this.toggleAttribute('data-stale', this.#telling.stale);
    const map = this.querySelector<StepMap>('sidestep-step-map');
    const loupe = this.querySelector<StepLoupe>('sidestep-step-loupe');
    if (!map || !loupe) return;
    map.loupe = loupe;
    void loupe.updateComplete.then(() => map.again());
  }

  /** Whose column it is; where not all lanes have one, another can be chosen. */
  #heading({ lane, swatch: its, name }: Column): TemplateResult {
    const names = laneNameParts(this.stage);
    const { shown } = this.#telling;
    if (names.length <= shown.length) return html`<span class="step-lane">${swatch(its)} ${name}</span>`;
    const choose = (event: Event): void =>
      this.#telling.chooseLane(
        shown.findIndex((one) => one.lane === lane),
        (event.target as HTMLSelectElement).selectedIndex,
      );
    return html`<span class="step-lane">${swatch(its)} <select translate="no" aria-label=${t('step.lanes')} @change=${choose}>${names.map(
      (one, i) => html`<option ?selected=${i === lane}>${one.said}</option>`,
    )}</select></span>`;
  }

  /** What a figure says of the step: every line with its numbers. */
  get lines(): readonly string[] {
    return this.inItsLanguage(() => this.#texts(stepAsText, DIGITS).flatMap((text) => text.trimEnd().split('\n')));
  }

  #texts(write: typeof stepAsText, digits?: number): string[] {
    const { name: coordinate, tex } = this.#telling.called(this.#telling.parameter);
    return this.#columns().map(({ name, rule, told, step }) => {
      const title = labelled(listed([name, coordinate]), t('step.of', { from: told.at, to: told.at + 1 }));
      return write({ title, coordinate: tex, rule, told: step.told, digits });
    });
  }

  async #copy(form: Form): Promise<void> {
    const texts = this.#texts(form === 'text' ? stepAsText : stepAsTex);
    const copied = await navigator.clipboard.writeText(texts.join('\n')).then(
      () => true,
      () => false,
    );
    if (!copied) return;
    this.#copied = form;
    this.requestUpdate();
    setTimeout(() => {
      this.#copied = null;
      this.requestUpdate();
    }, SAID);
  }

  /** The ends of the race; a step and ten are keys of the whole page. */
  readonly #keys = (event: KeyboardEvent): void => {
    const { race, config } = this.stage;
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if ((event.target as Element).matches('input, select')) return;
    if (event.key === 'Home') race.turn(0);
    else if (event.key === 'End') race.turn(config.steps);
    else return;
    event.preventDefault();
  };
}

customElements.define('sidestep-step', StepView);
