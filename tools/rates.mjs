// npm run rates: finds, for each problem and rule that web/begin.json does not have yet, the rate at which that rule does best there,
// and adds it. What is there stays: a rate may be set by hand, and where no rate is the best (`byHand`) all are.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { wasm, wasmNeeds } from './setup/cmake.mjs';
import { data } from './setup/data.mjs';
import { main, root } from './setup/step.mjs';
import { system } from './setup/system.mjs';
import { moduleServer } from './vite/modules.mjs';

export const path = join(root, 'web/begin.json');

/** Where a problem has no better number. */
const STEPS = 200;
/** Longer races are judged by so many of their steps. */
const MOST_STEPS = { surface: 2000, online: 2000, data: 400, network: 150 };
const RATES = [-4, -3, -2, -1, 0].flatMap((k) => [1, 2, 5].map((digit) => Number(`${digit}e${k}`)));
/** What is below this share of the way from the start to the best is as good. */
const FLOOR = { surface: 1e-6, online: 1e-2, data: 1e-2, network: 1e-2 };
/** Rates this much worse than the best, in decades, are as good, and smaller ones are calmer. */
const SLACK = 0.1;
/** A rule's step of about its rate crosses the map in no fewer than so many steps. */
const CROSSING = 15;

/** How a lane did: the mean height above the best, in decades; infinite where it diverged or fell below what there is. */
function scores(runs, { kind, minima }) {
  const least = minima.length > 0 ? Math.min(...minima.map(({ value }) => value)) : -Infinity;
  const bad = ({ values, diverged }) =>
    diverged || values.some((x) => !Number.isFinite(x) || x < least - 1e-6 * Math.max(1, Math.abs(least)));
  const low = Math.min(...runs.filter((run) => !bad(run)).flatMap(({ values }) => Math.min(...values)));
  const floor = Math.max(Math.abs(runs[0].values[0] - low), 1e-300) * FLOOR[kind];
  return runs.map((run) =>
    bad(run) ? Infinity : run.values.reduce((sum, x) => sum + Math.log10(x - low + floor), 0) / run.values.length,
  );
}

/** The smallest rate that does about as well as the best. */
function bestOf(runs, problem) {
  const all = scores(runs, problem);
  const best = Math.min(...all);
  return all.findIndex((score) => score <= best + SLACK);
}

async function measure() {
  const begin = JSON.parse(readFileSync(path, 'utf8'));
  const catalog = JSON.parse(readFileSync(join(root, 'web/catalog.json'), 'utf8'));
  const server = await moduleServer('rates');
  try {
    const { Host } = await server.load('worker/host.ts');
    const { sourceOf } = await server.load('worker/source.ts');
    const { normalize } = await server.load('core/config.ts');
    const { lanesOf } = await server.load('cli/check.ts');
    const { readLocal } = await server.load('cli/files.ts');
    const host = new Host(undefined, readLocal);
    await host.init(null);
    const base = () => pathToFileURL(join(root, 'web/public/data/'));

    const run = async (config, lane, useData) => {
      const [{ trace, status }] = await lanesOf({ ...config, lanes: [lane] }, host, useData);
      const { columns } = trace;
      const shown = columns.find((name) => name.startsWith('average')) ?? 'loss';
      return { values: [...trace.column(shown)].slice(shown === 'loss' ? 0 : 1), diverged: status === 'diverged' };
    };

    const only = process.argv[2];
    for (const problem of catalog.problems) {
      begin.problems[problem.id] ??= { steps: STEPS, lanes: {} };
      const mine = begin.problems[problem.id];
      if (only ? only !== problem.id : mine.byHand) continue;
      for (const { id, needsObjective } of catalog.optimizers) {
        if (needsObjective || mine.lanes[id]) continue;
        // Rules that divide by the gradient's size go so far in a step, whatever it is.
        const width =
          problem.dim > 0 && problem.box.length > 0 && problem.kind === 'surface'
            ? problem.box[0][1] - problem.box[0][0]
            : Infinity;
        const rates = RATES.filter((rate) => id === 'sgd' || id === 'adadelta' || rate <= width / CROSSING);
        const lanes = rates.map((lr) => ({ optimizer: id, ...begin.lanes[id], lr }));
        const input = {
          v: 2,
          steps: Math.min(mine.steps, MOST_STEPS[problem.kind]),
          problem: { id: problem.id, ...mine.problem },
          lanes,
        };
        const { config } = normalize(input, catalog);
        const source = sourceOf(config, catalog, base);
        if (source) await host.load(source);
        const runs = [];
        for (const lane of config.lanes) runs.push(await run(config, lane, source !== null));
        const best = bestOf(runs, problem);
        if (best < 0) continue;
        mine.lanes[id] = { ...begin.lanes[id], lr: rates[best] };
        console.log(problem.id, id, rates[best], runs[best].values.at(-1));
      }
      writeFileSync(path, `${JSON.stringify(begin, null, 1)}\n`);
    }
  } finally {
    await server.close();
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  main(async () => {
    await system(...(await wasmNeeds()));
    await wasm();
    await data('mnist');
    await measure();
  });
}
