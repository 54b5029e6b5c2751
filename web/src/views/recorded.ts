import type { RunView } from '../run/run.ts';

/** What is drawn of a run. */
type Drawn = Pick<RunView, 'trace' | 'status'>;

/** What is drawn of a lane: its runs, or itself. */
export type Recorded = Drawn & { runs?: readonly Drawn[] | undefined };
