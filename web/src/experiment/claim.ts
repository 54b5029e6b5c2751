import type { Kind, Node as NodeIn } from '../core/claim-arithmetic.ts';
import { LaneArithmetic, type Measured, type NamedLane } from '../core/claim-lanes.ts';
import {
  type Between,
  between,
  drawnSeeds,
  type LaneRuns,
  type Runs,
  runsIn,
  settingOf,
  statistic,
  widestRange,
} from './claimed.ts';
import { grouped } from './grouped.ts';
import type { Line } from './line.ts';
import type { Sliced } from './resample.ts';
import { isMeasure, isShare, type Measure } from './sample.ts';

/**
 * What an experiment is said to show: `ahead(adam, rmsprop).accuracy and median(adam).accuracy > 0.9`. Truth and arithmetic are as in the claims of
 * races (core/claim.ts). A column is what runs end at: `loss`, or what tests tell, `testLoss`, `accuracy` and `trainAccuracy`.
 *
 *   median(lane).column          of the lane's runs; iqm, the interquartile mean, and spread, how far apart the quartiles are, likewise
 *   runs(lane)                   how many there are; diverged(lane): how many diverged
 *   best(lane, column).name      in the cell with the best median: a setting, or that median; of a tuned lane, what was chosen for it
 *   width(lane, condition)       of the widest range of neighbouring values at which half of the runs or more end so: in decades where the axis has them
 *   probability(a, b).column     that a run of a ends better than one of b
 *   difference(a, b).column      the median of a − b over the seeds
 *   apart(a, b).column           whether a is shown to be better: whatever the seed; ahead: seed by seed alone; undecided: neither of them
 *   seeds(a, b).column           from how many of the seeds on, in the order in which they are drawn, a is shown to be better, apart or ahead; ∞ when with none
 *
 * As a last argument each takes a condition on the runs that count: `median(rmsprop, lr < 0.001).accuracy`, `runs(adam, accuracy > 0.9)`. Settings have a
 * meaning in it, and in that of runs, diverged and width also how a run ends. `first 10` stands for the first seeds that are drawn.
 */

/** A lane of an experiment. */
interface ClaimedLane extends NamedLane {
  index: number;
}

interface Scope {
  lanes: readonly ClaimedLane[];
  measured: Measured[];
  runs: Runs;
  /** What takes long, computed before all else. */
  compared: Map<string, Between>;
  /** The run that names are read from, inside a condition. */
  run?: { line: Line; lane: ClaimedLane };
}

type Node = NodeIn<Scope>;
/** Two lanes that are to be compared. */
interface Asked {
  key: string;
  pair: readonly [LaneRuns, LaneRuns];
  measure: Measure;
}
/** Which of a lane's runs count. */
type Chosen = (scope: Scope, lane: ClaimedLane) => Line[];

const OF_ONE = ['median', 'iqm', 'spread'] as const;
const OF_TWO: Readonly<Record<string, { kind: Kind; of(between: Between): number | boolean }>> = {
  probability: { kind: 'number', of: ({ probability }) => probability },
  difference: { kind: 'number', of: ({ difference }) => difference },
  apart: { kind: 'truth', of: ({ verdict, leads }) => verdict === 'apart' && leads },
  ahead: { kind: 'truth', of: ({ verdict, leads }) => verdict === 'ahead' && leads },
  undecided: { kind: 'truth', of: ({ verdict }) => verdict === 'undecided' },
};

/** A claim, read once and checked against any number of experiments. */
export interface ExperimentClaim {
  /** `labels`: of the lanes, where they have some. */
  check(
    runs: Runs,
    labels?: readonly string[],
  ): Sliced<{ holds: boolean; value: number | boolean; measured: Measured[] }>;
}

/** Reads a claim, or a number of an experiment in the same language. Throws a ClaimError where it makes no sense. */
export function parseExperimentClaim(claim: string, kind: Kind = 'truth'): ExperimentClaim {
  const parser = new Parser(claim);
  const root = parser.parse(kind);
  return {
    *check(runs, labels) {
      const lanes = runs.experiment.config.lanes.map(({ optimizer }, index) => ({
        optimizer,
        index,
        label: labels?.[index],
      }));
      const scope: Scope = { lanes, measured: [], runs, compared: new Map() };
      for (const asked of parser.asked)
        for (const { key, pair, measure } of asked(scope)) scope.compared.set(key, yield* between(runs, pair, measure));
      const value = root.value(scope);
      return { holds: value === true, value, measured: scope.measured };
    },
  };
}

class Parser extends LaneArithmetic<ClaimedLane, Scope> {
  readonly asked: ((scope: Scope) => Asked[])[] = [];
  /** In the condition that is read, how a run ends has a meaning. */
  #byEnd = false;

  protected function(name: string, at: number): Node | undefined {
    const one = OF_ONE.find((it) => it === name);
    if (one) return this.ofOne(one, at);
    const two = Object.hasOwn(OF_TWO, name) ? OF_TWO[name] : undefined;
    if (two) return this.ofTwo(two, at);
    if (name === 'runs') return this.count(() => true, at);
    if (name === 'diverged') return this.count(({ status }) => status === 'diverged', at);
    if (name === 'best') return this.best(at);
    if (name === 'width') return this.width(at);
    return name === 'seeds' ? this.seeds(at) : undefined;
  }

