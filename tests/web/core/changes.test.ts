// A lane that goes on otherwise from a step on: `changes` of a config, and what follows `;` in a link.
import { csvParse } from 'd3-dsv';
import { describe, expect, it } from 'vitest';
import { optimizerOf } from '../../../web/src/core/catalog.ts';
import { catalog } from '../../../web/src/core/catalog-data.ts';
import { changesOf, laneAt, phasesOf, withChanges } from '../../../web/src/core/changes.ts';
import { type LaneConfig, minimal, normalize } from '../../../web/src/core/config.ts';
import { csvOf } from '../../../web/src/core/csv.ts';
import { formatLink, parseLink } from '../../../web/src/core/link.ts';
import { MAX_CHANGES } from '../../../web/src/core/read-changes.ts';
import { Trace } from '../../../web/src/core/trace.ts';
import { formatExperiment, parseExperiment } from '../../../web/src/experiment/link.ts';
import { twinOf } from '../../../web/src/panels/twin.ts';
import { laneOn, untouched } from '../../../web/src/reader/begin.ts';

const LINK = '#v=1&p=beale&o=adam,lr=.05;150,lr=.01;300,o=sgd,lr=.001;400,fresh=1&steps=500';
const read = (link: string) => {
  const { config, notices } = parseLink(link, catalog);
  return { lane: config!.lanes[0]!, config: config!, notices };
};
const again = (link: string): string => formatLink(read(link).config, catalog);
const of = (changes: unknown, lane: object = { optimizer: 'adam', lr: 0.05 }) => {
  const { config, notices } = normalize({ problem: { id: 'beale' }, lanes: [{ ...lane, changes }] }, catalog);
  return { config, link: formatLink(config, catalog), lane: config.lanes[0]!, notices };
};
const wrong = (changes: unknown) => of(changes).notices.map(({ code, at }) => `${code} ${at}`);

describe('a link with changes', () => {
  it('is read and written back', () => {
    expect(read(LINK).notices).toEqual([]);
    expect(again(LINK)).toBe(LINK);
    expect(minimal(read(LINK).config, catalog).lanes).toEqual([
      {
        optimizer: 'adam',
        lr: 0.05,
        changes: [
          { at: 150, lr: 0.01 },
          { at: 300, optimizer: 'sgd', lr: 0.001 },
          { at: 400, fresh: true },
        ],
      },
    ]);
  });

  it('says the same as its config, in full and without defaults', () => {
    const { config } = read(LINK);
    expect(normalize(config, catalog)).toEqual({ config, notices: [] });
    expect(normalize(minimal(config, catalog), catalog).config).toEqual(config);
    expect(normalize(JSON.parse(JSON.stringify(config)), catalog).config).toEqual(config);
  });

  it.each([
    ['encoded signs', LINK.replaceAll(';', '%3B')],
    ['encoded twice', LINK.replaceAll(';', '%253B')],
    ['a whole part encoded', LINK.replace(/o=[^&]*/, (part) => `o=${encodeURIComponent(part.slice(2))}`)],
    ['everything encoded', `#${encodeURIComponent(LINK.slice(1))}`],
    ['written in HTML', LINK.replaceAll('&', '&amp;')],
    ['quoted-printable', LINK.replaceAll('=', '=3D').replace(';300', '=\r\n;300')],
    ['signs of a keyboard for Chinese', LINK.replaceAll(';', '；').replaceAll(',', '，')],
    ['the end of a sentence', `(${LINK.replace('&steps=500', '')});`],
    ['fresh as a word alone', LINK.replace('fresh=1', 'fresh')],
    ['nothing between two signs', LINK.replace(';150', ';;150').replace('&steps', ';&steps')],
  ])('survives %s', (_, link) => {
    expect(changesOf(read(link).lane)).toEqual(changesOf(read(LINK).lane));
  });

  it('keeps a sign that belongs to a name', () => {
    const { lane } = read('#p=beale&o=adam,name=a;b%3Bc;150,lr=.2;300,fresh=1');
    expect(lane.name).toBe('a;b;c');
    expect(changesOf(lane).map(({ at }) => at)).toEqual([150, 300]);
    expect(again('#p=beale&o=adam,name=a%3B150;150,lr=.2')).toBe('#v=1&p=beale&o=adam,name=a%3B150;150,lr=.2');
  });

  it('names what is wrong by its place', () => {
    const { notices } = read('#p=beale&o=adam;150,lr=x;140,lr=.1;soon,lr=1;160,o=nope;170,beta=1,at=3');
    expect(notices.map(({ code, at }) => `${code} ${at}`)).toEqual([
      'unknown-field lanes.0.changes.4.at',
      'wrong-type lanes.0.changes.0.lr',
      'wrong-type lanes.0.changes.2.at',
      'unknown-id lanes.0.changes.3.optimizer',
      'unknown-field lanes.0.changes.4.beta',
    ]);
  });
});

