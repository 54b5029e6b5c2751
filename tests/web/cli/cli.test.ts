import { csvParseRows } from 'd3-dsv';
import { describe, expect, it } from 'vitest';
import type { Surroundings } from '../../../web/src/cli/command.ts';
import { readConfig } from '../../../web/src/cli/input.ts';
import { digits } from '../../../web/src/core/csv.ts';
import { raceChecksum } from '../../../web/src/core/hash.ts';
import { formatReference } from '../../../web/src/core/own.ts';
import { hashOf } from '../../../web/src/worker/own/data.ts';
import { catalog } from '../support/module.ts';
import { clouds } from '../support/own.ts';
import { callIn } from '../support/terminal.ts';

interface Row {
  lane: number;
  optimizer: string;
  step: number;
  loss: number | null;
  gradNorm: number | null;
  params?: number[];
  shown?: number[];
  accuracy?: number;
  lr?: number;
  status: string;
}

/** What a file or a pipe holds, in pieces. */
async function* bytes(content: string | Uint8Array): AsyncIterable<Uint8Array> {
  const all = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  for (let at = 0; at < all.length; at += 65_536) yield all.subarray(at, at + 65_536);
}

async function* failing(code: string): AsyncIterable<Uint8Array> {
  yield new Uint8Array(3);
  throw Object.assign(new Error(`${code}: Node's own text`), { code });
}

/** The command line beside a file `race.json`, which is also on its standard input, and a table. */
const call = (args: string[], input: string | Uint8Array = '', more: Partial<Surroundings> = {}) =>
  callIn(args, {
    file: (path) => (path === 'race.json' ? bytes(input) : path === 'clouds.csv' ? bytes(clouds()) : failing('ENOENT')),
    standardInput: () => bytes(input),
    ...more,
  });

async function run(args: string[], input: string | Uint8Array = '') {
  const { status, out, err } = await call(['run', ...args], input);
  expect([status, err]).toEqual([0, '']);
  const lines = out.trimEnd().split('\n');
  const end = JSON.parse(lines.pop()!) as { checksum: string; lanes: string[]; link: string };
  return { out, lines, rows: lines.map((line) => JSON.parse(line) as Row), end };
}

const LINK = '#v=1&p=rosenbrock&o=sgd,lr=.001,momentum=.9&o=adam,lr=.05&steps=20';
const JSON_RACE = JSON.stringify({
  v: 1,
  steps: 20,
  problem: { id: 'rosenbrock' },
  lanes: [
    { optimizer: 'sgd', lr: 0.001, momentum: 0.9 },
    { optimizer: 'adam', lr: 0.05 },
  ],
});

