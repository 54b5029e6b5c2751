import type { Notice } from './notices.ts';
import { Trouble } from './trouble.ts';

/** An error as a value: which field of the config is wrong, and why. */
export interface Failure extends Notice {
  /** Of a table whose classes or numbers may stand elsewhere: its columns, and the one that was tried (from 0). */
  columns?: string[];
  column?: number;
}

/** A Failure on its way through code that throws. */
export class SidestepError extends Error {
  constructor(readonly failure: Failure) {
    super(`${failure.at}: ${failure.message}`);
    this.name = 'SidestepError';
  }
}

/** Anything thrown, as a value that can cross to another thread. */
export function failureOf(error: unknown): Failure {
  if (error instanceof SidestepError) return error.failure;
  const code = error instanceof Trouble ? error.code : 'internal';
  return { code, at: '', message: error instanceof Error ? error.message : String(error) };
}