describe('changes of a config', () => {
  it('hold only what differs from what holds before', () => {
    expect(of([{ at: 10, lr: 0.05 }]).link).toBe('#v=1&p=beale&o=adam,lr=.05');
    expect(of([{ at: 10, optimizer: 'adam' }]).link).toBe('#v=1&p=beale&o=adam,lr=.05');
    const both = of([
      { at: 10, lr: 0.1, beta1: 0.9 },
      { at: 20, optimizer: 'adam', lr: 0.1, beta1: 0.5, fresh: false },
    ]);
    expect(both.link).toBe('#v=1&p=beale&o=adam,lr=.05;10,lr=.1;20,beta1=.5');
    expect(both.notices).toEqual([]);
  });

  it('take the defaults of another optimizer, those of their version', () => {
    const { lane, link } = of([{ at: 10, optimizer: 'nadam', lr: 0.1 }], { optimizer: 'adam', beta1: 0.5 });
    expect(laneAt(lane, 10)).toMatchObject({ optimizer: 'nadam', lr: 0.1, beta1: 0.9, muTwice: true });
    expect(link).toBe('#v=1&p=beale&o=adam,beta1=.5;10,o=nadam,lr=.1');
    const now = read('#v=2&p=beale&o=adam;10,o=nadam');
    expect(laneAt(now.lane, 10).muTwice).toBe(false);
    expect(again('#v=2&p=beale&o=adam;10,o=nadam')).toBe('#v=2&p=beale&o=adam;10,o=nadam');
  });

  it('begin a schedule anew where they name it, even the same', () => {
    const link =
      '#v=1&p=beale&o=sgd,schedule=cosine;100,schedule=cosine;150,lr=.1;200,scheduleFloor=.1,schedule=cosine';
    expect(again(link)).toBe(link);
    expect(phasesOf(read(link).lane).map(({ scheduleFrom }) => scheduleFrom)).toEqual([0, 100, 100, 200]);
    expect(again('#p=beale&o=sgd,schedule=cosine;200,scheduleFloor=.1')).toBe(
      '#v=1&p=beale&o=sgd,schedule=cosine;200,scheduleFloor=.1,schedule=cosine',
    );
    expect(again('#p=beale&o=sgd;100,schedule=constant;200,warmup=0')).toBe('#v=1&p=beale&o=sgd');
  });

  it('begin an average where it is switched on or to another', () => {
    const { lane } = read('#p=beale&o=sgd;10,average=ema;20,lr=.1;30,average=polyak;40,average=none');
    expect(phasesOf(lane).map(({ averageFrom }) => averageFrom)).toEqual([0, 10, 10, 30, 40]);
  });

  it('are named where they are wrong, and left out', () => {
    expect(wrong(7)).toEqual(['wrong-type lanes.0.changes']);
    expect(wrong([7, null, []])).toEqual([0, 1, 2].map((i) => `wrong-type lanes.0.changes.${i}`));
    expect(wrong([{ lr: 0.1 }])).toEqual(['wrong-type lanes.0.changes.0.at']);
    expect(wrong([{ at: 0, lr: 0.1 }])).toEqual(['out-of-range lanes.0.changes.0.at']);
    expect(wrong([{ at: 1.5, lr: 0.1 }])).toEqual(['wrong-type lanes.0.changes.0.at']);
    expect(wrong([{ at: 1e8, lr: 0.1 }])).toEqual(['out-of-range lanes.0.changes.0.at']);
    expect(wrong([{ at: 5, lr: 0.1 }, { at: 5, lr: 0.2 }])).toEqual(['out-of-range lanes.0.changes.1.at']); // biome-ignore format: one line
    expect(wrong([{ at: 5, lr: 0.1 }, { at: 6, lr: -1 }])).toEqual(['out-of-range lanes.0.changes.1.lr']); // biome-ignore format: one line
    expect(wrong([{ at: 5, optimizer: 3 }])).toEqual(['wrong-type lanes.0.changes.0.optimizer']);
    expect(wrong([{ at: 5, fresh: 1 }])).toEqual(['wrong-type lanes.0.changes.0.fresh']);
    expect(wrong([{ at: 5, momentum: 0.9 }])).toEqual(['unknown-field lanes.0.changes.0.momentum']);
    expect(wrong([{ at: 5, name: 'x', lr: 1 }])).toEqual(['unknown-field lanes.0.changes.0.name']);
    const ignored = ['ignored lanes.0.changes.0'];
    expect(wrong([{ at: 5 }])).toEqual(ignored);
    expect(wrong([{ at: 5, lr: of([]).lane.lr }])).toEqual(ignored); // as it is anyway
    expect(wrong([{ at: 5, fresh: false }])).toEqual(ignored);
    expect(read('#p=beale&o=sgd;150').notices).toMatchObject([{ code: 'ignored', at: 'lanes.0.changes.0', step: 150 }]);
    const many = Array.from({ length: MAX_CHANGES + 2 }, (_, i) => ({ at: i + 1, lr: i }));
    expect(wrong(many)).toEqual(['out-of-range lanes.0.changes']);
    expect(changesOf(of(many).lane)).toHaveLength(MAX_CHANGES);
  });

  it('are told step by step', () => {
    const { lane } = read(LINK);
    const at = (step: number) => [laneAt(lane, step).optimizer, laneAt(lane, step).lr];
    expect([0, 149, 150, 299, 300, 1e6].map(at)).toEqual([
      ['adam', 0.05],
      ['adam', 0.05],
      ['adam', 0.01],
      ['adam', 0.01],
      ['sgd', 0.001],
      ['sgd', 0.001],
    ]);
    expect(phasesOf(lane).map(({ fresh }) => fresh)).toEqual([false, false, false, true]);
    expect(withChanges(lane, [])).toEqual(read('#p=beale&o=adam,lr=.05').lane);
    expect(changesOf(withChanges({ optimizer: 'adam' } as LaneConfig, [{ at: 3, lr: 1 }]))).toEqual([{ at: 3, lr: 1 }]);
  });
});

