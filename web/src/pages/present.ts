import type { Stage } from '../reader/stage.ts';
import { showAddress } from '../toolkit/address.ts';
import { locale } from '../toolkit/i18n.ts';
import { lazyModule } from '../toolkit/lazy-modules.ts';

const presenting = lazyModule('page.present', () => import('../element/present.ts'), 'later');

/** Whether the address asks for it. */
export const isPresented = (): boolean => new URLSearchParams(location.search).get('present') === '1';

/** The address says whether the race is presented: it is the page's, and in no link of a race. */
function say(on: boolean): void {
  const url = new URL(location.href);
  if (on) url.searchParams.set('present', '1');
  else url.searchParams.delete('present');
  showAddress(url);
}

/** Shows the race alone, on the whole screen, until the reader leaves that. */
export async function presentRace(stage: Stage): Promise<void> {
  if (!(await stage.modules.bring(presenting))) return;
  const { Presentation } = await presenting();
  say(true);
  new Presentation(stage, {
    within: document.body,
    full: true,
    lang: () => locale.lang,
    theme: () => '',
    left: () => say(false),
  });
}
