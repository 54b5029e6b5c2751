import type { Value } from '../core/catalog.ts';
import { plain } from './format.ts';
import type { Stage } from './stage.ts';

const say = (value: Value | undefined): string =>
  typeof value === 'number' ? plain(value) : Array.isArray(value) ? value.map(plain).join(', ') : String(value);

/** A name for every lane: its optimizer's, and with what sets it apart when several have the same. */
export function laneNames(stage: Stage): string[] {
  const { lanes } = stage.config;
  return lanes.map((lane, index) => {
    const optimizer = stage.optimizer(lane);
    const twins = lanes.filter((other) => other.optimizer === lane.optimizer);
    if (twins.length === 1) return optimizer.name;
    const differs = optimizer.fields.filter(({ id }) => twins.some((other) => say(other[id]) !== say(lane[id])));
    const marks = differs.slice(0, 2).map(({ id }) => `${id} ${say(lane[id])}`);
    const same = lanes.slice(0, index).filter((other) => other.optimizer === lane.optimizer).length;
    return `${optimizer.name} ${marks.length > 0 ? marks.join(', ') : `#${same + 1}`}`;
  });
}
