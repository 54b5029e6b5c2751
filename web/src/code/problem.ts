import type { Problem } from '../core/catalog.ts';
import type { Config } from '../core/config.ts';
import { netOf } from './net.ts';
import type { Objective } from './objective.ts';
import { hasPart } from './parts.ts';
import { pieceOf } from './piece.ts';
import { surfaceOf } from './surface.ts';

export function objectiveOf(problem: Problem, whole: Config): Objective {
  const { problem: config } = whole;
  if (typeof config.net === 'string') return netOf(problem, whole);
  return hasPart(`problems/${problem.id}`) ? pieceOf(problem, config) : surfaceOf(problem, config);
}
