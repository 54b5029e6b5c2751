import type { HelpDialog } from '../ui/help.ts';
import { part } from '../ui/parts.ts';
import type { Stage } from '../ui/stage.ts';

export const help = part('help.title', () => import('../ui/help.ts'));

/** Opens or closes the keyboard's help. */
export async function openHelp(stage: Stage): Promise<void> {
  if (await stage.parts.bring(help)) await document.querySelector<HelpDialog>('sidestep-help')?.toggle();
}
