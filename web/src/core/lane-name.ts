import type { LaneConfig } from './config.ts';
import type { Notice } from './notices.ts';

/** What a lane's owner calls it: for people alone. It is no setting, and never reaches the core. */

/** Characters. */
export const MAX_NAME = 60;
/** Of a text, spaces around the name included, that is looked at. */
const MOST_UNITS = 1000;

/** What upsets lines of text, terminals and the direction of writing, and what nobody sees; joiners belong to scripts and emoji. */
const REFUSED = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** What is wrong with a name, or null. */
export function nameMistake(name: unknown): Pick<Notice, 'code' | 'message'> | null {
  if (typeof name !== 'string') return { code: 'wrong-type', message: 'must be a text' };
  const tooLong = { code: 'bad-length', message: `is longer than ${MAX_NAME} characters` };
  if (name.length > MOST_UNITS) return tooLong; // before anything is made of it
  if (name.search(REFUSED) >= 0) return { code: 'bad-text', message: 'must not contain control characters' };
  const { length } = [...name.trim()];
  return length > MAX_NAME ? tooLong : null;
}

/** What was typed or pasted, as a name that is valid. */
export const tidied = (text: string): string =>
  [...text.slice(0, MOST_UNITS).replace(REFUSED, ' ').replace(/\s+/g, ' ').trim()].slice(0, MAX_NAME).join('');

/** The name that a lane was given; empty where it has none. */
export const nameOf = (lane: LaneConfig): string => (typeof lane.name === 'string' ? lane.name : '');

/** A lane as output names it: a `name` only where it was given one. */
export const labelOf = (lane: LaneConfig): { optimizer: string; name?: string } => {
  const name = nameOf(lane);
  return { optimizer: lane.optimizer, ...(name && { name }) };
};

/** The lane by this name; by none when that is empty. */
export function withName({ name: _old, ...lane }: LaneConfig, name: string): LaneConfig {
  const its = name.trim();
  return (its ? { ...lane, name: its } : lane) as LaneConfig;
}
