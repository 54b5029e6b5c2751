import { Arithmetic, type Kind, type Node as NodeIn } from './claim-arithmetic.ts';

/** A number that a claim mentions: its text, and what it was. */
export interface Measured {
  text: string;
  value: number | boolean;
}

/** A lane as claims know it. */
export interface NamedLane {
  label: string | undefined;
  optimizer: string;
}

interface ScopeOf<Lane> {
  lanes: readonly Lane[];
  measured: Measured[];
}

/** Claims about lanes, of a race or of an experiment: lanes by their names, and every number that was taken from them. */
export abstract class LaneArithmetic<Lane extends NamedLane, Scope extends ScopeOf<Lane>> extends Arithmetic<Scope> {
  /** Within a condition, where columns have a meaning and lanes have none. */
  #inRow = false;

  protected named(name: string, at: number): NodeIn<Scope> {
    if (!this.#inRow) this.fail(`there is no value '${name}'`, at);
    return this.column(name, at);
  }

  protected called(name: string, at: number): NodeIn<Scope> | undefined {
    return this.#inRow ? undefined : this.function(name, at);
  }

  /** What a name stands for in a condition. */
  protected abstract column(name: string, at: number): NodeIn<Scope>;
  /** After `name(`, outside of conditions; undefined when there is no such function. */
  protected abstract function(name: string, at: number): NodeIn<Scope> | undefined;

  /** An expression in which columns have a meaning. */
  protected perRow(kind: Kind): NodeIn<Scope> {
    this.#inRow = true;
    const node = this.need(kind === 'truth' ? this.claimed() : this.sum(), kind);
    this.#inRow = false;
    return node;
  }

  protected lane(): (scope: Scope) => Lane {
    const at = this.at();
    const name = this.word('a lane');
    return ({ lanes }) => {
      const labelled = lanes.filter(({ label }) => label === name);
      const found =
        labelled.length > 0 ? labelled : lanes.filter((lane, i) => lane.optimizer === name || `${i}` === name);
      if (found.length === 0) this.fail(`there is no lane '${name}'`, at);
      if (found.length > 1) this.fail(`several lanes are '${name}'`, at);
      return found[0]!;
    };
  }

  protected measured(kind: Kind, at: number, value: (scope: Scope) => number | boolean): NodeIn<Scope> {
    const text = this.since(at);
    return {
      kind,
      at,
      value: (scope) => {
        const known = scope.measured.find((it) => it.text === text);
        const it = known ?? { text, value: value(scope) };
        if (!known) scope.measured.push(it);
        return it.value;
      },
    };
  }
}
