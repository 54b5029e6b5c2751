import { html, nothing, type TemplateResult } from 'lit';
import sheet from '../../../styles/step.css?inline';
import { failureOf } from '../../core/module.ts';
import { explainCatalog } from '../../reader/explain.ts';
import { laneNameParts } from '../../reader/lane-names.ts';
import type { Stage } from '../../reader/stage.ts';
import { StageElement } from '../../reader/stage-element.ts';
import { adopt } from '../../toolkit/adopt.ts';
import { count, num } from '../../toolkit/format.ts';
import { t } from '../../toolkit/i18n.ts';
import * as icons from '../../toolkit/icons.ts';
import { lazyModule } from '../../toolkit/lazy-modules.ts';
import { shownScale } from '../../toolkit/place.ts';
import { reason } from '../../toolkit/reasons.ts';
import { swatch } from '../../toolkit/swatch.ts';
import { askSeries, askStep, type Coordinate, coordinatesOf, FEW, type LaneStep } from './ask.ts';
import { stepAsTex, stepAsText } from './copy.ts';
import { findingsOf } from './findings.ts';
import type { Focus, StepLoupe, StepMap } from './loupe.ts';
import './loupe.ts';
import { type Column, coordinateTable, numbers, trials } from './numbers.ts';
import { lostAt, type Role, type Step, stepOf } from './rows.ts';

const notes = lazyModule('part.notes', () => import('../../reader/explain.ts'));

/** Below this lanes stand one after another. */
const NARROW = 620;
const DIGITS = 4;

/** One step of a lane, or of two side by side: where it goes, by which rule, and every number on the way. */
class StepView extends StageElement {
  static override properties = { ...StageElement.properties, shown: { state: true } };
  /** What was told last, a lane each; it stays while the next is on its way. */
  declare shown: readonly LaneStep[];
  #series: ReadonlyMap<number, readonly Step[]> = new Map();
  #seriesOf = '';
  #failure = '';
  /** The lanes that are looked at, the first one in the loupe. */
  #lanes: [number, number] = [0, 1];
  #both = true;
  #coordinate = 0;
  /** Weights that the reader asked for. */
  #asked: readonly number[] = [];
  #exact = false;
  #curves = false;
  #copied = '';
  #pointed: Role | null = null;
  #names: ((index: number) => Coordinate) | null = null;
  #named: unknown;
  #narrow = false;
  #key = '';
  #busy = false;

