import { type Catalog, optimizerOf, problemOf } from './catalog.ts';
import { cut, type Fields, partsOf, phasesIn, settingsOf } from './link-parts.ts';
import { AFTER_VALUE, cutEnd } from './link-repair.ts';
import { decoded, type Reading, readLook, readValue, toNumber } from './link-values.ts';
import { type Notice, Notices, quoted } from './notices.ts';
import { NUMBERS, VIEW_KEYS } from './view-state.ts';

/** Objects from links have no prototype: `__proto__` is then a name like any other. */
type Bag = Record<string, unknown>;
const emptyBag = (): Bag => Object.create(null);

const CHECKSUM = /^[0-9a-f]{16}$/;

/** What mail programs, social sites and those who count visitors put behind an address, and what a frame is told beside its race. */
const FOREIGN = new RegExp(
  [
    '[a-z0-9]_[a-z0-9]|^_{1,2}[a-z]{1,3}(_|$)|cl(ic)?k?id$|^[gw]braid$|^(igsh|share|ref|trk|tracking|wt\\.|hsCta|isappinstalled)',
    '^(src|source|from|via|si|feature|spm|scm|cid|cmp(id)?|campaign|mibextid|scene|timestamp|chksm|nsukey|epik|em[cd]i|rcm|xmt)$',
    '^(controls|toolbar|lang|autoplay|theme)$',
  ].join('|'),
  'i',
);

function put(bag: Bag, name: string, read: Reading, raw: string, at: string, notices: Notices): void {
  const { value, as, unclear } = read;
  if (unclear) notices.add('wrong-type', at, `${quoted(raw)} ${unclear}`);
  else if (value === undefined)
    notices.add('bad-escape', at, `${quoted(raw)} is not percent-encoded text: a % itself is written %25`);
  else {
    if (as) notices.add('read-as', at, as);
    if (name in bag) notices.add('repeated-field', at, `is given twice; ${quoted(raw)} is used`);
    bag[name] = value;
  }
}

/** The id that begins a part; of a known one without the end of the sentence that it stood in. */
function idOf(head: string, isKnown: (id: string) => boolean): string {
  const id = decoded(head) ?? head;
  const alone = cutEnd(id, AFTER_VALUE);
  return isKnown(alone) ? alone : id;
}

/** The settings that follow a part's head, put into `bag`. */
function readSettings(bag: Bag, pieces: string[], key: string, fields: Fields, at: string, notices: Notices): Bag {
  for (const { name, raw, field } of settingsOf(pieces, fields)) {
    if (name === key) notices.add('unknown-field', `${at}.${name}`, 'there is no such field');
    else put(bag, name, readValue(raw, field), raw, `${at}.${name}`, notices);
  }
  return bag;
}

type FieldsOf = (id: string) => Fields | undefined;

/** `ID,FIELD=VALUE,…` as an object with the id under `key`. */
function readPart(raw: string, key: string, entryOf: FieldsOf, at: string, notices: Notices): Bag {
  const [head = '', ...pieces] = raw.split(',');
  const id = idOf(head, (id) => entryOf(id) !== undefined);
  const bag = readSettings(emptyBag(), pieces, key, entryOf(id) ?? [], at, notices);
  bag[key] = id;
  return bag;
}

const FRESH: Fields[number] = { id: 'fresh', kind: 'boolean', name: { en: '', zh: '' }, symbol: '', default: false };

/** `STEP,FIELD=VALUE,…`, `o=` for another optimizer, where `optimizer` goes on until then. */
function readChange(raw: string, optimizer: string, fieldsOf: FieldsOf, at: string, notices: Notices): Bag {
  const [head = '', ...pieces] = raw.split(',');
  const other = pieces.findLast((piece) => piece.startsWith('o='));
  const id = other === undefined ? optimizer : idOf(other.slice(2), (id) => fieldsOf(id) !== undefined);
  const bag = emptyBag();
  bag.at = toNumber(cutEnd(decoded(head) ?? head, AFTER_VALUE));
  notices.step = typeof bag.at === 'number' ? bag.at : undefined;
  if (other !== undefined) bag.optimizer = id;
  const settings = pieces.filter((piece) => piece !== other).map((piece) => (piece === 'fresh' ? 'fresh=1' : piece));
  return readSettings(bag, settings, 'at', [...(fieldsOf(id) ?? []), FRESH], at, notices);
}

/** A lane, and after each `;` what it changes later on. */
function readLane(raw: string, fieldsOf: FieldsOf, at: string, notices: Notices): Bag {
  const [own = '', ...later] = phasesIn(raw, (id) => fieldsOf(id) ?? []);
  const bag = readPart(own, 'optimizer', fieldsOf, at, notices);
  let last = bag.optimizer as string;
  const changes = later
    .filter((phase) => phase.trim() !== '')
    .map((phase, i) => {
      const change = readChange(phase, last, fieldsOf, `${at}.changes.${i}`, notices);
      last = (change.optimizer as string | undefined) ?? last;
      return change;
    });
  notices.step = undefined;
  if (changes.length > 0) bag.changes = changes;
  return bag;
}

/** What follows a link's `#`, as an object for normalize(), and what could not be read. The caller bounds its length. */
export function readHash(hash: string, catalog: Catalog): { input: Bag; notices: Notice[]; checksum?: string } {
  const notices = new Notices();
  const input = emptyBag();
  let checksum: string | undefined;
  const lanes: unknown[] = [];
  const view = emptyBag();
  const problemFields = (id: string) => problemOf(catalog, id)?.fields;
  const laneFields = (id: string) => optimizerOf(catalog, id)?.fields;
  const fieldsOf = (part: string): Fields => {
    const [key, id] = cut(part);
    return (key === 'p' ? problemFields(id) : key === 'o' ? laneFields(id) : undefined) ?? [];
  };
  for (const entry of partsOf(hash, fieldsOf)) {
    const [name, raw] = cut(entry);
    if (name === '') continue;
    const field = catalog.race.find(({ id }) => id === name);
    const viewed = VIEW_KEYS.get(name);
    if (name === 'o') lanes.push(readLane(raw, laneFields, `lanes.${lanes.length}`, notices));
    else if (name === 'p')
      put(input, 'problem', { value: readPart(raw, 'id', problemFields, 'problem', notices) }, raw, 'problem', notices);
    else if (name === 'checksum') {
      // No part of the config: what the author's race came to.
      if (CHECKSUM.test(raw)) checksum = raw;
      else notices.add('wrong-type', name, 'must be 16 hexadecimal digits');
    } else if (name === 'problem' || name === 'lanes') notices.add('unknown-field', name, 'there is no such field');
    else if (viewed) put(view, viewed, readLook(raw, NUMBERS[viewed]), raw, `view.${viewed}`, notices);
    else if (name === 'v') put(input, name, { value: toNumber(raw) }, raw, name, notices);
    else if (field) put(input, name, readValue(raw, field), raw, name, notices);
    else if (entry.includes('=') && !raw.startsWith('=') && FOREIGN.test(name))
      notices.add('ignored', name, 'is not part of a race and was ignored');
    else if (!entry.includes('='))
      notices.add('unknown-field', name, 'there is no such field; in a text, & is written %26');
    else put(input, name, { value: decoded(raw) ?? undefined }, raw, name, notices);
  }
  if (lanes.length > 0) input.lanes = lanes;
  if (Object.keys(view).length > 0) input.view = view;
  return { input, notices: notices.all(), checksum };
}
