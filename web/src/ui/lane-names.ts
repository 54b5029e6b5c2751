import type { Field, Value } from '../core/catalog.ts';
import type { LaneConfig } from '../core/config.ts';
import { sameValue } from '../core/value.ts';
import { plain } from './format.ts';
import type { Stage } from './stage.ts';

const MAX_MARKS = 2;

const say = (value: Value | undefined): string =>
  typeof value === 'number' ? plain(value) : Array.isArray(value) ? value.map(plain).join(', ') : String(value);

const mark = ({ id }: Field, value: Value | undefined): string =>
  value === true ? id : value === false ? `no ${id}` : `${id} ${say(value)}`;

/** A lane's name in its two parts: the optimizer's, and what sets this lane apart. */
export interface LaneName {
  name: string;
  marks: string;
}

/**
 * A name for every lane: its optimizer's, with what was set otherwise than by default, since SGD with momentum is another rule
 * than SGD, and with what sets it apart from others of its kind.
 */
export function laneNameParts(stage: Stage): LaneName[] {
  const { lanes } = stage.config;
  const named = lanes.map((lane): LaneName => {
    const optimizer = stage.optimizer(lane);
    const twins = lanes.filter((other) => other.optimizer === lane.optimizer);
    // The first field has its own control beside the name.
    const matters = (field: Field, index: number): boolean =>
      (index > 0 && !sameValue(lane[field.id] as Value, field.default)) || differs(field, lane, twins);
    const marks = optimizer.fields.filter(matters).slice(0, MAX_MARKS);
    return { name: optimizer.name, marks: marks.map((field) => mark(field, lane[field.id])).join(', ') };
  });
  const whole = named.map(joined);
  return named.map(({ name, marks }, index) => {
    const same = whole.slice(0, index).filter((other) => other === whole[index]).length;
    const twice = whole.filter((other) => other === whole[index]).length > 1;
    return { name, marks: twice ? `${marks} #${same + 1}`.trim() : marks };
  });
}

export const laneNames = (stage: Stage): string[] => laneNameParts(stage).map(joined);

const joined = ({ name, marks }: LaneName): string => (marks ? `${name} ${marks}` : name);

const differs = ({ id }: Field, lane: LaneConfig, twins: readonly LaneConfig[]): boolean =>
  twins.some((other) => !sameValue(other[id] as Value, lane[id] as Value));