describe('sidestep run', () => {
  it('prints a row for each step and lane, and the checksum', async () => {
    const { rows, lines, end } = await run([LINK]);
    expect(rows.map(({ step, lane }) => [step, lane])).toEqual(
      Array.from({ length: 42 }, (_, i) => [Math.floor(i / 2), i % 2]),
    );
    expect(rows[0]).toEqual({
      lane: 0,
      optimizer: 'sgd',
      step: 0,
      loss: 24.199999999999996,
      gradNorm: 232.86768775422661,
      params: [-1.2, 1],
      evaluations: 1,
      lr: 0.001,
      status: 'running',
    });
    const keys = ['lane', 'optimizer', 'step', 'loss', 'gradNorm', 'params', 'evaluations', 'lr', 'status'];
    expect(Object.keys(rows[1]!)).toEqual(keys);
    expect(rows.map(({ status }) => status).slice(-3)).toEqual(['running', 'finished', 'finished']);
    expect(lines[3]).toContain('"loss":12.048125000610348,');
    expect(end.lanes.every((hash) => /^[0-9a-f]{16}$/.test(hash))).toBe(true);
    expect(end.checksum).toBe(raceChecksum(end.lanes));
  });

  it('prints what a problem measures of its own, where it was measured, and no time', async () => {
    const regret = (await run(['#v=1&p=reddi&o=adam,lr=.1,schedule=inverseSqrt&steps=3'])).rows;
    expect(Object.keys(regret[3]!)).toEqual([
      'lane',
      'optimizer',
      'step',
      'loss',
      'gradNorm',
      'params',
      'evaluations',
      'lr',
      'averageRegret',
      'status',
    ]);
    expect(regret[3]!.lr).toBeCloseTo(0.1 / Math.sqrt(4), 12);
    const [row] = (await run(['#v=1&p=matrix_factorization&o=sgd&steps=1'])).rows;
    expect(row).toHaveProperty('testLoss', expect.any(Number));
    const tested = (await run(['#v=1&p=moons&o=sgd&steps=20'])).rows.filter((one) => 'accuracy' in one);
    expect(tested.map(({ step }) => step)).toEqual([0, 10, 20]);
  });

  it('tells why lanes diverged, after the rows or, of a table, beside it', async () => {
    const link = '#v=1&p=ravine,start=1~0&o=rmsprop,epsilon=0&o=sgd&steps=3';
    const why = '0/0 in y: v is 0 and epsilon is 0; with epsilon = 1e-8 it is finite';
    expect((await run([link])).end).toMatchObject({ diverged: [{ lane: 0, step: 1, why }] });
    expect((await call(['run', link, '--csv'])).err).toBe(`lane 0 diverged at step 1: ${why}\n`);
    expect((await run([LINK])).end).not.toHaveProperty('diverged');
  });

  it('tells all four curves of a network where it is tested, and of no other row', async () => {
    const { rows } = await run(['#v=1&p=moons&o=sgd&steps=20']);
    for (const row of rows) {
      expect(row).toHaveProperty('loss', expect.any(Number));
      for (const name of ['testLoss', 'accuracy', 'trainAccuracy'])
        expect(name in row, `${row.step} ${name}`).toBe((row.step as number) % 10 === 0);
    }
    const [csv] = (await call(['run', '#v=1&p=moons,testTrain=0&o=sgd&steps=20', '--csv'])).out.split('\n');
    expect(csv).toContain(',testLoss');
    expect(csv).not.toContain('trainAccuracy');
  });

  it('reads a file, standard input and links alike', async () => {
    const { out } = await run([LINK]);
    const utf16 = new Uint8Array(Buffer.from(`\ufeff${JSON_RACE}`, 'utf16le'));
    for (const [source, input] of [
      ['race.json', `\ufeff${JSON_RACE}`], // a byte-order mark
      ['-', utf16],
      ['-', `\ufeff${LINK}`],
      ['race.json', JSON_RACE],
      ['-', JSON_RACE],
      ['-', `${LINK}\n`],
      ['race.json', `https://example.org/${LINK}`],
      [LINK.slice(1), ''],
      [`https://example.org/${LINK}`, ''],
    ] as const) {
      expect((await run([source], input)).out).toBe(out);
    }
  });

  it('ends at --steps, and records --every so many and the last', async () => {
    const { rows } = await run([LINK, '--steps', '11', '--every', '5']);
    expect(rows.filter(({ lane }) => lane === 0).map(({ step }) => step)).toEqual([0, 5, 10, 11]);
    expect((await run([LINK, '--steps=0'])).rows.map(({ status }) => status)).toEqual(['finished', 'finished']);
  });

  it('is the same in one piece and in many, with one worker and with four', async () => {
    const link = `${LINK}&o=rmsprop&o=adagrad,lr=.4`;
    const one = await run([link, '--steps', '2500']);
    expect((await run([link, '--steps', '2500', '--workers', '4'])).out).toBe(one.out);
    expect(one.rows.length).toBe(4 * 2501);
    const sparse = await run([link, '--steps', '2500', '--every', '1000000', '--workers', '99']);
    expect(sparse.end).toEqual(one.end);
  });

  it('ends a lane where it diverges, and says so', async () => {
    const { rows, lines } = await run(['#v=1&p=rosenbrock&o=sgd,lr=10&o=adam&steps=50']);
    const diverged = rows.filter(({ lane }) => lane === 0);
    expect(diverged.length).toBeLessThan(10);
    expect(diverged.at(-1)).toMatchObject({ status: 'diverged', loss: null });
    expect(lines.join()).not.toMatch(/NaN|Infinity/);
    expect(rows.filter(({ lane }) => lane === 1).length).toBe(51);
    const all = await run(['#v=1&p=rosenbrock&o=sgd,lr=10&steps=5000']);
    expect(all.rows.at(-1)!.step).toBeLessThan(10);
  });

  it('goes on with the other lanes long after one has diverged', async () => {
    const { rows, end } = await run(['#v=1&p=rosenbrock&o=sgd,lr=10&o=adam&steps=3500', '--every', '700']);
    expect(rows.filter(({ lane }) => lane === 1).map(({ step }) => step)).toEqual([0, 700, 1400, 2100, 2800, 3500]);
    expect(rows.at(-1)).toMatchObject({ lane: 1, status: 'finished' });
    expect(end.lanes[0]).toMatch(/^[0-9a-f]{16}$/);
  });

  it('takes as many steps as a race may have, and no more', async () => {
    const most = String(catalog.race.find(({ id }) => id === 'steps')!.max);
    const { rows } = await run(['#v=1&p=rosenbrock&o=sgd,lr=10', '--steps', most]); // diverges at once
    expect(rows.at(-1)!.status).toBe('diverged');
    expect((await call(['run', LINK, '--steps', `${most}0`])).status).toBe(2);
  });

  it('prints comma-separated values', async () => {
    const { out, status } = await call(['run', LINK, '--csv', '--steps', '1']);
    expect(status).toBe(0);
    expect(out.split('\n')).toEqual([
      'lane,optimizer,step,loss,gradNorm,accuracy,status,x0,x1,evaluations,lr,set.lr,set.momentum',
      '0,sgd,0,24.199999999999996,232.86768775422661,,running,-1.2000000000000000,1,1,0.0010000000000000000,0.001,0.9',
      '1,adam,0,24.199999999999996,232.86768775422661,,running,-1.2000000000000000,1,1,0.050000000000000003,0.05,',
      expect.stringMatching(/^0,sgd,1,5\.35\d+,49\.0\d+,,finished,-0\.984\d+,1\.088\d+,2,/),
      expect.stringMatching(/^1,adam,1,12\.0\d+,140\.\d+,,finished,/),
      '',
    ]);
  });

  it.each([
    ['one parameter', '#v=1&p=quartic1d&o=adam,lr=.1&steps=3'],
    ['a network', '#v=1&p=moons&o=sgd,schedule=cosine&o=adam&steps=12'],
    ['a sequence that measures of its own', '#v=1&p=reddi&o=adam,lr=.1,amsgrad=1&o=rmsprop&steps=3'],
    ['sixteen parameters', '#v=1&p=matrix_factorization&o=sgd&steps=1'],
    ['a lane that diverges', '#v=1&p=rosenbrock&o=sgd,lr=10&o=adam&steps=50'],
  ])('names every value that it prints: %s', async (_what, link) => {
    const [head = [], ...rows] = csvParseRows((await call(['run', link, '--csv'])).out);
    expect(new Set(head).size).toBe(head.length);
    for (const row of rows) expect(row.length).toBe(head.length);
    const json = (await run([link])).rows;
    expect(rows.map((row) => row[head.indexOf('loss')])).toEqual(
      json.map(({ loss }) => (loss === null ? expect.stringMatching(/^(Infinity)?$/) : digits(loss))),
    );
    const parameters = head.filter((name) => /^x\d+$/.test(name)).length;
    expect(parameters).toBe(json[0]!.params?.length ?? 0);
  });

  it('gives a spreadsheet no formula that a link made up', async () => {
    const { out } = await call(['run', '#seed=1&o=sgd,name=%3DCMD()&steps=1', '--csv']);
    const [head = [], row = []] = csvParseRows(out);
    expect(row[head.indexOf('name')]).toBe("'=CMD()");
  });

  it('tells both points of a lane with an average, and the loss at the one that is shown', async () => {
    const link = '#v=1&p=ravine&o=sgd,lr=.015,average=polyak&o=sgd,lr=.01,momentum=.9,lookahead=5&steps=2';
    const { rows } = await run([link]);
    const last = rows.filter(({ step }) => step === 2);
    expect(last.map(({ params }) => params)).toEqual([
      [expect.closeTo(-1.4553375, 12), expect.closeTo(0.2, 12)],
      [expect.closeTo(-1.45665, 12), expect.closeTo(-0.72, 12)],
    ]);
    expect(last.map(({ shown }) => shown)).toEqual([
      [expect.closeTo(-1.46641875, 12), expect.closeTo(-0.1, 12)],
      [-1.5, 0.8],
    ]);
    expect(last.map(({ loss }) => loss)).toEqual([expect.closeTo(1.5751919751757808, 12), expect.closeTo(33.125, 12)]);
  });

  it('tells up to 32 parameters, from a list that is given', async () => {
    const start = Array.from({ length: 32 }, (_, i) => i / 8);
    const link = `#v=1&p=matrix_least_squares,inputs=8,units=4,start=${start.join('~')}&o=shampoo&steps=1`;
    const { rows } = await run([link]);
    expect(rows[0]!.params).toEqual(start);
    expect(rows[1]!.params).toHaveLength(32);
  });

  it('trains on digits, with accuracy where the network was tested and no parameters', async () => {
    const { rows } = await run(['#v=1&p=network,train=400,test=100,evaluate=10&o=sgd,lr=.1&steps=15']);
    expect(rows.every((row) => row.params === undefined)).toBe(true);
    expect(rows.filter(({ accuracy }) => accuracy !== undefined).map(({ step }) => step)).toEqual([0, 10, 15]);
    expect(rows.at(-1)!.accuracy).toBeGreaterThan(0.3);
  });
});

