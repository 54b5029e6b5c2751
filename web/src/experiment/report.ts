import { SidestepError } from '../core/module.ts';
import type { Settings } from './cells.ts';
import { grouped } from './grouped.ts';
import { inOrder, keyOf, type Line } from './line.ts';
import { seedsOf } from './seeds.ts';

/** The runs of one lane of a cell that are reported. */
export interface LaneLines {
  lane: number;
  optimizer: string;
  lines: readonly Line[];
}

/** One cell of an experiment: what it sets, a tuning's choices for its lanes among that, and the runs of each lane. */
export interface CellLines {
  cell: number;
  set: Settings;
  lanes: readonly LaneLines[];
}

const differ = ({ cell, lane, seed }: Line, why: string) =>
  new SidestepError({ code: 'bad-file', at: `cell ${cell}, lane ${lane}, seed ${seed}`, message: why });

/** The lines of several files as one: each run once, in the order of results. Throws where two files tell two results of a run. */
export function merged(lines: Iterable<Line>): Line[] {
  const unique = new Map<string, Line>();
  for (const line of lines) {
    const other = unique.get(keyOf(line));
    if (other && (other.checksum !== line.checksum || other.link !== line.link))
      throw differ(line, 'occurs twice, with different results: the files are of different experiments or builds');
    unique.set(keyOf(line), line);
  }
  return [...unique.values()].sort(inOrder);
}

/** The cells of merged lines. Throws where the runs of a lane are not of one setting. */
export function cellsOf(lines: readonly Line[]): CellLines[] {
  const reported = lines.filter(({ trial }) => trial === undefined);
  return [...grouped(reported, ({ cell }) => cell)].map(([cell, own]) => {
    const lanes = [...grouped(own, ({ lane }) => lane)].map(([lane, lines]) => {
      const first = lines[0]!;
      const setting = JSON.stringify(first.set);
      const other = lines.find((line) => line.optimizer !== first.optimizer || JSON.stringify(line.set) !== setting);
      if (other)
        throw differ(other, 'has other settings than the runs before it: the files are of different experiments');
      return { lane, optimizer: first.optimizer, lines };
    });
    return { cell, set: Object.assign({}, ...lanes.map(({ lines }) => lines[0]!.set)) as Settings, lanes };
  });
}

/** The seed that these were drawn from; the least one, where none of them is that. */
export function drawnFrom(lines: readonly Line[]): number {
  const seeds = [...new Set(lines.map(({ seed }) => seed))].sort((a, b) => a - b);
  const isFirst = (seed: number): boolean => {
    const all = new Set(seedsOf(seed, 2 * seeds.length));
    return seeds.every((one) => all.has(one));
  };
  return seeds.find(isFirst) ?? seeds[0] ?? 0;
}
