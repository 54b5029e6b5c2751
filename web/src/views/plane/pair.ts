import { html, type TemplateResult } from 'lit';
import sheet from '../../../styles/pair.css?inline';
import { parameterNames } from '../../engine/readings.ts';
import { laneNames } from '../../reader/lane-names.ts';
import type { Stage } from '../../reader/stage.ts';
import { adopt } from '../../toolkit/adopt.ts';
import { t } from '../../toolkit/i18n.ts';
import { PairGround } from './pair-ground.ts';
import { PairRelief, pairOf } from './pair-relief.ts';
import { parametersOf } from './parameters.ts';
import { Plane } from './plane.ts';
import { inside } from './viewport.ts';

/** The loss over any two of a few parameters, with every lane's path. */
class PairMap extends Plane {
  readonly ground = new PairGround(new PairRelief());
  protected override readonly starts = false;
  #named: unknown;

  protected override get suits(): boolean {
    return parametersOf(this.stage) >= 2;
  }

  protected override placed(): void {
    super.placed();
    adopt(this, sheet);
  }

  protected override attach(stage: Stage): void {
    this.ground.pair.stage = stage;
    super.attach(stage);
    let { pair } = stage.view;
    this.own(
      stage.on('session', () => {
        if (stage.view.pair !== pair) this.moveHome(true);
        if (stage.view.pair !== pair) this.requestUpdate();
        ({ pair } = stage.view);
      }),
      stage.on('config', () => this.requestUpdate()),
      stage.on('numbers', () => {
        const { view, ground } = this;
        const [x, y] = ground.columns;
        const isOut = stage.lanes.some(({ trace, status }) => {
          const [px, py] = [view.toX(trace.last(x)), view.toY(trace.last(y))];
          return status !== 'diverged' && Number.isFinite(px + py) && !inside(view, px, py);
        });
        if (isOut) this.moveHome();
        void this.#name();
      }),
    );
    void this.#name();
  }

  /** Asks what the parameters are called, once for each kind of race. */
  async #name(): Promise<void> {
    const { stage } = this;
    const [lane] = stage.lanes;
    const of = lane?.trace.columns.join();
    if (!lane || lane.status === 'loading' || this.#named === of) return;
    this.#named = of;
    this.ground.names = await parameterNames(stage.race.queries, 0).catch(() => []);
    this.requestUpdate();
    this.moveHome(true);
  }

  override render(): TemplateResult {
    const { stage, ground } = this;
    const size = parametersOf(stage);
    const now = pairOf(stage);
    const choose = (change: Partial<typeof now>): void => {
      const { first, second, lane } = { ...now, ...change };
      const others = change.first === now.second ? now.first : second;
      const pair = [first, change.second === now.first ? now.second : others] as const;
      const [a, b] = change.second === now.first ? [now.second, now.first] : pair;
      stage.look({ pair: lane > 0 ? [a, b, lane] : a === 0 && b === 1 ? undefined : [a, b], map: undefined });
    };
    const select = (label: string, value: number, names: readonly string[], to: (index: number) => void) =>
      html`<label class="pair-choice"><span class="pair-label">${label}</span> <select translate="no" @change=${(event: Event) => to((event.target as HTMLSelectElement).selectedIndex)}>${names.map(
        (name, i) => html`<option ?selected=${i === value}>${name}</option>`,
      )}</select></label>`;
    const names = Array.from({ length: size }, (_, i) => ground.name(i));
    return html`<div class="pair-tools" role="group" aria-label=${t('view.pair')}>
      ${select('x', now.first, names, (first) => choose({ first }))}
      ${select('y', now.second, names, (second) => choose({ second }))}
      ${size > 2 && stage.lanes.length > 1 ? select(t('pair.at'), now.lane, laneNames(stage), (lane) => choose({ lane })) : ''}
    </div>
    ${super.render()}`;
  }
}

customElements.define('sidestep-pair-map', PairMap);
