// Experiments of many short runs, and of networks: whole sweeps, with their lines as text, against the bare computing. All take turns.
//   node --no-liftoff tests/bench/sweep_bench.mjs
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build as bundle } from 'vite';
import { data } from '../../tools/setup/data.mjs';
import { cli } from '../../tools/setup/site.mjs';
import { build, root } from '../../tools/setup/step.mjs';

const folder = join(build, 'bench');
await bundle({
  configFile: join(root, 'web/vite.cli.config.ts'),
  logLevel: 'error',
  build: {
    ssr: join(root, 'tests/bench/cases/sweep.ts'),
    outDir: folder,
    rolldownOptions: { output: { entryFileNames: 'sweep.mjs' } },
  },
});
await cli(); // a thread runs that program
await data('mnist');
const web = await import(pathToFileURL(join(folder, 'sweep.mjs')).href);
const { catalog, WHOLE } = web;

const experimentOf = (link) => web.parseExperiment(link, catalog).experiment;
const source = (config) => web.sourceOf(config, catalog, () => pathToFileURL(join(root, 'web/public/data/')));

/** Milliseconds by the clock, and of processors, which other programs disturb less. */
async function time(work) {
  const [begun, before] = [performance.now(), process.cpuUsage()];
  await work();
  const { user, system } = process.cpuUsage(before);
  return { clock: performance.now() - begun, cpu: (user + system) / 1000 };
}
const median = (list) => [...list].sort((a, b) => a - b)[list.length >> 1];
const shown = (taken) => {
  const [clock, cpu] = ['clock', 'cpu'].map((key) => taken.map((one) => one[key]));
  return `${Math.round(median(clock))} (${Math.round(Math.min(...clock))} … ${Math.round(Math.max(...clock))}; of processors ${Math.round(median(cpu))})`;
};
/** The median of the ratios within each turn. */
const ratio = (a, b, key) => median(a.map((x, i) => x[key] / b[i][key])).toFixed(2);

/** A whole sweep, with each line as text; how long that is. */
async function swept(link, hosts) {
  let length = 0;
  const write = (line) => {
    length += web.writeLine(line).length;
  };
  await web.sweep(experimentOf(link), catalog, { hosts, shard: WHOLE, source, done: new Map(), write });
  return length;
}

/** A host that counts the milliseconds until it answers. */
const counted = (runner, spent) => ({
  async call(...args) {
    const { clock, cpu } = await time(async () => {
      spent.answer = await runner.call(...args);
    });
    spent.clock += clock;
    spent.cpu += cpu;
    return spent.answer;
  },
});
/** A host that refuses bundles. */
const alone = ({ call }) => ({ call: (name, ...args) => call(name, ...(name === 'bundle' ? [0, {}] : args)) });

const host = new web.Host(undefined, web.readAny);
await host.init(null);
const here = web.runnerOf(host);
const { runners: two, close } = await web.startThreads(pathToFileURL(join(build, 'cli/sidestep.mjs')), 2);
const one = two.slice(0, 1);
console.log(`Node ${process.version}: milliseconds, median (least … most)`);

const surfaces = {
  '100 rates × 100 starts': '#p=rosenbrock,start=-2:2:100~1&o=adam,lr=.001:1:100&steps=500',
  '10,000 rates': '#p=rosenbrock&o=adam,lr=.001:1:10000&steps=500',
};
for (const [name, link] of Object.entries(surfaces)) {
  const taken = { here: [], host: [], one: [], two: [], alone: [] };
  for (let round = 0; round < 11; round++) {
    const spent = { clock: 0, cpu: 0 };
    taken.here.push(await time(() => swept(link, [counted(here, spent)])));
    taken.host.push(spent);
    taken.one.push(await time(() => swept(link, one)));
    taken.two.push(await time(() => swept(link, two)));
    if (round % 4 === 0) taken.alone.push(await time(() => swept(link, [alone(here)])));
  }
  console.log(`\n10,000 runs × 500 steps of Adam on Rosenbrock’s function, ${name}
  in this thread ${shown(taken.here)}, of which the host ${shown(taken.host)}; each run alone ${shown(taken.alone)}
  on one worker ${shown(taken.one)}, on two ${shown(taken.two)}`);
}

/** `evaluate`: steps between tests; 0: an epoch's. */
const digits = (evaluate, seeds) =>
  `#p=network,data=mnist,train=5000,test=1000,net=dense(32)+relu+dense(10),evaluate=${evaluate}&o=rmsprop&o=sgd,lr=.1&o=adam&o=nadam&seeds=${seeds}&steps=785`;
/** Steps alone, all of a run in one call. */
async function bare(runners) {
  const experiment = experimentOf(digits(1e7, 10));
  const jobs = web.reportedJobs(experiment, WHOLE);
  let next = 1e9;
  const work = async (runner) => {
    for (const { set, lane, seed } of jobs) {
      const config = web.runConfig(experiment, { set, lane, seed });
      const name = next++;
      await runner.call('create', name, web.laneSpec(config, config.lanes[0], 785), true);
      await runner.call('run', name, 784, 0); // the last step has a test
      await runner.call('drop', name);
    }
  };
  await Promise.all(runners.map(work));
}
for (const runner of two) await runner.call('load', source(experimentOf(digits(0, 1)).config));
console.log('\n4 lanes × 10 seeds × 785 steps of 784-32-10 on 5,000 digits, with a test of 1,000 each epoch');
const nets = { one: [], oneBare: [], two: [], twoBare: [] };
for (let round = 0; round < 3; round++) {
  for (const [name, runners] of Object.entries({ one, two })) {
    nets[`${name}Bare`].push(await time(() => bare(runners)));
    nets[name].push(await time(() => swept(digits(0, 10), runners)));
  }
}
for (const name of ['one', 'two']) {
  const [all, steps] = [nets[name], nets[`${name}Bare`]];
  const ratios = `${ratio(all, steps, 'clock')}, ${ratio(all, steps, 'cpu')} of processors`;
  console.log(`  workers: ${name}; ${shown(all)}, the bare steps ${shown(steps)}: × ${ratios}`);
}
console.log(`  two workers: ${ratio(nets.one, nets.two, 'clock')} × as fast as one`);
await close();

console.log('\nMegabytes of the module, and of JavaScript, after so many runs of that net');
const megabytes = (bytes) => (bytes / 2 ** 20).toFixed(2);
for (const seeds of [25, 125, 125]) {
  await swept(digits(0, seeds).replace('steps=785', 'steps=5'), [here]);
  console.log(`  ${4 * seeds} more: ${megabytes(host.module.HEAPU8.length)}, ${megabytes(await web.held())}`);
}
process.exit();
