import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from '@playwright/test';
import { article, DIGITS, finish, LISTEN, TOY } from './element.ts';
import { dist, host, type Site } from './host.ts';
import { replayed } from './stage.ts';

// What `npm pack` makes of build/package (`npm run package`), installed as anybody would.
const root = fileURLToPath(new URL('../../', import.meta.url));
const run = promisify(execFile);
let folder = '';
const sites: Site[] = [];

test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  test.setTimeout(120_000);
  folder = await mkdtemp(join(tmpdir(), 'sidestep-'));
  await run('npm', ['pack', '--pack-destination', folder], { cwd: join(root, 'build/package') });
  const [tarball] = (await readdir(folder)).filter((file) => file.endsWith('.tgz'));
  await writeFile(join(folder, 'package.json'), '{"private":true,"type":"module"}');
  await run('npm', ['install', '--offline', '--no-audit', '--no-fund', `./${tarball}`], { cwd: folder });
});
test.afterAll(async () => {
  await Promise.all(sites.map((site) => site.close()));
  await rm(folder, { recursive: true, force: true });
});

/** A program's exit status and what it printed. */
async function call(command: string, ...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  try {
    return { code: 0, ...(await run(command, args, { cwd: folder, maxBuffer: 1 << 26 })) };
  } catch (error) {
    return error as { code: number; stdout: string; stderr: string };
  }
}

test('publint and arethetypeswrong find nothing', async () => {
  const package_ = join(root, 'build/package');
  const publint = await call('node', join(root, 'node_modules/publint/src/cli.js'), package_, '--strict');
  expect(publint.stdout).toContain('All good!');
  const attw = join(root, 'node_modules/@arethetypeswrong/cli/dist/index.js');
  const { code, stdout } = await call('node', attw, '--pack', package_, '--profile', 'esm-only', '--format', 'json');
  expect([code, JSON.parse(stdout).problems]).toEqual([0, expect.anything()]);
});

test('the package and the site carry the licences of what they contain', async () => {
  const notices = (file: string) => readFile(join(root, file, 'THIRD-PARTY.txt'), 'utf8');
  for (const folder of ['build/package', 'dist'])
    expect(await notices(folder)).toMatch(
      /lit-html [\s\S]*d3-contour [\s\S]*pako [\s\S]*uplot [\s\S]*LLVM[\s\S]*musl[\s\S]*Emscripten/,
    );
  expect(await notices('dist')).toContain('data/mnist (CC BY-SA 3.0)');
  expect(await notices('build/package/node')).toMatch(/d3-dsv [\s\S]*pako [\s\S]*LLVM/);
});

/** What a strict compiler says of a program that uses the package. */
async function typed(program: string, lib: string[]): Promise<[code: number, text: string]> {
  await writeFile(join(folder, 'use.ts'), program);
  const compilerOptions = {
    strict: true,
    noUncheckedIndexedAccess: true,
    noEmit: true,
    module: 'nodenext',
    target: 'es2023',
  };
  const config = { compilerOptions: { ...compilerOptions, lib, types: [], skipLibCheck: false }, files: ['use.ts'] };
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(config));
  const { code, stdout } = await call('node', join(root, 'node_modules/typescript/bin/tsc'), '-p', folder);
  return [code, stdout];
}

test('its types serve a strict TypeScript program', async () => {
  const program = `import { catalog, race, verify, type RaceResult } from 'sidestep-race';
import widget, { type Model } from 'sidestep-race/anywidget';
import { SidestepRace, setAssetsPath } from 'sidestep-race/element';
const result: RaceResult = await race({ problem: { id: catalog.problems[0]!.id } }, { every: 10, signal: new AbortController().signal });
const loss: number | undefined = result.lanes[0]?.trace.loss.at(-1);
// @ts-expect-error: a checksum is a text
const wrong: number = result.checksum;
export const step = (it: SidestepRace): Promise<void> => it.step(2);
document.addEventListener('sidestep-finish', ({ detail }) => detail.checksum?.slice(1));
const made: SidestepRace = document.createElement('sidestep-race');
setAssetsPath(new URL('/sidestep/', document.baseURI));
export const show = (model: Model, el: HTMLElement): (() => void) => widget.render({ model, el });
export { loss, made, verify, wrong };`;
  expect(await typed(program, ['es2023', 'dom'])).toEqual([0, '']);
});

test('its documentation and the interface type-check without the types of a browser or of Node', async () => {
  const readme = await readFile(join(root, 'docs/embedding.md'), 'utf8');
  const [, sample] = /```js\n(import \{[^`]*sidestep-race'[^`]*)```/.exec(readme)!;
  const program = `declare const console: { log(...all: unknown[]): void };\n${sample}`;
  expect(await typed(program, ['es2023'])).toEqual([0, '']);
});

