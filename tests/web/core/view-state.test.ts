import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { minimal, normalize } from '../../../web/src/core/config.ts';
import { readEmbed } from '../../../web/src/core/embed.ts';
import { formatLink, parseLink } from '../../../web/src/core/link.ts';
import { Notices } from '../../../web/src/core/notices.ts';
import { readView, VIEW_KEYS, type ViewState, withView, writeView } from '../../../web/src/core/view-state.ts';
import { SidestepRace } from '../../../web/src/element/index.ts';
import { races } from '../support/configs.ts';
import { catalog } from '../support/module.ts';

const race = '#v=1&p=beale&o=adam,lr=.1&steps=30';
const mistakes = (link: string) => parseLink(link, catalog).notices.map(({ code, at }) => `${code} ${at}`);

const number = fc.double({ min: -1e6, max: 1e6, noNaN: true }).map((x) => x + 0);
const ends = fc
  .tuple(number, number)
  .filter(([a, b]) => a !== b)
  .map(([a, b]) => [Math.min(a, b), Math.max(a, b)]);
const name = fc.constantFrom('loss', 'table', 'x0', 'gradNorm', 'averageRegret', 'map', 'trajectory');
const scale = fc.constantFrom('linear' as const, 'log' as const);
const views = fc.record<ViewState>(
  {
    views: fc.uniqueArray(name, { minLength: 1, maxLength: 5 }),
    quantity: name,
    against: fc.constantFrom('step', 'epoch', 'evaluations', 'seconds'),
    axis: scale,
    xaxis: scale,
    smooth: fc.boolean(),
    equal: fc.boolean(),
    speed: fc.double({ min: 0, max: 1e7, noNaN: true }).map((x) => x + 0),
    at: fc.nat(1e7),
    map: fc.tuple(ends, ends).map((both) => both.flat()),
    chart: ends,
  },
  { requiredKeys: [] },
);
const said = (view: ViewState) => (Object.keys(view).length > 0 ? view : undefined);

describe('how a race is looked at', () => {
  it('comes back from a link and from a config as it was, and the race with it', () => {
    fc.assert(
      fc.property(races, views, (input, view) => {
        const { config } = normalize(input, catalog);
        const link = formatLink(config, catalog, null, view);
        const read = parseLink(link, catalog);
        expect(read.notices).toEqual([]);
        expect([read.config, read.view]).toEqual([config, said(view)]);
        expect(formatLink(read.config!, catalog, null, read.view)).toBe(link);
        expect(normalize({ ...minimal(config, catalog), view }, catalog).view).toEqual(said(view));
      }),
      { numRuns: 60 },
    );
  });

  it('comes back from texts, as attributes have it', () => {
    fc.assert(
      fc.property(views, (view) => {
        const texts = Object.fromEntries(writeView(view).map(([key, text]) => [VIEW_KEYS.get(key)!, text]));
        expect(readView(texts, new Notices(), '') ?? {}).toEqual(view);
      }),
      { numRuns: 300 },
    );
  });

  it('leaves links alone that say nothing of it', () => {
    const { config, view } = parseLink(race, catalog);
    expect(view).toBeUndefined();
    expect(formatLink(config!, catalog, null, view)).toBe(race);
    expect(formatLink(config!, catalog, null, { axis: undefined } as ViewState)).toBe(race);
  });

  it('is no part of the race', () => {
    const [plain, seen] = [race, `${race}&quantity=gradNorm&axis=log&view=loss,table`].map((it) =>
      parseLink(it, catalog),
    );
    expect(seen!.config).toEqual(plain!.config);
    expect(formatLink(seen!.config!, catalog)).toBe(race);
  });

  it('is said in the words of the page', () => {
    const { view, notices } = parseLink(
      `${race}&view=loss,x&quantity=y&axis=log&xaxis=log&against=evaluations&smooth=0&equal=1&speed=.5&at=12&map=-2~2~0~1.5&chart=3~9`,
      catalog,
    );
    expect(notices).toEqual([]);
    expect(view).toEqual({
      views: ['loss', 'x0'],
      quantity: 'x1',
      axis: 'log',
      xaxis: 'log',
      against: 'evaluations',
      smooth: false,
      equal: true,
      speed: 0.5,
      at: 12,
      map: [-2, 2, 0, 1.5],
      chart: [3, 9],
    });
  });

  it.each([
    ['axis=logarithmic', 'unknown-id view.axis'],
    ['against=time', 'unknown-id view.against'],
    ['quantity=%3Cb%3E', 'unknown-id view.quantity'],
    ['quantity=', 'unknown-id view.quantity'],
    ['view=', 'bad-length view.views'],
    ['speed=-1', 'out-of-range view.speed'],
    ['speed=NaN', 'wrong-type view.speed'],
    ['speed=1e9', 'out-of-range view.speed'],
    ['at=1.5', 'wrong-type view.at'],
    ['smooth=perhaps', 'wrong-type view.smooth'],
    ['map=1~2~3', 'bad-length view.map'],
    ['map=2~1', 'out-of-range view.map'],
    ['map=0~1~1~1', 'out-of-range view.map'],
    ['chart=a~b', 'wrong-type view.chart'],
    ['chart=%E0%A4', 'bad-escape view.chart'],
    ['axis=log&axis=log', 'repeated-field view.axis'],
  ])('names %s and shows what suits the problem', (part, mistake) => {
    expect(mistakes(`${race}&${part}`)).toEqual([mistake]);
    const { view } = parseLink(`${race}&${part}`, catalog);
    expect(view).toEqual(part.startsWith('axis=log&') ? { axis: 'log' } : undefined);
  });

  it.each([7, null, 'log', []])('is an object in a config, not %j', (view) => {
    const { notices } = normalize({ problem: { id: 'beale' }, view }, catalog);
    expect(notices.map(({ code, at }) => `${code} ${at}`)).toEqual(['wrong-type view']);
  });

  it('of anything never throws, and what it gives is as good as any', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...VIEW_KEYS.values(), '__proto__', 'other'), fc.anything()), (bag) => {
        const view = readView(bag, new Notices());
        const notices = new Notices();
        expect(readView(view, notices)).toEqual(view);
        expect(notices.all()).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it('changes where it is told to, and forgets what is taken back', () => {
    expect(withView({ axis: 'log', at: 3 }, { axis: undefined, speed: 2 } as ViewState)).toEqual({ at: 3, speed: 2 });
  });
});

describe('what is said beside the race', () => {
  it('every entry is an attribute of the element', () => {
    for (const key of VIEW_KEYS.keys()) expect(SidestepRace.observedAttributes).toContain(key);
  });

  it('in an embed the query may say it, and the link wins', () => {
    const { link, options } = readEmbed('?quantity=x&axis=log&toolbar=none&view=loss', `${race}&axis=linear`);
    expect(link).toBe(`${race}&axis=linear`);
    expect(options).toMatchObject({ quantity: 'x', axis: undefined, toolbar: 'none', view: 'loss' });
  });
});