it('trains on a file of one’s own, and names it when it is not given', async () => {
  const reference = formatReference({
    name: 'clouds.csv',
    hash: hashOf([new TextEncoder().encode(clouds())]),
    column: 2,
    reading: 1,
  });
  const link = `#v=1&p=network,data=own,file=${encodeURIComponent(reference)},train=48,test=12,net=dense(8)+tanh+dense(3)&o=adam,lr=.05&steps=60`;
  const { rows } = await run([link, '--file', 'clouds.csv']);
  expect(rows.at(-1)!.accuracy).toBe(1);
  expect(await call(['run', link])).toMatchObject({
    status: 2,
    err: expect.stringMatching(
      /^no-data problem\.file this race uses the file 'clouds\.csv' \(hash [0-9a-f]{16}, classes in column 2\)/,
    ),
  });
  const absent = await call(['run', link, '--file', 'other.csv']);
  expect([absent.status, absent.err]).toEqual([2, 'no-file --file there is no such file\n']);
});

it('starts on a file of one’s own with a link that names none, and prints the link that names it', async () => {
  const short = '#v=1&p=network,data=own&o=adam,lr=.05&batch=8&steps=80';
  const { rows, lines, end } = await run([short, '--file', 'clouds.csv']);
  expect(rows.at(-1)!.accuracy).toBe(1);
  expect(end.link).toMatch(
    /data=own,file=clouds\.csv%3A[0-9a-f]{16}%3A2,train=48,test=12,net=dense\(32\)\+relu\+dense\(3\)&/,
  );
  const again = await run([end.link, '--file', 'clouds.csv']);
  expect([again.lines, again.end]).toEqual([lines, end]);
  expect((await call(['verify', end.link, '--file', 'clouds.csv'])).status).toBe(0);
  const table = await call(['run', short, '--csv', '--file', 'clouds.csv']);
  expect(`${table.err.trim()}&checksum=${end.checksum}`).toBe(end.link);
  const kept = await run([
    '#v=1&p=network,data=own,train=30,test=20,net=dense(3)&o=sgd&steps=1',
    '--file',
    'clouds.csv',
  ]);
  expect(kept.end.link).toContain('train=30,test=20,net=dense(3)&');
  const elsewhere = await call(['run', LINK, '--file', 'clouds.csv']);
  expect([elsewhere.status, elsewhere.err]).toEqual([2, expect.stringMatching(/^usage --file /)]);
});

