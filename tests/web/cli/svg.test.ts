// sidestep report --svg: a picture that stands alone, from the numbers that --json has.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { num } from '../../../web/src/toolkit/format.ts';
import { call, good, parsed } from '../support/terminal.ts';

const folder = await mkdtemp(join(tmpdir(), 'svg-'));
afterAll(() => rm(folder, { recursive: true }));
const path = join(folder, 'runs.ndjson');

async function pictured(link: string, ...args: string[]): Promise<string> {
  await rm(path, { force: true });
  await good('sweep', link, '--out', path);
  const svg = await good('report', path, '--svg', ...args);
  expect(svg.match(/NaN|Infinity|undefined|null/)).toBeNull();
  const open = svg.match(/<(svg|title|desc|style|text)\b/g)!;
  expect(svg.match(/<\/(svg|title|desc|style|text)>/g)).toHaveLength(open.length);
  return svg;
}

it('has a dot and an interval for each lane, and a stroke for each run', async () => {
  const svg = await pictured('#p=rosenbrock,noise=1&o=sgd,lr=.0005&o=adam,lr=.05&steps=30&seeds=6');
  expect(svg.match(/<circle/g)).toHaveLength(2);
  expect(svg.match(/v10"/g)).toHaveLength(12);
  expect(svg).toMatch(/>SGD<.*>Adam</s);
  const [line] = parsed(await readFile(path, 'utf8'));
  expect(svg).toContain(`the first one: ${line.link.replaceAll('&', '&amp;')}</desc>`);
  // The interval lies about its dot.
  const [{ lanes }] = parsed(await good('report', path, '--json'));
  for (const { iqm } of lanes) expect(svg).toContain(`>${num(iqm)}<`);
  for (const [, from, to, dot] of svg.matchAll(/M([\d.]+) [\d.]+H([\d.]+)" [^>]*\/>\s*<circle cx="([\d.]+)"/g))
    expect([Number(from) <= Number(dot), Number(dot) <= Number(to)]).toEqual([true, true]);
});

it('has curves with bands over the one field that differs, and crosses where all diverge', async () => {
  const svg = await pictured('#p=rosenbrock,noise=.1&o=sgd,lr=.0001:1:5&o=adam,lr=.001:.1:5&steps=30&seeds=4');
  expect(svg).toContain('median and quartiles over learning rate');
  expect(svg.match(/fill-opacity/g)).toHaveLength(2);
  const cells = parsed(await good('report', path, '--json'));
  const medians = cells.flatMap(({ lanes }) => lanes.map(({ median }: { median: number | null }) => median));
  expect(svg.match(/<circle/g)).toHaveLength(medians.filter((median) => median !== null).length);
  expect(svg.match(/l6 6m0/g)).toHaveLength(medians.filter((median) => median === null).length);
  expect(medians).toContain(null);
});

it('may be of accuracies, of one seed, of runs that all diverged, or of tuned lanes', async () => {
  await pictured('#p=moons&o=adam,lr=.01_.1&steps=20', '--metric', 'accuracy');
  expect(await pictured('#p=rosenbrock&o=sgd,lr=9&steps=20&seeds=3')).toContain('3 of 3 diverged');
  const small = await pictured('#p=rosenbrock,rotate=0_45&o=sgd,lr=.0000001:.00001:2&steps=20');
  for (const said of ['learning rate 10⁻⁷<', 'learning rate 10⁻⁵<']) expect(small).toContain(said);
});

it('shows what a file says as text, whatever that is', async () => {
  await pictured('#p=rosenbrock&o=sgd&steps=1&seeds=2');
  const [line] = parsed(await readFile(path, 'utf8'));
  await writeFile(path, `${JSON.stringify({ ...line, optimizer: '<b>&\u0000\u001b[31m', link: '"]]>\u0007' })}\n`);
  expect(await good('report', path, '--svg')).toContain('>&lt;b&gt;&amp;??[31m<');
  expect(await good('report', path)).toContain('<b>&??[31m');
  for (const format of [['--svg'], []]) expect(await good('report', path, ...format)).not.toMatch(/[^\P{Cc}\n]/u);
});

it('is refused where nobody could read it, and beside another format', async () => {
  await pictured('#p=rosenbrock&o=sgd&steps=1&seeds=2');
  const [line] = parsed(await readFile(path, 'utf8'));
  const rows = Array.from({ length: 500 }, (_, cell) => ({
    ...line,
    cell,
    set: { 'lanes.0.lr': cell % 20, steps: Math.floor(cell / 20) },
  }));
  await writeFile(path, rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
  expect(await call('report', path, '--svg')).toMatchObject({
    status: 2,
    err: expect.stringMatching(/^too-many --svg would have 500 rows/),
  });
  expect(await call('report', path, '--svg', '--json')).toMatchObject({ status: 2 });
});
