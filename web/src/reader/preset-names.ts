import type { Catalog } from '../core/catalog.ts';
import type { Config, LaneConfig } from '../core/config.ts';
import { withName } from '../core/lane-name.ts';
import { namesIn, type Preset, type PresetRace } from '../core/preset.ts';
import { laneNames, nameLane } from './lane-names.ts';

const settings = (lane: LaneConfig): string => JSON.stringify(withName(lane, ''));

/** Calls the lanes that are as the preset has them (`its`) by its names, in whatever order and company. */
export function nameLanes(lanes: readonly LaneConfig[], preset: PresetRace, its: readonly LaneConfig[]): void {
  const own = its.map(settings);
  const names = namesIn(preset);
  for (const [i, lane] of lanes.entries()) {
    const said = settings(lane);
    const name = names[own[i] === said ? i : own.indexOf(said)];
    if (name) nameLane(lane, name);
  }
}

/** The names of a preset's lanes, for reading. `config`: the preset's. */
export function laneLabels(preset: Preset, config: Config, catalog: Catalog): string[] {
  nameLanes(config.lanes, preset, config.lanes);
  return laneNames({ config, catalog });
}