it.each(['lr=0.1.json', 'p=beale.json', 'v=1&o=sgd'])(
  'reads the file %s before it takes its name for a link',
  async (name) => {
    const file = (path: string) => (path === name ? bytes(JSON_RACE) : failing('ENOENT'));
    const { config } = await readConfig(name, catalog, { file, standardInput: () => bytes('') });
    expect(config.lanes.map(({ optimizer }) => optimizer)).toEqual(['sgd', 'adam']);
  },
);

it('says how to get data that has not been packed', async () => {
  const { status, err } = await call(['run', '#v=1&p=network,data=cifar10&o=sgd', '--data', '/nowhere']);
  expect([status, err]).toEqual([
    2,
    "no-data problem.data this copy has no 'cifar10': 'npm run data cifar10' downloads and packs it, or give --data FOLDER|URL\n",
  ]);
});

describe('bad input: exit status 2 and one line', () => {
  it.each<[string[], string, string]>([
    [[], 'usage arguments', ''],
    [['race.json', 'race.json'], 'usage arguments', ''],
    [['nothing.json'], 'no-file file', ''],
    [['race.json'], 'bad-json file', '{"v":1,'],
    [['-'], 'bad-json stdin', ''],
    [['-'], 'bad-length link', `#v=1&p=${'x'.repeat(1_000_000)}`],
    [['-'], 'bad-length stdin', '['.repeat(5_000_000)],
    [['-'], 'wrong-type -', '[]'],
    [['#'], 'usage link', ''],
    [['#v=1&p=nowhere'], 'unknown-id problem.id', ''],
    [['#v=1&o=magic'], 'unknown-id lanes.0.optimizer', ''],
    [['#v=1&o=sgd&o=adam,beta1=1'], 'out-of-range lanes.1.beta1', ''],
    [['#v=1&o=sgd,lr=NaN'], 'not-finite lanes.0.lr', ''],
    [['#v=1&o=sgd,lr=1e999'], 'not-finite lanes.0.lr', ''],
    [['#v=1&o=sgd&seed=-1'], 'out-of-range seed', ''],
    [['#v=1&o=sgd&%1b[31m%0a=1'], 'unknown-field ?[31m?', ''],
    [['#v=1&p=network,train=-6&o=sgd'], 'out-of-range problem.train', ''],
    [['#v=1&p=network,net=dense(0)&o=sgd'], 'bad-net problem.net', ''],
    [['#v=1&p=network,train=10,test=5&o=sgd', '--data', '/nowhere'], 'no-data problem.data', ''],
    [['-'], 'not-finite seed', '{"seed":1e999,"lanes":[{"optimizer":"sgd"}]}'],
    [['-'], 'unknown-field __proto__', '{"__proto__":{},"lanes":[{"optimizer":"sgd"}]}'],
    [['-'], 'out-of-range lanes', JSON.stringify({ lanes: new Array(1e5).fill({ optimizer: 'sgd' }) })],
    [[LINK, '--steps', '-1'], 'usage --steps must be a whole number', ''],
    [[LINK, '--steps=-1'], 'usage --steps must be a whole number', ''],
    [[LINK, '--steps=1.5'], 'usage --steps', ''],
    [[LINK, '--steps=1e3'], 'usage --steps', ''],
    [[LINK, '--steps=99999999'], 'usage --steps must be a whole number, 0 to 10000000', ''],
    [[LINK, '--every=0'], 'usage --every', ''],
    [[LINK, '--workers', '-2'], 'usage --workers', ''],
    [[LINK, '--steps'], 'usage --steps needs a value', ''],
    [[LINK, '--steps', '--json'], 'usage --steps needs a value', ''],
    [[LINK, '--data', '--csv'], 'usage --data needs a value', ''],
    [[LINK, '--data='], 'usage --data is empty', ''],
    [[LINK, '--file', ''], 'usage --file is empty', ''],
    [[LINK, '--json=1'], 'usage --json takes no value', ''],
    [[LINK, '--steps=1', '--steps=2'], 'usage --steps is given twice', ''],
    [[LINK, '--json', '--json'], 'usage --json is given twice', ''],
    [['-1'], 'usage -1 there is no such option', ''],
    [['-x', LINK], 'usage -x there is no such option', ''],
    [[LINK, '--__proto__'], 'usage --__proto__ there is no such option', ''],
    [[''], 'usage arguments the link or the name of the file is empty', ''],
    [['  '], 'usage arguments the link or the name of the file is empty', ''],
    [['-'], 'bad-json stdin is empty', ' \n'],
    [['race.json'], 'bad-json file is not valid JSON', 'not JSON'],
    [['-'], 'out-of-range lanes there are 17; at most 16 can race', `#${'o=sgd&'.repeat(17)}`],
    [[LINK, '--json', '--csv'], 'usage arguments', ''],
    [[LINK, '--frobnicate'], 'usage --frobnicate there is no such option', ''],
  ])('%j: %s', async (args, start, input) => {
    const { status, out, err } = await call(['run', ...args], input);
    expect([status, out]).toEqual([2, '']);
    expect(err).toMatch(/^[^\n]*\n$/);
    expect(err.slice(0, start.length)).toBe(start);
    expect(err[start.length]).toMatch(/[\s,;]/);
  });

  it('an unknown command, and what a command does not take', async () => {
    for (const command of ['walk', '', 'constructor'])
      expect(await call([command])).toMatchObject({ status: 2, err: expect.stringContaining(`'${command}'`) });
    for (const args of [
      ['verify', LINK, '--steps', '5'],
      ['catalog', '--json'],
    ])
      expect(await call(args)).toMatchObject({ status: 2, err: expect.stringContaining('there is no such option') });
    expect((await call(['catalog', 'all'])).err).toBe('usage catalog takes no further arguments\n');
    const dataUrl = () => new URL('http://[');
    expect((await call(['run', LINK, '--data', 'http://['], '', { dataUrl })).err).toBe(
      'usage --data is neither a folder nor an address\n',
    );
    expect((await call(['verify'])).err).toMatch(/^usage arguments give one link, one file or -; a link in quotes/);
  });

  it.each([
    ['EISDIR', 'is a folder, not a file'],
    ['EACCES', 'may not be read'],
    ['ENAMETOOLONG', 'the name is too long'],
    ['EIO', 'the system says EIO'],
  ])('a file, a pipe or data that gives %s, in words', async (code, words) => {
    const file = () => failing(code);
    expect((await call(['run', 'x.json'], '', { file })).err).toBe(`no-file file ${words}\n`);
    expect((await call(['run', '-'], '', { standardInput: file })).err).toBe(`no-file stdin ${words}\n`);
    const own = ['run', '#p=network,data=own&o=sgd', '--file', 'a.csv'];
    expect((await call(own, '', { file })).err).toBe(`no-file --file ${words}\n`);
  });
});

