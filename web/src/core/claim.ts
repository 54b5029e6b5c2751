import type { Kind, Node as NodeIn } from './claim-arithmetic.ts';
import { LaneArithmetic, type Measured, type NamedLane } from './claim-lanes.ts';
import type { Trace } from './trace.ts';

/**
 * What a race is said to show, as a text that can be checked: `steps(adagrad, loss < 1e-6) > 10 * steps(rmsprop, loss < 1e-6)`.
 *
 *   claim       both { 'or' both }
 *   both        compared { 'and' compared }
 *   compared    sum { ('<' '<=' '>' '>=' '=' '!=') sum [ '±' sum [ '%' ] ] }        1 < x < 2 is 1 < x and x < 2
 *   sum         product { ('+' '-') product }
 *   product     sign { ('*' '/') sign }
 *   sign        [ '-' ] power              power   atom [ '^' sign ]
 *   atom        number, never (∞), '(' claim ')', abs sqrt log10 '(' sum ')', or one of:
 *
 *   final(lane).column           the column in the lane's last row; start(lane).column in its first
 *   at(lane, step).column        the column after so many steps
 *   steps(lane, condition)       the first step at which the condition holds; ∞ when at none
 *   max(lane, sum, last 100)     the largest over the last hundred steps, or without that over all; min and mean likewise
 *   diverged(lane)               the loss or the gradient was no longer finite
 *
 * What is checked is a trace with a row for every step. A lane is its label, else its optimizer's id where only one has it, or its number from 0. In a condition or a sum over rows, a
 * column stands for its value in the row: step, loss, gradNorm, x0, x1, accuracy and so on.
 */

/** What a claim is checked against. */
export interface ClaimLane extends NamedLane {
  trace: Trace;
  diverged: boolean;
}

export type { Measured } from './claim-lanes.ts';
export { ClaimError } from './claim-text.ts';

interface Scope {
  lanes: readonly ClaimLane[];
  measured: Measured[];
  /** The row that columns are read from, inside a condition. */
  row?: { trace: Trace; index: number };
}

type Node = NodeIn<Scope>;

const ROWS = ['final', 'start', 'at'];
const OVER: Record<string, (values: Float64Array) => number> = {
  max: (values) => values.reduce((a, b) => (b > a || Number.isNaN(b) ? b : a), Number.NEGATIVE_INFINITY),
  min: (values) => values.reduce((a, b) => (b < a || Number.isNaN(b) ? b : a), Number.POSITIVE_INFINITY),
  mean: (values) => values.reduce((a, b) => a + b, 0) / values.length,
};

/** A claim, read once and checked against any number of races. */
export interface Claim {
  check(lanes: readonly ClaimLane[]): { holds: boolean; value: number | boolean; measured: Measured[] };
}

/** Reads a claim, or a number of a race in the same language. Throws a ClaimError where it makes no sense. */
export function parseClaim(claim: string, kind: Kind = 'truth'): Claim {
  const root = new Parser(claim).parse(kind);
  return {
    check(lanes) {
      const measured: Measured[] = [];
      const value = root.value({ lanes, measured });
      return { holds: value === true, value, measured };
    },
  };
}

/** What names and functions mean: lanes and their rows. */
class Parser extends LaneArithmetic<ClaimLane, Scope> {
  protected function(name: string, at: number): Node | undefined {
    if (ROWS.includes(name)) return this.row(name, at);
    if (Object.hasOwn(OVER, name)) return this.over(OVER[name]!, at);
    if (name === 'steps') return this.steps(at);
    if (name !== 'diverged') return undefined;
    const lane = this.lane();
    this.expect(')');
    return this.measured('truth', at, (scope) => lane(scope).diverged);
  }

  private row(name: string, at: number): Node {
    const lane = this.lane();
    let step: Node | undefined;
    if (name === 'at') {
      this.expect(',');
      step = this.need(this.sum(), 'number');
    }
    this.expect(')');
    this.expect('.');
    const place = this.at();
    const column = this.column(this.word('a column'), place);
    return this.measured('number', at, (scope) => {
      const { trace } = lane(scope);
      const index = step ? trace.indexOfStep(step.value(scope) as number) : name === 'start' ? 0 : trace.length - 1;
      return column.value({ ...scope, row: { trace, index } }) as number;
    });
  }

  private steps(at: number): Node {
    const [lane, condition] = [this.lane(), this.overRows('truth')];
    this.expect(')');
    return this.measured('number', at, (scope) => {
      const { trace } = lane(scope);
      for (let index = 0; index < trace.length; index++) {
        if (condition.value({ ...scope, row: { trace, index } })) return trace.column('step')[index]!;
      }
      return Number.POSITIVE_INFINITY;
    });
  }

  private over(how: (values: Float64Array) => number, at: number): Node {
    const [lane, sum] = [this.lane(), this.overRows('number')];
    let last = Number.POSITIVE_INFINITY;
    if (this.take(',')) {
      this.expect('last');
      last = this.number() ?? this.fail('a number is missing');
    }
    this.expect(')');
    return this.measured('number', at, (scope) => {
      const { trace } = lane(scope);
      const from = Math.max(0, trace.length - last);
      const value = (_: unknown, i: number) => sum.value({ ...scope, row: { trace, index: from + i } }) as number;
      return how(Float64Array.from({ length: trace.length - from }, value));
    });
  }

  /** `, expression` over the rows of a lane. */
  private overRows(kind: Kind): Node {
    this.expect(',');
    return this.perRow(kind);
  }

  protected column(name: string, at: number): Node {
    return {
      kind: 'number',
      at,
      value: ({ row }) => {
        if (!row?.trace.columns.includes(name)) this.fail(`there is no column '${name}'`, at);
        return row.trace.column(name)[row.index] ?? Number.NaN;
      },
    };
  }
}
