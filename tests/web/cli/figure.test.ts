// sidestep figure: the page's figure of a race without a browser.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PNG } from 'pngjs';
import { afterAll, expect, it } from 'vitest';
import { lengthOf } from '../../../web/src/cli/figure.ts';
import { paper } from '../../../web/src/cli/paper.ts';
import { widthOf, wrapped } from '../../../web/src/views/export/text.ts';
import { call, good, parsed } from '../support/terminal.ts';

const folder = await mkdtemp(join(tmpdir(), 'figure-'));
afterAll(() => rm(folder, { recursive: true }));
const link = '#v=1&p=rosenbrock&o=sgd,lr=.0019801980198019802&o=adam,lr=.05&steps=60';
const checksum = JSON.parse((await good('run', link)).trimEnd().split('\n').at(-1)!).checksum as string;

const texts = (svg: string): string[] => [...svg.matchAll(/<text[^>]*>([^<]*)</g)].map(([, text]) => text!);

it('has the map, the curves, names, a caption, and the link with its checksum', async () => {
  const svg = await good('figure', `https://example.org/a/${link}`);
  expect(svg).not.toMatch(/NaN|undefined|var\(|color-mix|light-dark/);
  expect(svg.match(/<svg/g)).toHaveLength(1 + 3 + 1); // ground, trails and heads are clipped, and the curves
  expect(svg).toContain(`<desc>https://example.org/a/${link.replaceAll('&', '&amp;')}&amp;checksum=${checksum}</desc>`);
  expect(texts(svg)).toEqual(expect.arrayContaining(['SGD', 'Adam', expect.stringMatching(/^Rosenbrock: \w+ leads/)]));
  expect(texts(svg).join(' ')).toContain(`checksum ${checksum}`);
  expect(svg).not.toContain('textLength'); // how wide texts are is only estimated: they would be stretched
});

it('is as wide as asked, in the language and of the pictures asked for', async () => {
  const only = async (...args: string[]): Promise<string> => good('figure', link, ...args);
  const map = await only('--width', '12cm', '--view', 'map', '--lang', 'zh');
  expect(map).toMatch(/viewBox="0 0 453\.54 \d+" width="12cm" height="[\d.]+cm"/);
  expect(texts(map).join()).toMatch(/Rosenbrock 函数.*领先.*第 60 步损失为 .*校验和 /);
  const curves = await only('--view', 'gradNorm');
  expect(texts(curves)).toContain('gradient norm / step');
  expect([map, curves].map((svg) => svg.match(/fill-rule="evenodd"/g)?.length ?? 0)).toEqual([expect.any(Number), 0]);
  expect(map.match(/fill-rule="evenodd"/g)!.length).toBeGreaterThan(5);
  expect(texts(map)).not.toContain('loss / step');
});

it('begins no line with what ends a Chinese sentence, and ends none with what opens a bracket', () => {
  paper();
  const said = 'Rosenbrock 函数：SGD μ 0.9 领先（第 200 步）：“损失”为 0.0352。《结束》';
  for (let width = 80; width < 500; width += 7) {
    const lines = wrapped(said, width, '14px sans-serif');
    expect(lines.join('').replaceAll(' ', '')).toBe(said.replaceAll(' ', ''));
    for (const line of lines) expect(line).not.toMatch(/^[。，：）》]|[（《]$/);
  }
});

it('is written to a file, and then says which', async () => {
  const file = join(folder, 'a.svg');
  const [said] = parsed(await good('figure', '#p=moons&o=adam&steps=20', '--out', file));
  expect(said).toMatchObject({ file, checksum: expect.stringMatching(/^[0-9a-f]{16}$/) });
  expect(await readFile(file, 'utf8')).toContain(said.checksum);
  const config = join(folder, 'a.json');
  await writeFile(
    config,
    JSON.stringify({ v: 1, problem: { id: 'quartic1d' }, lanes: [{ optimizer: 'sgd' }], steps: 9 }),
  );
  expect(await good('figure', config, '--view', 'map')).toContain('</svg>');
});

it('has the regions of a plane, with the points that are learnt from', async () => {
  const lanes = 'o=adam,lr=.01&o=sgd,lr=.1&steps=30';
  const svg = await good('figure', `#v=2&p=moons&${lanes}`, '--lang', 'zh');
  const pictures = [...svg.matchAll(/<image [^>]*href="data:image\/png;base64,([^"]+)"/g)].map(([, text]) =>
    PNG.sync.read(Buffer.from(text!, 'base64')),
  );
  expect(pictures.map(({ width, height }) => [width, height])).toEqual([
    [160, 160],
    [160, 160],
  ]);
  const opaque = ({ data }: PNG) => new Set(data.filter((_, i) => i % 4 === 3));
  for (const picture of pictures) expect(opaque(picture).size).toBeGreaterThan(20); // as sure as the lane is
  const marks = [...svg.matchAll(/<path d="M[\d.]+ [\d.]+(a|h)[^"]*" fill="(#(?!ffffff)\w{6})"/g)].map(
    ([, kind, ink]) => `${kind} ${ink}`,
  );
  expect(marks.length).toBeGreaterThan(300); // points of both lanes
  expect(new Set(marks).size).toBe(2); // a shape and a colour for each class
  expect(texts(svg).join()).toMatch(/Adam \d\d\.\d%.*SGD \d\d\.\d%.*训练损失/);
  const alone = await good('figure', `#v=2&p=moons&${lanes}&view=trajectory`);
  expect(alone).toContain('<image');
  expect(texts(alone).join()).not.toContain('training loss');
});

it('has the loss over two parameters, and the map of data with two', async () => {
  const pair = await good('figure', '#v=2&p=random_regression&o=adam,lr=.05&steps=40&view=pair&pair=2~5');
  expect(texts(pair)).toEqual(expect.arrayContaining(['θ₂', 'θ₅', expect.stringMatching(/^the other 8 parameters/)]));
  expect(pair.match(/fill-rule="evenodd"/g)!.length).toBeGreaterThan(5);
  const points = await good('figure', '#v=2&p=linear_regression&o=adam,lr=.05&steps=40', '--view', 'map');
  expect(points.match(/fill-rule="evenodd"/g)!.length).toBeGreaterThan(5);
});

it('is a PNG or a PDF where the library is there', async () => {
  const [png, pdf] = ['a.png', 'a.pdf'].map((name) => join(folder, name)) as [string, string];
  const zh = '#v=1&p=ravine&o=sgd,lr=.01&steps=40';
  await good('figure', zh, '--out', png, '--lang', 'zh', '--width', '400px');
  const { width, height, data } = PNG.sync.read(await readFile(png));
  expect([width, height > 800]).toEqual([800, true]);
  const colours = new Set<number>();
  for (let i = 0; i < data.length; i += 4) colours.add(data.readUIntBE(i, 3));
  for (const colour of [0xffffff, 0x0072b2, 0x1c2127]) expect(colours).toContain(colour); // paper, the lane, letters
  await good('figure', link, '--out', pdf, '--width', '10cm');
  const text = (await readFile(pdf)).toString('latin1');
  expect(text.slice(0, 5)).toBe('%PDF-');
  expect(/\/MediaBox \[([^\]]*)\]/.exec(text)?.[1]).toMatch(/^0 0 283 /); // points
  expect(text.includes('/FontName')).toBe(true); // letters are letters
  const err = expect.stringMatching(/^no-file --font is no font/);
  expect(await call('figure', link, '--out', pdf, '--font', '/dev/null')).toMatchObject({ status: 2, err });
});

