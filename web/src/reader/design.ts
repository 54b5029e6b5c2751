import type { Config, Notice } from '../core/config.ts';
import type { Design } from '../experiment/spec.ts';
import { lazyModule } from '../toolkit/lazy-modules.ts';
import type { Stage } from './stage.ts';

/** What reads, writes and runs experiments: few readers need it at once. */
export const experiments = lazyModule('view.experiment', () => import('./experiments.ts'));

/** Whether what was read as one race is an experiment. */
export const meansExperiment = ({ notices }: { notices: readonly Notice[] }): boolean =>
  notices.some(({ code }) => code === 'experiment');

/** A race is the experiment of one seed. */
export const PLAIN: Design = { seeds: 1, axes: [] };

/** Changes what makes an experiment of the race, which is then on show. */
export async function redesign(
  stage: Stage,
  change: (design: Design, module: typeof import('./experiments.ts')) => Partial<Design>,
  config: (now: Config) => Config = (now) => now,
): Promise<void> {
  if (!(await stage.modules.bring(experiments))) return;
  const module = await experiments();
  await module.Experiments.attach(stage);
  const now = stage.design ?? PLAIN;
  stage.edit(config(stage.config), undefined, { ...now, ...change(now, module) });
  if (stage.design && !stage.experimenting) stage.look({ views: undefined });
}
