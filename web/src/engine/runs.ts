/** A run of a race, with the lane that it is of and its place among that lane's. */
export interface RunOf<R> {
  lane: number;
  index: number;
  run: R;
}

/** Every run of these lanes, lane after lane: what is drawn of a race is drawn of each. A lane without a list of runs is its only one. */
export const runsOf = <R extends object>(lanes: readonly (R & { runs?: readonly R[] | undefined })[]): RunOf<R>[] =>
  lanes.flatMap((alone, lane) => (alone.runs ?? [alone]).map((run, index) => ({ lane, index, run })));
