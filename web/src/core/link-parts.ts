import type { Field } from './catalog.ts';
import { withCommas } from './link-repair.ts';
import { decoded } from './link-values.ts';

/** A link is parts between &, and a part is an id and settings between commas. Neither sign ends a text in which it can mean nothing else. */

export type Fields = readonly Field[];
type Known = Pick<Field, 'id' | 'kind'> & Partial<Field>;

/** What stands before and after the first `=`; without one, the value is empty. */
export function cut(entry: string): [name: string, value: string] {
  const at = entry.indexOf('=');
  const name = at < 0 ? entry : entry.slice(0, at);
  return [(decoded(name) ?? name).replace(/^[\s+]+/, ''), at < 0 ? '' : entry.slice(at + 1)];
}

/** A lane may have a name beside its fields. */
const NAME: Known = { id: 'name', kind: 'text' };
const fieldOf = (fields: Fields, name: string): Known | undefined =>
  name === NAME.id ? NAME : fields.find(({ id }) => id === name);

/** Whether a piece between commas begins a setting: `f=x` does, and `y==2` of a formula does not. */
const begins = (piece: string): boolean => /^[\w%]+=(?!=)/.test(piece);

/** Whether a piece belongs to the value before it, which then has a comma. */
function goesOn(piece: string, kind: Field['kind'] | undefined, fields: Fields): boolean {
  if (kind === undefined || begins(piece) || fieldOf(fields, piece)) return false;
  return kind === 'text' || (/^(real|integer|vector)$/.test(kind) && /^[+-]?[\d.]/.test(piece));
}

/** The settings that follow a part's id, as they are written. */
export function settingsOf(
  pieces: string[],
  fields: Fields,
): { name: string; raw: string; field: Known | undefined }[] {
  const settings: ReturnType<typeof settingsOf> = [];
  for (const piece of pieces) {
    const last = settings.at(-1);
    if (last && goesOn(piece, last.field?.kind, fields)) last.raw += `,${piece}`;
    else {
      const [name, raw] = cut(piece);
      settings.push({ name, raw, field: fieldOf(fields, name) });
    }
  }
  return settings;
}

/**
 * What stands between the `;` of a lane, its own settings first; between %3B too, where the value before it is no text. In a text `;`
 * begins a change only where one goes on as changes do.
 */
export function phasesIn(raw: string, fieldsOf: (head: string) => Fields): string[] {
  const phases: string[] = [];
  let [begin, from] = [0, 0]; // of the phase, and of the piece between commas
  let fields: Fields = [];
  let isText = false;
  for (const { 0: sign, index } of raw.matchAll(/[;,]|%(?:25)*3B/gi)) {
    const piece = raw.slice(from, index);
    if (from === 0) fields = fieldsOf(piece);
    else if (begins(piece)) isText = fieldOf(fields, cut(piece)[0])?.kind === 'text';
    from = index + sign.length;
    if (sign === ',' || (isText && !(sign === ';' && /^\d+,\w+=/.test(raw.slice(from, from + 60))))) continue;
    phases.push(raw.slice(begin, index));
    [begin, isText] = [from, false];
  }
  return [...phases, raw.slice(begin)];
}

const ENCODED = /^([a-z]\w*)%(?:25)*3D/i;

/** The parts of a link: between &, and between %26 too where the value before it is no text. */
export function partsOf(hash: string, fieldsOf: (part: string) => Fields): string[] {
  if (!/%(25)*26/.test(hash)) return hash.split('&');
  const parts: string[] = [];
  let [begin, from] = [0, 0]; // of the part, and of the piece between commas
  let fields: Fields = [];
  let isText = false;
  for (const { 0: sign, index } of hash.matchAll(/[&,]|%(?:25)*26/g)) {
    const piece = hash.slice(from, index);
    if (from === begin) [fields, isText] = [fieldsOf(piece), false];
    else if (begins(piece)) isText = fieldOf(fields, cut(piece)[0])?.kind === 'text';
    if (sign === ',') from = index + 1;
    else if (sign === '&' || !isText) {
      parts.push(hash.slice(begin, index));
      begin = from = index + sign.length;
    }
  }
  parts.push(hash.slice(begin));
  return parts.map((part) => (ENCODED.test(part) ? withCommas(part.replace(ENCODED, '$1=')) : part));
}