describe('input that never ends is left after what a config may have', () => {
  let taken = 0;
  async function* endless(): AsyncIterable<Uint8Array> {
    for (taken = 0; ; taken += 65_536) yield new Uint8Array(65_536).fill(32);
  }
  it.each([
    ['standard input', ['run', '-'], 'bad-length stdin has more than 4000000 bytes\n'],
    ['a file', ['verify', 'race.json'], 'bad-length file has more than 4000000 bytes\n'],
    [
      'a file of one’s own',
      ['run', '#p=network,data=own&o=sgd', '--file', 'a.csv'],
      /^bad-length --file has more than \d+ bytes\n$/,
    ],
  ])('%s', async (_what, args, said) => {
    const { status, err } = await call(args, '', { standardInput: endless, file: endless });
    expect([status, err]).toEqual([2, typeof said === 'string' ? said : expect.stringMatching(said)]);
    if (typeof said === 'string') expect(taken).toBeLessThan(4_200_000);
  });
});

describe('a slip that can be read', () => {
  it.each([
    ['v=9&p=beale&o=sgd&steps=2', 'v=2&p=beale&o=sgd&steps=2', 'unknown-version v '],
    [
      'v=1&p=beale&o=sgd&steps=2&steps=3',
      'v=1&p=beale&o=sgd&steps=3',
      "repeated-field steps is given twice; '3' is used",
    ],
    ['v=1&p=beale&o=sgd,lr=0,01&steps=2', 'v=1&p=beale&o=sgd,lr=.01&steps=2', "read-as lanes.0.lr read as '0.01': "],
    ['v=1&p=beale&o=sgd&steps=2&utm_source=x', 'v=1&p=beale&o=sgd&steps=2', 'ignored utm_source '],
  ])('%s: a warning, and the race goes on', async (slip, right, says) => {
    const { status, out, err } = await call(['run', `#${slip}`]);
    expect([status, out]).toEqual([0, (await run([`#${right}`])).out]);
    expect(err).toMatch(/^warning [^\n]*\n$/);
    expect(err).toContain(says);
  });

  it('is not said where another stops the race', async () => {
    const { status, err } = await call(['run', '#o=sgd,lr=0,01&steps=x']);
    expect([status, err]).toEqual([2, 'wrong-type steps must be a number\n']);
  });
});

