import type { Catalog } from '../core/catalog.ts';
import type { Config, LaneConfig } from '../core/config.ts';
import { withName } from '../core/lane-name.ts';
import { configOf, namesIn, type Preset } from '../core/preset.ts';
import { laneNames, nameLane } from './lane-names.ts';

const settings = (lane: LaneConfig): string => JSON.stringify(withName(lane, ''));

/** Calls the lanes that are as the preset has them by its names, in whatever order and company. */
export function nameLanes(lanes: readonly LaneConfig[], preset: Preset, catalog: Catalog): void {
  const own = configOf(preset, catalog).lanes.map(settings);
  const names = namesIn(preset);
  for (const [i, lane] of lanes.entries()) {
    const its = settings(lane);
    const name = names[own[i] === its ? i : own.indexOf(its)];
    if (name) nameLane(lane, name);
  }
}

/** The names of a preset's lanes, for reading. */
export function laneLabels(preset: Preset, config: Config, catalog: Catalog): string[] {
  nameLanes(config.lanes, preset, catalog);
  return laneNames({ config, catalog });
}