  constructor() {
    super();
    this.shown = [];
  }

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
    void stage.modules.bring(notes).then(() => explainCatalog(stage.catalog).catch(() => {}));
    this.#both = !this.#embedded;
    const tell = (): void => void this.#tell();
    const view = this.ownerDocument.defaultView as (typeof globalThis & Window) | null;
    const resize =
      view &&
      new view.ResizeObserver(() => {
        const width = this.clientWidth / shownScale(this);
        if (width > 0 && width < NARROW !== this.#narrow) {
          this.#narrow = width < NARROW;
          this.requestUpdate();
        }
      });
    resize?.observe(this);
    this.own(
      stage.on('config', () => {
        this.#key = '';
        tell();
      }),
      stage.on('rows', tell),
      stage.on('session', tell),
      () => resize?.disconnect(),
    );
    tell();
  }

  get #wanted(): number[] {
    const { length } = this.stage.lanes;
    const [a, b] = this.#lanes.map((lane) => Math.min(lane, length - 1)) as [number, number];
    return this.#both && length > 1 ? [a, b === a ? (a + 1) % length : b] : [a];
  }

  /** Asks for what is looked at, one thing after another: while lanes run, for the newest. */
  async #tell(): Promise<void> {
    const { stage } = this;
    if (this.#busy || !this.isConnected) return;
    const lanes = this.#wanted;
    const ready = lanes.every((lane) => /^(running|finished|diverged)$/.test(stage.lanes[lane]?.status ?? ''));
    const steps = lanes.map((lane) => `${stage.lanes[lane]?.status === 'diverged'}${stage.lanes[lane]?.step}`);
    const key = JSON.stringify([lanes, stage.at, steps, this.#asked, ready]);
    if (!ready || key === this.#key) return;
    this.#key = key;
    this.#busy = true;
    const { config } = stage;
    try {
      if (this.#named !== config.problem) {
        this.#names = await coordinatesOf(stage, lanes[0]!);
        this.#named = config.problem;
      }
      const told = await Promise.all(lanes.map((lane) => askStep(stage, lane, this.#asked)));
      if (config === stage.config) [this.shown, this.#failure] = [told, ''];
    } catch (error) {
      const { code, at, message } = failureOf(error);
      if (code !== 'cancelled') this.#failure = `${at}: ${reason(message)}`;
      this.requestUpdate();
    } finally {
      this.#busy = false;
    }
    if (this.#curves) void this.#askSeries();
    if (this.#now() !== key || config !== stage.config) void this.#tell();
  }

  #now(): string {
    const { stage } = this;
    const lanes = this.#wanted;
    const steps = lanes.map((lane) => `${stage.lanes[lane]?.status === 'diverged'}${stage.lanes[lane]?.step}`);
    return JSON.stringify([lanes, stage.at, steps, this.#asked, true]);
  }

  /** The same parameter over the race, once the lanes stand. */
  async #askSeries(): Promise<void> {
    const { stage } = this;
    if (stage.playing) return;
    const lanes = this.#wanted;
    const parameter = this.#parameter();
    const of = JSON.stringify([lanes, parameter, lanes.map((lane) => stage.whole[lane]!.step), stage.config]);
    if (of === this.#seriesOf) return;
    this.#seriesOf = of;
    const told = await Promise.all(lanes.map((lane) => askSeries(stage, lane, parameter))).catch(() => null);
    if (!told || of !== this.#seriesOf) return;
    this.#series = new Map(
      told.map((steps, i) => [lanes[i]!, steps.map((one) => this.#step(lanes[i]!, one, parameter))]),
    );
    this.requestUpdate();
  }

  /** Which parameter is told: the one chosen, of many the first of those that are. */
  #parameter(): number {
    const { parameters = [] } = this.shown[0] ?? {};
    return parameters.includes(this.#coordinate) ? this.#coordinate : (parameters[0] ?? 0);
  }

  #called(index: number): Coordinate {
    return this.#names?.(index) ?? { name: String(index), tex: 'w' };
  }

  #step(lane: number, told: LaneStep['told'][number], parameter: number): Step {
    const { stage } = this;
    const digits = this.#exact ? undefined : DIGITS;
    return stepOf(told, stage.optimizer(stage.config.lanes[lane]!), this.#called(parameter).tex, { digits });
  }

  #columns(): Column[] {
    const { stage } = this;
    const parts = laneNameParts(stage);
    const parameter = this.#parameter();
    return this.shown.flatMap((told): Column[] => {
      const lane = stage.config.lanes[told.lane];
      const one = told.told[told.parameters.indexOf(parameter)];
      if (!lane || !one) return [];
      return [
        {
          lane: told.lane,
          name: parts[told.lane]!.said,
          swatch: stage.swatches[told.lane] ?? told.lane,
          rule: stage.optimizer(lane),
          step: this.#step(told.lane, one, parameter),
          told,
          series: this.#curves ? (this.#series.get(told.lane) ?? []) : null,
        },
      ];
    });
  }

  override render(): TemplateResult {
    const { stage } = this;
    const columns = this.#columns();
    const looks = {
      exact: this.#exact,
      pointed: this.#pointed,
      point: (role: Role | null): void => {
        this.#pointed = role;
        this.requestUpdate();
      },
    };
    const tables = this.#narrow ? columns.map((column) => [column]) : [columns];
    const steps = ({ lane, told }: Column) =>
      told.parameters.map((index, i) => ({
        name: this.#called(index).name,
        index,
        step: this.#step(lane, told.told[i]!, index),
      }));
    return html`<div class="step-view" role="group" aria-label=${t('view.step')} aria-describedby="step-keys" @keydown=${this.#keys}>
      ${this.#pictures(columns, looks.point)}
      <sidestep-transport .stage=${stage}></sidestep-transport>
      <p class="visually-hidden" id="step-keys">${t('step.keys')}</p>
      ${this.#tools(columns)}
      ${this.#failure ? html`<p class="notice" role="alert">${this.#failure}</p>` : nothing}
      ${columns.length === 0 && !this.#failure ? html`<p class="step-waiting" role="status">${t('step.waiting')}</p>` : nothing}
      ${this.#findings(columns)}
      ${columns.length === 0 ? nothing : tables.map((some) => html`${numbers(some, looks, (column) => this.#heading(column))}${some.map((column) => trials(column, this.#exact))}`)}
      ${columns.length === 0 ? nothing : coordinateTable(columns, steps, this.#parameter(), (index) => this.#choose(index), this.#exact)}
      ${this.#checked(columns)}
    </div>`;
  }

  /** The whole way and the loupe, of two coordinates; of one its graph; of more there is no picture. */
  #pictures(columns: readonly Column[], point: (role: Role | null) => void): TemplateResult | typeof nothing {
    const { stage } = this;
    const { dim } = stage.problem;
    if (dim === 1)
      return this.#embedded
        ? nothing
        : html`<div class="step-pictures"><sidestep-function-graph .stage=${stage}></sidestep-function-graph></div>`;
    if (dim !== 2) return nothing;
    const [first] = columns;
    const focus: Focus | null =
      first && first.told.told.length >= 2
        ? { column: first, steps: [0, 1].map((i) => this.#step(first.lane, first.told.told[i]!, i)) as [Step, Step] }
        : null;
    return html`<div class="step-pictures ${this.#embedded ? 'alone' : ''}">
      ${this.#embedded ? nothing : html`<sidestep-step-map .stage=${stage}></sidestep-step-map>`}
      <sidestep-step-loupe .stage=${stage} .shows=${focus} .pointed=${this.#pointed} .point=${point}></sidestep-step-loupe>
    </div>`;
  }

  override updated(): void {
    const [map, loupe] = ['sidestep-step-map', 'sidestep-step-loupe'].map((name) => this.querySelector(name)) as [
      StepMap | null,
      StepLoupe | null,
    ];
    if (!map || !loupe) return;
    map.loupe = loupe;
    void loupe.updateComplete.then(() => map.again());
  }

  #tools(columns: readonly Column[]): TemplateResult {
    const { stage } = this;
    const [first] = columns;
    const choice = (text: string | TemplateResult, on: boolean, choose: () => void): TemplateResult =>
      html`<button type="button" class="choice" aria-pressed=${on ? 'true' : 'false'} @click=${choose}>${text}</button>`;
    const set = (change: () => void): void => {
      change();
      this.requestUpdate();
      void this.#tell();
      if (this.#curves) void this.#askSeries();
    };
    const few = first && first.told.size <= FEW;
    return html`<div class="step-tools">
      <span class="choices" role="group" aria-label=${t('step.coordinate')} translate="no">${first?.told.parameters.map((index) => choice(this.#called(index).name, index === this.#parameter(), () => this.#choose(index)))}</span>
      ${first && !few ? html`<label class="step-weight">${t('step.weight')} <input class="number" type="number" min="0" max=${first.told.size - 1} @change=${this.#ask}></label>` : nothing}
      ${
        stage.lanes.length > 1
          ? html`<span class="choices apart" role="group" aria-label=${t('step.lanes')}>
              ${choice(t('step.both'), this.#both, () => set(() => (this.#both = true)))}
              ${choice(t('step.one'), !this.#both, () => set(() => (this.#both = false)))}</span>`
          : nothing
      }
      <span class="choices step-right">
        ${choice(t('step.curves'), this.#curves, () => set(() => (this.#curves = !this.#curves)))}
        ${choice(t('step.exact'), this.#exact, () => set(() => (this.#exact = !this.#exact)))}
        <button type="button" class="choice" @click=${() => void this.#copy(stepAsText, 'text')}>${this.#copied === 'text' ? t('step.copied') : t('step.copy')}</button>
        <button type="button" class="choice" @click=${() => void this.#copy(stepAsTex, 'tex')}>${this.#copied === 'tex' ? t('step.copied') : 'TeX'}</button>
      </span>
    </div>`;
  }

  /** Whose column it is; of more than two lanes, or where one stands alone, another can be chosen. */
  #heading({ lane, swatch: its, name }: Column): TemplateResult {
    const names = laneNameParts(this.stage);
    const place = this.shown.findIndex((one) => one.lane === lane) as 0 | 1;
    const some = names.length > (this.#both ? 2 : 1);
    if (!some) return html`<span class="step-lane">${swatch(its)} ${name}</span>`;
    return html`<span class="step-lane">${swatch(its)} <select translate="no" aria-label=${t('step.lanes')} @change=${(
      event: Event,
    ) => {
      const chosen = (event.target as HTMLSelectElement).selectedIndex;
      const lanes: [number, number] = [...this.#lanes];
      lanes[place] = chosen;
      if (lanes[0] === lanes[1]) lanes[place === 0 ? 1 : 0] = lane;
      this.#lanes = lanes;
      this.requestUpdate();
      void this.#tell();
    }}>${names.map((one, i) => html`<option ?selected=${i === lane}>${one.said}</option>`)}</select></span>`;
  }

  #findings(columns: readonly Column[]): TemplateResult | typeof nothing {
    const sentences = columns.flatMap(({ lane, name, step, told }) => {
      const all = told.size <= FEW ? told.told.map((one, i) => this.#step(lane, one, told.parameters[i]!)) : [];
      const lost = lostAt(step);
      return findingsOf(step, { all, losses: told.losses })
        .slice(0, 2)
        .map(({ key, values }) => {
          const texts = Object.fromEntries(Object.entries(values).map(([id, x]) => [id, num(x)]));
          return t(`step.finding.${key}`, { name, quantity: lost ? this.#plain(lost.symbol) : '', ...texts });
        });
    });
    if (sentences.length === 0) return nothing;
    return html`<div class="step-finding">${sentences.map((text) => html`<p>${text}</p>`)}</div>`;
  }

  #plain(tex: string): string {
    return tex
      .replace(/\\hat (\w)/g, '$1̂')
      .replace(/\\Delta /, 'Δ')
      .replace(/\\[a-z]+ ?/gi, '');
  }

  #checked(columns: readonly Column[]): TemplateResult | typeof nothing {
    if (columns.length === 0) return nothing;
    const holds = columns.every(({ told }) => told.holds);
    const [{ told }] = columns as [Column];
    const step = t('step.of', { from: count(told.at), to: count(told.at + 1) });
    return html`<p class="step-checked">${holds ? icons.check : nothing} ${step} ${t(this.#exact ? 'step.computed.exact' : 'step.computed')} ${holds ? t('step.holds') : ''}</p>`;
  }

  #choose(index: number): void {
    this.#coordinate = index;
    this.requestUpdate();
    if (this.#curves) void this.#askSeries();
  }

  readonly #ask = (event: Event): void => {
    const index = Number((event.target as HTMLInputElement).value);
    if (!Number.isInteger(index) || index < 0) return;
    this.#asked = [index, ...this.#asked.filter((one) => one !== index)].slice(0, 4);
    this.#coordinate = index;
    void this.#tell();
  };

  async #copy(write: typeof stepAsText, which: string): Promise<void> {
    const parameter = this.#parameter();
    const texts = this.#columns().map(({ name, rule, told, step }) => {
      const { name: coordinate, tex } = this.#called(parameter);
      return write({
        title: `${name}, ${coordinate}, ${t('step.of', { from: told.at, to: told.at + 1 })}`,
        coordinate: tex,
        rule,
        told: step.told,
      });
    });
    await navigator.clipboard.writeText(texts.join('\n')).catch(() => {});
    this.#copied = which;
    this.requestUpdate();
    setTimeout(() => {
      this.#copied = '';
      this.requestUpdate();
    }, 1500);
  }

  /** The ends of the race; a step and ten are keys of the whole page. */
  readonly #keys = (event: KeyboardEvent): void => {
    const { stage } = this;
    const target = event.target as Element;
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || target.matches('input, select'))
      return;
    if (event.key === 'Home') stage.race.turn(0);
    else if (event.key === 'End') stage.race.turn(stage.config.steps);
    else return;
    event.preventDefault();
  };
}

customElements.define('sidestep-step', StepView);