describe('standard output', () => {
  const refusing = (code: string) => ({ out: () => Promise.reject(Object.assign(new Error('write'), { code })) });
  const finished = async (args: string[], code: string) => call(args, '', refusing(code));
  const sum = async () => (await run([LINK])).end.checksum;

  it.each([['run', LINK], ['catalog'], ['help']])(
    'that cannot be written has a code and a sentence: %s',
    async (...args) => {
      const { status, err } = await finished(args, 'ENOSPC');
      expect([status, err]).toEqual([1, 'no-output stdout cannot be written: no space is left\n']);
    },
  );

  it('whose reader has seen enough is no failure, and verify says its verdict all the same', async () => {
    expect(await finished(['run', LINK], 'EPIPE')).toMatchObject({ status: 0, err: '' });
    expect(await finished(['verify', `${LINK}&checksum=${await sum()}`], 'EPIPE')).toMatchObject({
      status: 0,
      err: '',
    });
    expect(await finished(['verify', `${LINK}&checksum=0123456789abcdef`], 'EPIPE')).toMatchObject({
      status: 1,
      err: expect.stringMatching(/^checksum-differs checksum /),
    });
    expect((await finished(['verify', `${LINK}&checksum=${await sum()}`], 'EIO')).status).toBe(1);
  });
});