it('draws what the runs of an experiment come to, in both languages', async () => {
  const each = '#p=rosenbrock,noise=1&o=sgd,lr=.0005,name=plain&o=adam,lr=.05&steps=20&seeds=4';
  const file = join(folder, 'each.svg');
  const [said] = parsed(await good('figure', each, '--out', file, '--width', '12cm'));
  const svg = await readFile(file, 'utf8');
  expect(svg.match(/v10"/g)).toHaveLength(8); // a stroke for each run
  expect(svg.match(/ r="4\.5" fill="#/g)).toHaveLength(2); // a dot for each lane
  expect(svg).toMatch(/ width="12cm" height="[\d.]+cm"/);
  expect(texts(svg)).toEqual(expect.arrayContaining(['plain', 'Adam']));
  expect(texts(svg).join(' ')).toContain(said.caption);
  expect(said.link).toContain(`checksum=${said.checksum}`);
  expect(svg).toContain(`<desc>8 runs: ${said.link.replaceAll('&', '&amp;')}</desc>`);
  expect(parsed(await good('verify', said.link))).toEqual([expect.objectContaining({ ok: true })]);
  const sweep = '#p=rosenbrock&o=sgd,lr=.0001:.001:3&steps=20&seeds=2';
  const curves = await good('figure', sweep, '--lang', 'zh');
  const [, curve] = / d="(M[^"]*)" fill="none" stroke="#0072b2"/.exec(curves)!;
  expect([curve!.match(/L/g), curves.match(/ r="2\.5"/g)].map((all) => all?.length)).toEqual([2, 3]); // three rates
  expect(texts(curves)).toEqual(expect.arrayContaining(['最终损失：随学习率变化的中位数与四分位数', '学习率', 'SGD']));
  const png = join(folder, 'each.png');
  await good('figure', sweep, '--out', png, '--width', '400px');
  const { width, data } = PNG.sync.read(await readFile(png));
  const colours = new Set<number>();
  for (let i = 0; i < data.length; i += 4) colours.add(data.readUIntBE(i, 3));
  expect(width).toBe(800);
  for (const colour of [0xffffff, 0x0072b2, 0xe4e4e4]) expect(colours).toContain(colour); // paper, the lane, the grid
  const err = expect.stringContaining('an experiment has one picture');
  expect(await call('figure', each, '--view', 'loss')).toMatchObject({ status: 2, err });
});

/** Where a picture of an experiment has its texts: how wide it is, and of each text its ends, estimated, and its size. */
function placesIn(svg: string): { wide: number; places: { from: number; to: number; size: number }[] } {
  paper();
  const wide = Number(/viewBox="0 0 ([\d.]+)/.exec(svg)![1]);
  const places = [...svg.matchAll(/<text x="([\d.]+)" y="[\d.]+"([^>]*)>([^<]*)</g)].map(([, x, more, said]) => {
    const size = Number(/font-size="(\d+)"/.exec(more!)?.[1] ?? 13);
    const length = widthOf(said!.replaceAll('&amp;', '&'), `${size}px sans-serif`);
    const before = { end: length, middle: length / 2 }[/anchor="(\w+)"/.exec(more!)?.[1] ?? ''] ?? 0;
    return { from: Number(x) - before, to: Number(x) - before + length, size };
  });
  return { wide, places };
}

it.each([
  ['a sweep', '#p=rosenbrock&o=sgd,lr=.0001:.001:3&o=adam,name=one+that+has+a+long+name+of+its+own&steps=20&seeds=2'],
  ['many seeds', '#p=rosenbrock,noise=1&o=sgd,name=a+name+as+long+as+such+a+name+may+be&o=adam&steps=20&seeds=4'],
  ['many settings', '#p=rosenbrock,noise=1&o=sgd,lr=.001_.0005,momentum=0_.9&o=adam,lr=.05_.1&steps=9&seeds=3'],
])('keeps the letters of %s as large and inside, however narrow it is', async (_, many) => {
  for (const width of ['6cm', '12cm', '800px']) {
    const { wide, places } = placesIn(await good('figure', many, '--width', width));
    expect(wide).toBe(lengthOf(width).pixels); // a picture that is scaled has smaller letters
    expect(places.length).toBeGreaterThan(5);
    for (const { from, to, size } of places) {
      expect(from).toBeGreaterThanOrEqual(0);
      expect(to, width).toBeLessThanOrEqual(wide);
      expect(size).toBeGreaterThanOrEqual(11);
    }
  }
});

it('says what of a link it does not draw', async () => {
  const moons = '#v=2&p=moons&o=adam,lr=.01&steps=9';
  const { status, err } = await call('figure', `${moons}&view=table,regions,weights,loss`);
  expect([status, err]).toEqual([
    0,
    expect.stringMatching(
      /^warning ignored view\.views a figure has no 'table'; of this race it draws regions, loss, /,
    ),
  ]);
  const asked = async (view: string): Promise<string> => (await call('figure', moons, '--view', view)).err;
  for (const view of [
    'network',
    'items',
    'confusion',
    'weights',
    'gates',
    'layers',
    'draw',
    'table',
    'step',
    'compare',
    'map',
  ])
    expect(await asked(view)).toMatch(
      new RegExp(`^usage --view a figure has no '${view}'; of this race it draws regions, loss, `),
    );
  for (const view of ['loss', 'curves', 'accuracy', 'trajectory', 'regions,loss']) expect(await asked(view)).toBe('');
  expect(await asked('loss,gradNorm')).toMatch(/one chart; 'gradNorm' is one more/);
});

it.each([
  [['--width', '12'], /--width must be a length/],
  [['--width', '1cm'], /--width must be a length/],
  [['--out', 'a.jpg'], /--out must be the name of a file that ends in \.svg, \.png, \.pdf/],
  [['--lang', 'fr'], /--lang must be en or zh/],
  [['--view', 'nonsense'], /--view a figure has no 'nonsense'; of this race it draws map, loss, /],
  [['--view', 'regions'], /--view a figure has no 'regions'; of this race it draws map, loss, /],
  [['--out', join(folder, 'none/a.svg')], /--out cannot be written/],
])('says what is wrong with %s', async (args, err) => {
  expect(await call('figure', link, ...args)).toMatchObject({ status: 2, err: expect.stringMatching(err) });
});
