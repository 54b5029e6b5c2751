import conventionsJson from '../../conventions.json';
import type { Field, Optimizer, Text, Value } from '../core/catalog.ts';
import type { LaneConfig } from '../core/config.ts';
import { copied, sameValue } from '../core/value.ts';

/** How a framework, a paper or a published mistake sets a rule's switches: web/conventions.json. */
export interface Convention {
  id: string;
  name: Text;
  doc: Text;
  url?: string;
  /** Published, and wrong. */
  mistake?: boolean;
  /** By optimizer: what it sets otherwise than by default. */
  of: Record<string, Record<string, Value>>;
}

const all = conventionsJson as unknown as readonly Convention[];

/** The conventions for an optimizer, in the order of the file. */
export const conventionsOf = ({ id }: Optimizer, among = all): Convention[] =>
  among.filter((convention) => Object.hasOwn(convention.of, id));

/** The fields in which an optimizer's conventions differ. */
const contested = (optimizer: Optimizer, among: readonly Convention[]): Field[] =>
  optimizer.fields.filter(({ id }) =>
    conventionsOf(optimizer, among).some((convention) => Object.hasOwn(convention.of[optimizer.id]!, id)),
  );

/** The lane with everything that is a matter of convention set to this one. `rate`: with its own default rate too. */
export function withConvention(
  lane: LaneConfig,
  optimizer: Optimizer,
  convention: Convention,
  rate: boolean,
  among = all,
): LaneConfig {
  const sets = convention.of[optimizer.id] ?? {};
  const fields = contested(optimizer, among).filter((field) => rate || field !== optimizer.fields[0]);
  return { ...lane, ...Object.fromEntries(fields.map(({ id, default: own }) => [id, copied(sets[id] ?? own)])) };
}

/** Whether the lane follows the convention, at whatever rate. */
export function follows(lane: LaneConfig, optimizer: Optimizer, convention: Convention, among = all): boolean {
  const there = withConvention(lane, optimizer, convention, false, among);
  return Object.keys(there).every((id) => sameValue(there[id] as Value, lane[id] as Value));
}

/** Other values of a field worth a comparison: of a switch the opposite, of a number what conventions set it to. */
export function alternatives(field: Field, value: Value, optimizer: Optimizer, among = all): Value[] {
  if (field.group !== undefined || field === optimizer.fields[0]) return [];
  if (field.kind === 'boolean') return [!value];
  const set = conventionsOf(optimizer, among).flatMap((convention) => convention.of[optimizer.id]![field.id] ?? []);
  if (set.length === 0) return [];
  const others = [field.default, ...set].filter((other) => !sameValue(other, value));
  return [...new Set(others)];
}