test('races in Node, to the same bits', async () => {
  await writeFile(
    join(folder, 'use.js'),
    `import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { catalog, race, verify } from 'sidestep-race';
const [toy, digits, data] = process.argv.slice(2);
const read = async (url) => new Uint8Array(await readFile(fileURLToPath(url)));
const one = await race(toy);
const two = await race(digits, { data, read });
const refused = await race('#v=1&o=sgd,lr=-1').catch((error) => error.failure);
console.log(JSON.stringify({
  optimizers: catalog.optimizers.length, one: one.checksum, two: two.checksum, rows: one.lanes.map(({ trace }) => trace.loss.length),
  status: one.lanes.map(({ status }) => status), ok: await verify(one.link), refused,
  path: (await race(digits, { data: fileURLToPath(data) })).checksum,
  nowhere: await race(digits, { data: 'https://[' }).catch((error) => error.failure),
}));`,
  );
  const { stdout, stderr } = await call('node', 'use.js', TOY, DIGITS, pathToFileURL(join(dist, 'data')).href);
  expect(stderr).toBe('');
  const toy = await replayed(TOY);
  expect(JSON.parse(stdout)).toEqual({
    optimizers: expect.any(Number),
    one: toy,
    two: await replayed(DIGITS),
    rows: [121, 121],
    status: ['finished', 'finished'],
    ok: { ok: true, checksum: toy, expected: toy },
    path: await replayed(DIGITS),
    nowhere: { code: 'wrong-type', at: 'data', message: expect.stringContaining('https://[') },
    refused: { code: 'out-of-range', at: 'lanes.0.lr', message: expect.stringContaining('-1') },
  });
});

test('npx sidestep-race verify tells when a figure stopped being true', async () => {
  const sum = await replayed(TOY);
  const bin = join(folder, 'node_modules/.bin/sidestep-race'); // npx runs this one
  const verify = (link: string) => call(bin, 'verify', link);
  const same = await verify(`https://example.org/article.html${TOY}&checksum=${sum}`);
  expect([same.code, JSON.parse(same.stdout)]).toEqual([0, { ok: true, checksum: sum, expected: sum }]);
  const other = await verify(`${TOY.replace('lr=.05', 'lr=.06')}&checksum=${sum}`);
  expect(other.code).toBe(1);
  expect(other.stderr).toMatch(/^checksum-differs checksum the race gives [0-9a-f]{16}, but the link says /);
  for (const [link, code] of [
    [TOY, 'no-checksum'],
    [`${TOY}&checksum=xyz`, 'wrong-type'],
    ['#v=1&o=nobody', 'unknown-id'],
  ] as const) {
    const { code: status, stderr } = await verify(link);
    expect([status, stderr.split(' ')[0]]).toEqual([2, code]);
  }
  const there = await host({});
  sites.push(there);
  const digits = `${DIGITS}&checksum=${await replayed(DIGITS)}`;
  expect((await call(bin, 'verify', digits, '--data', `${there.origin}/data`)).code).toBe(0);
  expect((await call(bin, 'run', TOY, '--csv')).stdout).toContain('lane,optimizer,step');
  expect(JSON.parse((await call('npx', 'sidestep-race', 'catalog')).stdout).optimizers.length).toBeGreaterThan(3);
});

test('races in Chromium by import, and as an element', async ({ page }) => {
  const site = await host({
    folders: { '/lib/': join(folder, 'node_modules/sidestep-race/'), '/data/': join(dist, 'data/') },
    pages: {
      '/': article(
        '/lib/element/sidestep-race.js',
        `<sidestep-race id="a" loading="eager" autoplay data="/data" config="${DIGITS}"></sidestep-race>`,
      ),
      '/listen.js': LISTEN,
    },
  });
  sites.push(site);
  await page.goto(site.origin);
  expect(await finish(page, 'a')).toBe(await replayed(DIGITS));
  const result = await page.evaluate(async (toy) => {
    const { race } = await import(/* @vite-ignore */ `${location.origin}/lib/index.js`);
    let heard = 0;
    const { checksum, lanes } = await race(toy, { onProgress: (done: number) => (heard = done) });
    return { checksum, heard, loss: lanes[1].trace.loss.at(-1) };
  }, TOY);
  expect(result).toEqual({ checksum: await replayed(TOY), heard: 240, loss: expect.any(Number) });
});

test('holds no more than it needs, and its licence', async () => {
  const files = await readdir(join(folder, 'node_modules/sidestep-race'), { recursive: true });
  expect(files).toEqual(
    expect.arrayContaining([
      'LICENSE',
      'README.md',
      'index.js',
      'node/cli.js',
      'element/assets/sidestep.wasm',
      'web-types.json',
    ]),
  );
  const guide = await readFile(join(folder, 'node_modules/sidestep-race/README.md'), 'utf8');
  const named = [...guide.matchAll(/\]\(([^)#:]+\.md)/g)].map(([, file]) => file!);
  expect(named.length).toBeGreaterThan(0);
  expect(files).toEqual(expect.arrayContaining(named));
  expect(files.filter((file) => /(^|\/)(toolkit|reader|controls|panels)\/|body\.d\.ts$/.test(file))).toEqual([]);
  expect(await readFile(join(folder, 'node_modules/sidestep-race/LICENSE'), 'utf8')).toContain('Apache');
});

test('a program that was bundled for Node says where its module is', async () => {
  const { rolldown } = await import('rolldown');
  const program = (first: string) => `import { race, setAssetsPath } from 'sidestep-race';
${first}
console.log(await race(process.argv[2]).then(({ checksum }) => checksum, ({ message }) => message));`;
  const assets = join(folder, 'node_modules/sidestep-race/element/assets');
  for (const [first, says] of [
    [`setAssetsPath(${JSON.stringify(assets)});`, await replayed(TOY)],
    ['', 'setAssetsPath says where'],
  ] as const) {
    await writeFile(join(folder, 'program.js'), program(first));
    const bundle = await rolldown({ input: join(folder, 'program.js'), platform: 'node' });
    await bundle.write({ dir: join(folder, 'bundled'), entryFileNames: 'program.mjs' });
    expect((await call('node', 'bundled/program.mjs', TOY)).stdout).toContain(says);
  }
});
