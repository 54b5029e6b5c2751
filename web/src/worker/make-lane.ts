import type { Failure, LaneSpec, ModuleLane, SidestepModule } from '../core/module.ts';
import { wanted } from './source.ts';

/** A lane in a module. What makes one that changes on the way comes with the first of them. */
export async function makeLane(module: SidestepModule, spec: LaneSpec): Promise<ModuleLane | Failure> {
  if (!spec.changes) return module.createLane(spec);
  const coming = wanted(import('./changing.ts'), 'the script that changes lanes cannot be loaded');
  return (await coming).changingLane(module, spec);
}

/** The module's own lane that a lane is now. */
export const ownLane = (lane: ModuleLane): ModuleLane => lane.now ?? lane;
