/** A problem in Python: it defines `loss(w)` and `gradient(w)`; where the objective changes from step to step, both also take the step. */
export interface Objective {
  /** The first parameters, as an expression; absent: a block sets `start`. */
  start?: string;
  /** Lines that set what the blocks read. */
  constants: string[];
  /** Pieces of code, in order. */
  blocks: string[];
  /** Arrays are of float32. */
  single: boolean;
  /** The objective depends on the step, counted from 0. */
  stepped: boolean;
  /** What is done to w after the update of a rule, as an expression. */
  projection?: string;
}
