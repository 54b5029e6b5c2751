import type { Command } from '../command.ts';
import { catalog } from './catalog.ts';
import { code } from './code.ts';
import { figure } from './figure.ts';
import { formula } from './formula.ts';
import { report } from './report.ts';
import { run } from './run.ts';
import { step } from './step.ts';
import { sweep } from './sweep.ts';
import { verify } from './verify.ts';

/** In the order of `help`. */
export const commands: Readonly<Record<string, Command>> = {
  run,
  verify,
  sweep,
  report,
  step,
  formula,
  code,
  figure,
  catalog,
};
