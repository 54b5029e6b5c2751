import type { Config } from '../core/config.ts';
import type { ViewState } from '../core/view-state.ts';
import type { RunView } from '../run/run.ts';
import type { Host } from '../worker/host.ts';
import type { Race } from './race.ts';
import { begun } from './state.ts';

/**
 * A race whose lanes have run, for pictures of it where there is no page: it stands, and the host answers what is asked about its problem,
 * and about lanes that it still has.
 */
export function stillRace(
  config: Config,
  lanes: readonly (Pick<RunView, 'trace' | 'status' | 'step'> & { id?: number })[],
  host: Host,
  view: ViewState = {},
): Race {
  let asked = 0;
  const queries = {
    measure: (...[instrument, of]: Parameters<Race['queries']['measure']>) =>
      host.measure(asked++, instrument, (typeof of === 'number' ? { lane: lanes[of]!.id } : of) as never),
  };
  const race = { config, state: begun(config, { view }), lanes, queries, speed: 0, addEventListener() {} };
  return race as unknown as Race;
}
