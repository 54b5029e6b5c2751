import type { Optimizer } from '../../core/catalog.ts';
import { laneAt } from '../../core/changes.ts';
import { type Failure, failureOf } from '../../core/module.ts';
import type { Stage } from '../../reader/stage.ts';
import { told } from '../../reader/told.ts';
import {
  askSeries,
  askStep,
  type Coordinate,
  chooseParameters,
  coordinatesOf,
  type LaneStep,
  stepOfLane,
} from './ask.ts';
import { type Step, stepOf } from './rows.ts';

/** Of numbers as they are read. */
export const DIGITS = 4;

/** Which lanes and which parameter are looked at, and what was told of them last: it stays while the next is on its way. */
export class Telling {
  shown: readonly LaneStep[] = [];
  #failure: Failure | null = null;
  /** Whether two lanes stand side by side. */
  both: boolean;
  exact = false;
  /** Whether quantities are shown over the race, and what was told for that. */
  curves = false;
  series: ReadonlyMap<number, readonly Step[]> = new Map();
  /** The lanes that are chosen, the first one in the loupe. */
  #lanes: readonly [number, number] = [0, 1];
  /** Weights that the reader asked for. */
  #asked: readonly number[] = [];
  #coordinate = 0;
  #names: ((index: number) => Coordinate) | null = null;
  #named: unknown;
  #told = '';
  #seriesOf = '';
  #busy = false;

  constructor(
    private readonly stage: Stage,
    both: boolean,
    private readonly changed: () => void,
  ) {
    this.both = both;
  }

  /** The lanes that are looked at. */
  get lanes(): number[] {
    const { length } = this.stage.lanes;
    const [a, b] = this.#lanes.map((lane) => Math.min(lane, length - 1)) as [number, number];
    return this.both && length > 1 ? [a, b === a ? (a + 1) % length : b] : [a];
  }

  /** Another lane in a column; where it stands in the other one they change places. */
  chooseLane(column: number, lane: number): void {
    const [a, b] = [...this.lanes, ...this.#lanes.slice(1)] as [number, number];
    const swapped = column === 0 ? [lane, lane === b ? a : b] : [lane === a ? b : a, lane];
    this.#lanes = swapped as [number, number];
    this.choose({});
  }

  choose(change: Partial<Pick<Telling, 'both' | 'exact' | 'curves'>>): void {
    Object.assign(this, change);
    this.changed();
    void this.tell();
    void this.#tellSeries();
  }

  chooseParameter(index: number): void {
    this.#coordinate = index;
    this.choose({});
  }

  /** A weight that is not among those that are told. */
  ask(index: number): void {
    this.#asked = [index, ...this.#asked.filter((one) => one !== index)].slice(0, 4);
    this.chooseParameter(index);
  }

  /** Which parameter is told: the one chosen, of many the first of those that are. */
  get parameter(): number {
    const { parameters = [] } = this.shown[0] ?? {};
    return parameters.includes(this.#coordinate) ? this.#coordinate : (parameters[0] ?? 0);
  }

  called(index: number): Coordinate {
    return this.#names?.(index) ?? { name: String(index), tex: 'w' };
  }

  /** The rule that a lane has at a step. */
  rule(lane: number, at: number): Optimizer {
    const { stage } = this;
    return stage.optimizer(laneAt(stage.config.lanes[lane]!, at));
  }

  step(lane: number, told: LaneStep['told'][number], parameter: number): Step {
    return stepOf(told, this.rule(lane, told.update - 1), this.called(parameter).tex, {
      digits: this.exact ? undefined : DIGITS,
    });
  }

  get #wanted(): string {
    const { stage, lanes } = this;
    const stand = lanes.map((lane) => [stage.lanes[lane]?.status === 'diverged', stage.lanes[lane]?.step]);
    return JSON.stringify([lanes, stage.at, stand, this.#asked]);
  }

  /** Whether what is on show is of another step than the one that is looked at. */
  get stale(): boolean {
    const { stage, shown } = this;
    return !stage.playing && shown.some(({ lane, at }) => stage.lanes[lane] && at !== stepOfLane(stage, lane));
  }

  /** Why there is nothing new. */
  get failure(): string {
    return this.#failure ? told(this.#failure, this.stage, this.changed) : '';
  }

  get #ready(): boolean {
    return this.lanes.every((lane) => /^(running|finished|diverged)$/.test(this.stage.lanes[lane]?.status ?? ''));
  }

  /** Another race is described. */
  forget(): void {
    this.#told = this.#seriesOf = '';
    this.series = new Map();
  }

  /** Asks for what is looked at, one thing after another: while lanes run, for the newest. */
  async tell(): Promise<void> {
    const wanted = this.#wanted;
    if (this.#busy || !this.#ready || wanted === this.#told) return;
    const { stage, lanes } = this;
    const { config } = stage;
    [this.#told, this.#busy] = [wanted, true];
    try {
      if (this.#named !== config.problem) {
        this.#names = await coordinatesOf(stage, lanes[0]!);
        this.#named = config.problem;
      }
      const chosen = await chooseParameters(stage, lanes[0]!, this.#asked); // the same of all lanes
      const steps = await Promise.all(lanes.map((lane) => askStep(stage, lane, chosen)));
      if (config === stage.config) [this.shown, this.#failure] = [steps, null];
    } catch (error) {
      const failure = failureOf(error);
      if (failure.code === 'cancelled') this.#told = '';
      else this.#failure = failure;
    }
    this.#busy = false;
    this.changed();
    void this.#tellSeries();
    if (this.#wanted !== wanted || config !== stage.config) void this.tell();
  }

  /** The same parameter over the race, while the lanes stand. */
  async #tellSeries(): Promise<void> {
    const { stage, lanes, parameter } = this;
    if (!this.curves || stage.playing || !this.#ready) return;
    const of = JSON.stringify([lanes, parameter, lanes.map((lane) => stage.whole[lane]!.step), this.exact]);
    if (of === this.#seriesOf) return;
    this.#seriesOf = of;
    const told = await Promise.all(lanes.map((lane) => askSeries(stage, lane, parameter))).catch(() => null);
    if (of !== this.#seriesOf) return;
    if (!told) {
      this.#seriesOf = '';
      return;
    }
    this.series = new Map(told.map((its, i) => [lanes[i]!, its.map((one) => this.step(lanes[i]!, one, parameter))]));
    this.changed();
  }
}