it.each([
  [new TypeError('a fault\nof ours'), 'internal - a fault of ours\n'],
  [new WebAssembly.RuntimeError('unreachable'), 'crashed - unreachable\n'],
])('ends with status 1 where the fault is not the reader’s: %s', async (fault, line) => {
  const dataUrl = () =>
    Object.defineProperty({} as URL, 'href', {
      get: () => {
        throw fault;
      },
    });
  const { status, err } = await call(['run', '#p=network&o=sgd'], '', { dataUrl });
  expect([status, err]).toEqual([1, line]);
});

it('prints the catalog and help', async () => {
  expect(JSON.parse((await call(['catalog'])).out)).toEqual(catalog);
  for (const args of [
    [],
    ['help'],
    ['--help'],
    ['-h'],
    ...[['run'], ['verify'], ['catalog']].flatMap((it) => [
      [...it, '-h'],
      [...it, LINK, '--help'],
    ]),
  ]) {
    expect((await call(args)).out).toContain('sidestep-race run LINK');
  }
  for (const asked of ['version', '--version', '-v', '-V'])
    expect((await call([asked])).out).toMatch(/^\d+\.\d+\.\d+\n$/);
});

it('prints numbers that read back as the same bits', () => {
  const buffer = new DataView(new ArrayBuffer(8));
  let state = 1n;
  for (let i = 0; i < 3000; i++) {
    state = BigInt.asUintN(64, state * 6364136223846793005n + 1442695040888963407n);
    buffer.setBigUint64(0, state);
    const x = buffer.getFloat64(0);
    const text = digits(x);
    expect(JSON.parse(text)).toBe(Number.isFinite(x) ? x : null);
    if (Number.isFinite(x) && !Number.isInteger(x))
      expect(text.replace(/e.*|\D/g, '').replace(/^0+/, '').length).toBe(17);
  }
  for (const x of [0, -0, 1, -1, 2 ** 53, 1e21, 5e-324, 1.7976931348623157e308])
    expect(Object.is(JSON.parse(digits(x)), x)).toBe(true);
  expect([Number.NaN, Number.POSITIVE_INFINITY].map(digits)).toEqual(['null', 'null']);
});