  private ofOne(name: (typeof OF_ONE)[number], at: number): Node {
    const lane = this.lane();
    const chosen = this.chosen(false);
    const measure = this.measure();
    return this.measured('number', at, (scope) => statistic(name, chosen(scope, lane(scope)), measure));
  }

  private count(which: (line: Line) => boolean, at: number): Node {
    const lane = this.lane();
    const chosen = this.chosen(true);
    return this.measured('number', at, (scope) => chosen(scope, lane(scope)).filter(which).length);
  }

  private best(at: number): Node {
    const lane = this.lane();
    this.expect(',');
    const measure = this.end();
    const chosen = this.chosen(false);
    this.expect('.');
    const place = this.at();
    const name = this.word('a setting');
    return this.measured('number', at, (scope) => {
      const own = lane(scope);
      const cells = grouped(chosen(scope, own), ({ cell }) => cell);
      const medians = [...cells.values()].map((lines) => ({ lines, value: statistic('median', lines, measure) }));
      const better = (a: number, b: number): boolean => (isShare(measure) ? a > b : a < b);
      const [first] = medians;
      if (!first) return this.fail('no run counts', at);
      const best = medians.reduce((a, b) => (better(b.value, a.value) ? b : a), first);
      return name === measure ? best.value : this.setting(name, place, scope.runs, best.lines[0]!, own);
    });
  }

  private width(at: number): Node {
    const lane = this.lane();
    this.expect(',');
    const chosen = this.condition(true);
    this.expect(')');
    return this.measured('number', at, (scope) => {
      const own = lane(scope);
      const good = chosen(scope, own);
      return widestRange(scope.runs, own.index, good) ?? this.fail('one axis alone has a width', at);
    });
  }

  private ofTwo({ kind, of }: (typeof OF_TWO)[string], at: number): Node {
    const two = this.two();
    this.asked.push((scope) => [{ key: `${at}`, ...two(scope) }]);
    return this.measured(kind, at, ({ compared }) => of(compared.get(`${at}`)!));
  }

  private seeds(at: number): Node {
    const two = this.two();
    const counts = ({ runs }: Scope): number[] => [...drawnSeeds(runs).keys()].slice(1).map((i) => i + 1);
    this.asked.push((scope) => {
      const { pair, measure } = two(scope);
      const seeds = drawnSeeds(scope.runs);
      return counts(scope).map((count) => {
        const drawn = new Set(seeds.slice(0, count));
        const of = ({ lane, all }: LaneRuns) => ({ lane, all: all.filter(({ seed }) => drawn.has(seed)) });
        return { key: `${at} ${count}`, pair: [of(pair[0]), of(pair[1])], measure };
      });
    });
    return this.measured('number', at, (scope) => {
      const shown = ({ verdict, leads }: Between): boolean => verdict !== 'undecided' && leads;
      const all = counts(scope);
      const last = all.findLastIndex((count) => !shown(scope.compared.get(`${at} ${count}`)!));
      return all[last + 1] ?? Number.POSITIVE_INFINITY;
    });
  }

  /** `a, b …).column` */
  private two(): (scope: Scope) => Omit<Asked, 'key'> {
    const a = this.lane();
    this.expect(',');
    const b = this.lane();
    const chosen = this.chosen(false);
    const measure = this.measure();
    const of = (scope: Scope, lane: ClaimedLane) => ({ lane: lane.index, all: chosen(scope, lane) });
    return (scope) => ({ pair: [of(scope, a(scope)), of(scope, b(scope))], measure });
  }

  /** What may stand last, and the closing bracket. */
  private chosen(ends: boolean): Chosen {
    let chosen: Chosen = (scope, { index }) => runsIn(scope.runs, index);
    if (this.take(',')) chosen = this.condition(ends);
    this.expect(')');
    return chosen;
  }

  private condition(ends: boolean): Chosen {
    if (this.take('first')) {
      const count = this.number() ?? this.fail('a number is missing');
      return ({ runs }, { index }) => {
        const drawn = new Set(drawnSeeds(runs).slice(0, count));
        return runsIn(runs, index).filter(({ seed }) => drawn.has(seed));
      };
    }
    this.#byEnd = ends;
    const node = this.perRow('truth');
    return (scope, lane) =>
      runsIn(scope.runs, lane.index).filter((line) => node.value({ ...scope, run: { line, lane } }) === true);
  }

  private end(): Measure {
    const at = this.at();
    const name = this.word('a column');
    return isMeasure(name) ? name : this.fail(`runs end at no '${name}'`, at);
  }

  private measure(): Measure {
    this.expect('.');
    return this.end();
  }

  protected column(name: string, at: number): Node {
    const ends = this.#byEnd && isMeasure(name);
    return {
      kind: 'number',
      at,
      value: ({ run, runs }) =>
        ends ? statistic('median', [run!.line], name as Measure) : this.setting(name, at, runs, run!.line, run!.lane),
    };
  }

  private setting(name: string, at: number, runs: Runs, line: Line, { index }: ClaimedLane): number {
    return settingOf(runs, index, line, name) ?? this.fail(`there is no setting '${name}'`, at);
  }
}
