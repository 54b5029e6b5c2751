// npm run bench:peers [-- --rounds N --only TEXT --modules FOLDER,…]: a training step of the same nets from the same weights on the same
// batches, here and in other libraries, in turns. Prints the table that docs/performance.md holds.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { time } from './lane.mjs';
import { prepared, root, tasks } from './tasks.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '31' },
    millis: { type: 'string', default: '150' },
    losses: { type: 'string', default: '20' },
    only: { type: 'string', default: '' },
    modules: { type: 'string', default: ['build/wasm', 'build/wasm-relaxed'].map((path) => join(root, path)).join() },
  },
});

/** The engine's optimising tier for everybody's WebAssembly, and relaxed SIMD where it is behind a flag. */
const FLAGS = ['--no-liftoff', '--experimental-wasm-relaxed-simd'].filter(
  (flag) => spawnSync(process.execPath, [flag, '-e', '0']).status === 0,
);

/** A step of so many microseconds is timed in three rounds only. */
const SLOW = 2e6;

const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];
const difference = (a, b) => Math.abs(a - b) / Math.max(Math.abs(a), Math.abs(b));
/** Losses of float32 and float64 from the same weights. */
const agree = (a, b) => difference(a, b) <= 1e-4;

const run = (job, steps) => (job.run ? job.run(steps) : time(job, steps));

/** A job for each peer, from the weights of the first: without those there is nothing to compare. */
async function makeAll(peers, task) {
  const jobs = [];
  let params;
  for (const peer of peers) {
    try {
      const job = await peer.make(task, params);
      if (job.absent) throw new Error(job.absent);
      params ??= job.params();
      const first = peer.slow ? 1 : Number(values.losses);
      const { losses } = await run(job, first);
      jobs.push({ peer, job, losses, times: [] });
    } catch (error) {
      jobs.push({ peer, why: error.message.split('\n')[0] });
      if (!params) break;
    }
  }
  return jobs;
}

/** Microseconds a step of every peer that can, each round in turn: what else runs on the machine slows neighbours alike. */
async function measure(peers, task) {
  const jobs = await makeAll(peers, task);
  const able = jobs.filter(({ job }) => job);
  for (const it of able) {
    const [[first], [wanted]] = [it.losses, able[0].losses];
    if (!agree(first, wanted))
      throw new Error(`${it.peer.name} begins ${task.name} with a loss of ${first}, not ${wanted}`);
    const { micros } = await run(it.job, 1);
    it.rounds = micros > SLOW ? Math.min(3, values.rounds) : Number(values.rounds);
    it.steps = Math.min(2000, Math.max(1, Math.round((Number(values.millis) * 1000) / micros)));
    await run(it.job, Math.min(it.steps, 200)); // warm
  }
  for (let round = 0; round < Number(values.rounds); round++)
    for (const it of able) if (round < it.rounds) it.times.push((await run(it.job, it.steps)).micros);
  for (const { job } of able) await job.dispose();
  return jobs.map(({ peer, why, times, losses }) => ({
    peer: peer.name,
    why,
    times,
    micros: times && median(times),
    apart: losses && Math.max(...losses.map((loss, i) => difference(loss, able[0].losses[i]))),
  }));
}

const thousands = (x) => (x < 100 ? x.toPrecision(2) : Math.round(x).toLocaleString('en'));
const ratio = (x) => x.toPrecision(2);

async function main() {
  // Libraries are loaded only now: a first run has yet to install them.
  const { dependencies } = JSON.parse(readFileSync(join(here, 'package.json'), 'utf8'));
  if (!Object.keys(dependencies).every((name) => existsSync(join(here, 'node_modules', name))))
    spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--ignore-scripts'], { cwd: here, stdio: 'inherit' });
  const [{ ours }, { inChromium }, { tfjs }, { jax }, { convnetjs }, { torch }] = await Promise.all(
    ['ours', 'chromium', 'tfjs', 'jax', 'convnetjs', 'torch'].map((name) => import(`./${name}.mjs`)),
  );
  const names = ['Sidestep', 'Sidestep, relaxed SIMD'];
  const folders = values.modules.split(',');
  const mine = await Promise.all(folders.map((folder, i) => ours(names[i] ?? folder, folder)));
  if (!mine[0]) throw new Error('there is no module: npm run build makes it');
  for (const [i, folder] of folders.entries()) mine.push(await inChromium(`${names[i] ?? folder}, Chromium`, folder));
  const others = [torch, tfjs, jax, convnetjs];
  const peers = [...mine, ...(await Promise.all(others.map((peer) => peer())))].filter(Boolean);
  const rows = [];
  for (const task of tasks.filter(({ name, batch }) => `${name}, ${batch}`.includes(values.only))) {
    console.error(`${task.name}, batch ${task.batch} …`);
    rows.push({ task, results: await measure(peers, prepared(task)) });
  }
  report(peers, rows);
  for (const peer of peers) await peer.close?.();
}

function report(peers, rows) {
  const { model } = cpus()[0];
  console.log(
    `${cpus().length} × ${model}, Node ${process.version} (${FLAGS.join(' ')}), load ${loadavg()[0].toFixed(1)}.`,
  );
  console.log(`${peers.map(({ name, version }) => `${name} ${version}`).join('; ')}.`);
  console.log(
    `Microseconds a training step, loss read back: medians of ${values.rounds} rounds in turn; in brackets the median of ours divided by theirs in the same round, in the order of our columns. What takes longer than two seconds a step: three rounds.\n`,
  );
  console.log(`| net, batch, rule | ${peers.map(({ name }) => name).join(' | ')} |`);
  console.log(`|---|${peers.map(() => '---').join('|')}|`);
  const notes = new Set();
  for (const { task, results } of rows) {
    const ours = results.filter(({ peer, times }) => peer.startsWith('Sidestep') && times);
    /** The medians of our times over the peer's in the same round. */
    const shares = (times) => ours.map((it) => ratio(median(times.map((time, i) => it.times[i] / time)))).join(' / ');
    const cells = peers.map(({ name: peer }) => {
      const { why, micros, times } = results.find((result) => result.peer === peer) ?? {};
      if (why) notes.add(`${peer}, ${task.name}: ${why}`);
      if (!micros) return '–';
      return thousands(micros) + (peer.startsWith('Sidestep') ? '' : ` (${shares(times)})`);
    });
    console.log(`| ${task.name}, ${task.batch}, ${task.optimizer} | ${cells.join(' | ')} |`);
  }
  for (const { task, results } of rows) {
    const others = results.slice(1).filter(({ apart }) => apart !== undefined);
    const list = others.map(({ peer, apart }) => `${peer} ${apart.toExponential(0)}`).join(', ');
    if (list) notes.add(`${task.name}, ${task.batch}: losses apart from ours by at most, relatively: ${list}`);
  }
  if (notes.size > 0) console.log(`\n${[...notes].map((note) => `- ${note}`).join('\n')}`);
  const folder = join(root, 'build/reports');
  mkdirSync(folder, { recursive: true });
  const found = rows.map(({ task: { name, batch, optimizer }, results }) => ({ name, batch, optimizer, results }));
  writeFileSync(
    join(folder, 'peers.json'),
    `${JSON.stringify({ model, node: process.version, flags: FLAGS, found }, null, 2)}\n`,
  );
}

if (FLAGS.every((flag) => process.execArgv.includes(flag))) await main();
else
  process.exitCode =
    spawnSync(process.execPath, [...FLAGS, ...process.argv.slice(1)], { stdio: 'inherit' }).status ?? 1;
