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

/**
 * A name for every lane: its optimizer's, with what was set otherwise than by default, since SGD with momentum is another rule
 * than SGD, and with what sets it apart from others of its kind.
 */
export function laneNames(stage: Stage): string[] {
  const { lanes } = stage.config;
  const named = lanes.map((lane) => {
    const optimizer = stage.optimizer(lane);
    const twins = lanes.filter((other) => other.optimizer === lane.optimizer);
    // The first field has its own control beside the name.
    const matters = (field: Field, index: number): boolean =>
      (index > 0 && !sameValue(lane[field.id] as Value, field.default)) || differs(field, lane, twins);
    const marks = optimizer.fields.filter(matters).slice(0, MAX_MARKS);
    return [optimizer.name, marks.map((field) => mark(field, lane[field.id])).join(', ')].filter(Boolean).join(' ');
  });
  return named.map((name, index) => {
    const same = named.slice(0, index).filter((other) => other === name).length;
    return named.filter((other) => other === name).length > 1 ? `${name} #${same + 1}` : name;
  });
}

const differs = ({ id }: Field, lane: LaneConfig, twins: readonly LaneConfig[]): boolean =>
  twins.some((other) => !sameValue(other[id] as Value, lane[id] as Value));
