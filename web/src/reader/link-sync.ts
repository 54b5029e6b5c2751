import type { Catalog } from '../core/catalog.ts';
import type { Config, Notice } from '../core/config.ts';
import { within } from '../core/limit.ts';
import { named } from '../core/trouble.ts';
import type { ViewState } from '../core/view-state.ts';
import type { Design } from '../experiment/spec.ts';
import { showAddress } from '../toolkit/address.ts';
import { lazyModule } from '../toolkit/lazy-modules.ts';
import { experiments, meansExperiment } from './design.ts';
import { changed, Strokes } from './history.ts';
import type { Stage } from './stage.ts';

const DELAY = 250;

/** What reads links: most visits begin without one. */
export const linkReader = lazyModule('share.link', () => import('../core/link.ts'));

/** Of an entry that an edit has made: how many came before it, and the lanes' swatches, by which they have their colours. */
interface Entry {
  edits: number;
  swatches: readonly number[];
}

const entry = (): Partial<Entry> => (history.state as { race?: Entry } | null)?.race ?? {};

/** Text of its own is under the caret, and not the value of a field: undoing is the browser's. */
const writing = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches('input:not([type=checkbox], [type=range]), textarea')) &&
  !target.closest('[data-field]:not([data-draft])');

/**
 * Keeps the address and the config the same: edits are written to the hash, another hash is loaded. Each edit makes an entry of the
 * browser's history (a drag makes one, typing makes one), so that Back takes it back, and so does Ctrl+Z, in a field as well: only
 * what is not the field's value yet, or cannot be, is left to the browser to undo.
 */
export function syncLink(stage: Stage, fallback: () => Config): () => void {
  const { catalog } = stage;
  const same = (): boolean => stage.link({}, null, shown) === stage.link({});
  const strokes = new Strokes(() => same() || take());
  const now = () => ({ config: stage.config, design: stage.design, swatches: stage.swatches });
  let [shown, written, timer] = [now(), '', 0];
  let travelling = false; // to another entry, which is there already
  let most = entry().edits ?? 0; // as far as Ctrl+Y goes

  const write = (how: 'pushState' | 'replaceState', edits = entry().edits ?? 0): void => {
    clearTimeout(timer);
    timer = 0;
    const race: Entry = { edits, swatches: shown.swatches };
    const link = stage.link(stage.view, null, shown);
    if (showAddress(link, { ...history.state, race }, how)) written = link; // else the next edit writes it
  };
  const take = (): void => {
    if (strokes.touched) return;
    const goesOn = strokes.continues(changed(shown, stage, catalog));
    if (goesOn || same() || travelling || !stage.edited) {
      shown = now();
      if (!stage.edited) strokes.end();
      if (goesOn) timer ||= window.setTimeout(() => write('replaceState'), DELAY);
      else write('replaceState');
      return;
    }
    write('replaceState'); // the entry that is left names what it was left with
    shown = now();
    most = (entry().edits ?? 0) + 1;
    write('pushState', most);
  };
  const load = async (): Promise<void> => {
    const { hash } = location;
    if (hash === written) return;
    clearTimeout(timer);
    timer = 0;
    strokes.end();
    if (!(await stage.modules.bring(linkReader))) return;
    const race = await readLink(hash, catalog, fallback);
    const isOne = meansExperiment(race) && (await stage.modules.bring(experiments));
    const read = isOne ? (await experiments()).readExperiment(hash, catalog, fallback) : race;
    if (isOne) await (await experiments()).Experiments.attach(stage);
    if (location.hash !== hash || hash === written) return; // another one meanwhile, or this one has come by another event
    const { config, design = null, notices, checksum, view } = read;
    const { edits, swatches } = entry();
    travelling = true;
    // An edit that is taken back keeps what was computed; another link is another race.
    if (edits !== undefined) {
      stage.edit(config, swatches ?? [], design);
      stage.look({ ...Object.fromEntries(Object.keys(stage.view).map((key) => [key, undefined])), ...view });
    } else {
      most = 0;
      stage.load(config, notices, checksum, view, undefined, design);
    }
    travelling = false;
  };
  // How it is looked at belongs to the entry that is shown.
  const look = (): void => {
    if (!travelling) timer ||= window.setTimeout(() => write('replaceState'), DELAY);
  };
  const keys = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.altKey || !(event.ctrlKey || event.metaKey)) return;
    const key = event.key.toLowerCase();
    const redo = key === 'y' || (key === 'z' && event.shiftKey);
    if ((key !== 'z' && !redo) || writing(event.target) || document.querySelector('dialog[open]')) return;
    event.preventDefault();
    if (timer) write('replaceState');
    const { edits = 0 } = entry();
    if (redo && edits < most) history.forward();
    if (!redo && edits > 0) history.back();
  };

  const follow = (): void => void load();
  window.addEventListener('popstate', follow);
  window.addEventListener('hashchange', follow);
  document.addEventListener('keydown', keys);
  const offs = [stage.on('config', take), stage.on('view', look)];
  return () => {
    window.removeEventListener('popstate', follow);
    window.removeEventListener('hashchange', follow);
    document.removeEventListener('keydown', keys);
    clearTimeout(timer);
    strokes.close();
    for (const off of offs) off();
  };
}

interface Read {
  config: Config;
  design?: Design | null;
  notices: readonly Notice[];
  checksum?: string | undefined;
  view?: ViewState | undefined;
}

/** The race of a hash; without one that can be read, the race that the page begins with. */
export async function readLink(hash: string, catalog: Catalog, fallback: () => Config): Promise<Read> {
  if (hash === '' || hash === '#') return { config: fallback(), notices: [] };
  const { parseLink } = await named('script', within(linkReader()));
  const { config, ...rest } = parseLink(hash, catalog);
  return { config: config ?? fallback(), ...rest };
}
