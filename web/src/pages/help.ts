import type { HelpDialog } from '../panels/help.ts';
import type { Stage } from '../reader/stage.ts';
import { lazyModule } from '../toolkit/lazy-modules.ts';

export const help = lazyModule('help.title', () => import('../panels/help.ts'), 'later');

/** Opens or closes the keyboard's help. */
export async function openHelp(stage: Stage): Promise<void> {
  if (await stage.modules.bring(help)) await document.querySelector<HelpDialog>('sidestep-help')?.toggle();
}