it('a table has the settings that led to each row', () => {
  const { config } = read('#p=beale&o=adam,lr=.05;2,o=sgd,lr=.01,momentum=.9&o=adam');
  const trace = new Trace(['step', 'loss']);
  trace.append(Float64Array.of(0, 9, 1, 8, 2, 7, 3, 6));
  const csv = csvOf(config, catalog, ['step', 'loss']);
  const table = csvParse([csv.head, ...csv.rows(0, trace, 'finished')].join(''));
  expect(table.map((row) => [row.step, row.optimizer, row['set.lr'], row['set.momentum']])).toEqual([
    ['0', 'adam', '0.05', ''],
    ['1', 'adam', '0.05', ''],
    ['2', 'adam', '0.05', ''],
    ['3', 'sgd', '0.01', '0.9'],
  ]);
  expect(table.columns.filter((name) => name.startsWith('set.'))).toEqual(['set.lr', 'set.momentum']);
});

it('a lane with changes is none that nobody touched', () => {
  const { config } = read('#p=beale&o=adam');
  const plain = laneOn(config.problem, 'adam', catalog);
  expect(untouched(plain, config.problem, catalog)).toBe(true);
  expect(untouched(withChanges(plain, [{ at: 9, lr: 1 }]), config.problem, catalog)).toBe(false);
});

it('a lane is no twin of one with other changes', () => {
  const { lanes } = read('#p=beale&o=adam&o=adam;150,lr=.1&o=adam,beta1=.5;150,lr=.1').config;
  const adam = optimizerOf(catalog, 'adam')!;
  expect(twinOf(lanes, 1, adam)).toBeUndefined();
  expect(twinOf(lanes, 2, adam)).toMatchObject({ index: 1, fields: [{ id: 'beta1' }] });
});

it('a change that sets what the first cell of an experiment has is one in its other cells', () => {
  const link = '#v=1&p=beale&o=adam,lr=.01:.1:3;150,lr=.01&seeds=3';
  const { experiment, notices } = parseExperiment(link, catalog);
  expect(notices).toEqual([]);
  expect(changesOf(experiment!.config.lanes[0]!)).toEqual([{ at: 150, lr: 0.01 }]);
  expect(formatExperiment(experiment!, catalog)).toBe(link);
});
