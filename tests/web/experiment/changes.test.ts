// An experiment whose lanes change on the way: each of its runs is the plain race's, with its changes.
import { expect, it } from 'vitest';
import { race } from '../../../web/src/api/node.ts';
import { WHOLE } from '../../../web/src/experiment/jobs.ts';
import { parseExperiment } from '../../../web/src/experiment/link.ts';
import { sweep } from '../../../web/src/experiment/sweep.ts';
import { runnerOf } from '../../../web/src/run/run.ts';
import { Host } from '../../../web/src/worker/host.ts';
import { catalog } from '../support/module.ts';

it('its runs are made one by one, and none is without them', async () => {
  const { experiment, notices } = parseExperiment(
    '#v=1&p=himmelblau&o=adam,lr=.01:.1:3;15,lr=.01;20,o=sgd,lr=.002&o=sgd,lr=.001:.01:3&steps=30&seeds=2',
    catalog,
  );
  expect(notices).toEqual([]);
  const host = new Host();
  await host.init(null);
  const lines = await sweep(experiment!, catalog, {
    shard: WHOLE,
    source: () => null,
    done: new Map(),
    write: () => {},
    hosts: [runnerOf(host)],
  });
  expect(lines).toHaveLength(12);
  for (const { link, lane, final } of lines) {
    expect(link.includes(';15,lr=.01;20,o=sgd,lr=.002') || lane === 1).toBe(true);
    const { lanes } = await race(link);
    expect(lanes[0]!.trace.loss.at(-1)).toBe(final!.loss);
  }
});
