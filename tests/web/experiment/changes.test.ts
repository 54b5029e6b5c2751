// An experiment whose lanes change on the way: each of its runs is the plain race's, with its changes.
import { expect, it } from 'vitest';
import { race } from '../../../web/src/api/node.ts';
import { WHOLE } from '../../../web/src/experiment/jobs.ts';
import { parseExperiment } from '../../../web/src/experiment/link.ts';
import { sweep } from '../../../web/src/experiment/sweep.ts';
import { type Runner, runnerOf } from '../../../web/src/run/run.ts';
import { Host } from '../../../web/src/worker/host.ts';
import { catalog } from '../support/module.ts';

it('its runs are made one by one, and none is without them', async () => {
  const { experiment, notices } = parseExperiment(
    '#v=1&p=himmelblau&o=adam,lr=.01:.1:40;15,lr=.01;20,o=sgd,lr=.002&o=sgd,lr=.001:.01:40&steps=30&seeds=2',
    catalog,
  );
  expect(notices).toEqual([]);
  const host = new Host();
  await host.init(null);
  const runner = runnerOf(host);
  const calls: string[] = [];
  const watched: Runner = {
    call: (name, ...args) => {
      calls.push(name);
      return runner.call(name, ...args);
    },
  };
  const lines = await sweep(experiment!, catalog, {
    shard: WHOLE,
    source: () => null,
    done: new Map(),
    write: () => {},
    hosts: [watched],
  });
  expect(lines).toHaveLength(160);
  expect(calls.filter((name) => name === 'create')).toHaveLength(80);
  expect(calls).toContain('bundle'); // of the other lane
  for (const { link, lane, final } of lines.filter((_, i) => i % 13 === 0)) {
    expect(link.includes(';15,lr=.01;20,o=sgd,lr=.002') || lane === 1).toBe(true);
    const { lanes } = await race(link);
    expect(lanes[0]!.trace.loss.at(-1)).toBe(final!.loss);
  }
});
