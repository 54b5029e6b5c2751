import { optimizerOf } from '../core/catalog.ts';
import type { LaneView } from '../engine/race.ts';
import { endingOf } from '../run/ending.ts';
import { sayEnding } from '../run/ending-text.ts';
import { num } from '../toolkit/format.ts';
import { lang } from '../toolkit/i18n.ts';
import { plainSymbol } from '../toolkit/symbol.ts';
import { keepReason } from './lane-status.ts';
import type { Stage } from './stage.ts';

const writing = {
  num: (value: number): string => num(value, 3),
  name: ({ id, symbol }: { id: string; symbol: string }): string => (symbol ? plainSymbol(symbol) : id),
};

const asked = new WeakMap<LaneView, string>();

/** Finds out why lanes diverged, each once. */
export async function findEndings(stage: Stage): Promise<void> {
  const { race } = stage;
  for (const [index, lane] of race.lanes.entries()) {
    const { status, step, hashes } = lane;
    if (status !== 'diverged' || !hashes) continue;
    const end = `${hashes.initial} ${step}`;
    if (asked.get(lane) === end) continue;
    asked.set(lane, end);
    try {
      const { host, spec, useData } = await race.queries.made(index);
      const optimizer = optimizerOf(stage.catalog, spec.lane.optimizer)!;
      const ending = await endingOf({ host, spec, useData, optimizer, step, initial: hashes.initial });
      if (!ending) continue;
      keepReason(lane, step, () => sayEnding(ending, writing)[lang()]);
      stage.emit('numbers', undefined);
    } catch {
      // A host that has gone, or a race that is no more: nothing is said.
    }
  }
}
