import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { minimal, normalize } from '../../../web/src/core/config.ts';
import { formatLink, MAX_LINK, parseLink } from '../../../web/src/core/link.ts';
import { races } from '../support/configs.ts';
import { catalog } from '../support/module.ts';

const parse = (link: string) => {
  const { config, notices } = parseLink(link, catalog);
  return { config: config!, notices: notices.map(({ code, at }) => `${code} ${at}`) };
};

describe('a link', () => {
  it('is the one of the design', () => {
    const link = '#v=1&p=rosenbrock,start=-1~2&o=sgd,lr=.001,momentum=.9&o=adam,lr=.05&seed=2&steps=300';
    const { config, notices } = parse(link);
    expect(notices).toEqual([]);
    expect(config).toMatchObject({
      v: 1,
      seed: 2,
      steps: 300,
      problem: { id: 'rosenbrock', start: [-1, 2], rotate: 0, noise: 0 },
      lanes: [
        { optimizer: 'sgd', lr: 0.001, momentum: 0.9, nesterov: false },
        { optimizer: 'adam', lr: 0.05, beta1: 0.9 },
      ],
    });
    expect(formatLink(config, catalog)).toBe(link);
  });

  it('leaves out what is default', () => {
    const { config } = parse('#v=1&seed=1&steps=200&p=rosenbrock,start=-1.2~1,noise=0&o=sgd,lr=0.010');
    expect(formatLink(config, catalog)).toBe('#v=1&p=rosenbrock&o=sgd');
  });

  it('is read as a whole address, from its # or from what follows', () => {
    const { config } = parse('#v=1&p=beale&o=adam');
    for (const link of ['v=1&p=beale&o=adam', 'https://example.org/a/?b=c#v=1&p=beale&o=adam', ' #p=beale&o=adam\n']) {
      expect(parse(link)).toEqual({ config, notices: [] });
    }
  });

  it('says nothing where there is nothing to read', () => {
    for (const link of ['', '#', '  ', 'https://example.org/sidestep/', 'https://example.org/#']) {
      expect(parseLink(link, catalog)).toEqual({ config: null, notices: [] });
    }
  });

  it('writes numbers briefly and reads what others write', () => {
    const lr = (text: string) => parse(`#v=1&o=sgd,lr=${text}`).config.lanes[0]!.lr;
    for (const [text, value] of [
      ['.5', 0.5],
      ['1e-9', 1e-9],
      ['1E3', 1000],
      ['1e+3', 1000],
      ['5.', 5],
      ['0005', 5],
      ['+2', 2],
    ] as const) {
      expect(lr(text)).toBe(value);
    }
    expect(formatLink(parse('#o=sgd,lr=0.25,weightDecay=1e-7').config, catalog)).toContain(
      'o=sgd,lr=.25,weightDecay=1e-7',
    );
  });

  it('carries texts: spaces as +, the grammar’s own signs encoded', () => {
    const net = "dense(3) relu ~,&=#%+'é";
    const { config } = normalize({ problem: { id: 'network', net }, lanes: [{ optimizer: 'sgd' }] }, catalog);
    const link = formatLink(config, catalog);
    expect(link).toContain('net=dense(3)+relu+%7E%2C%26%3D%23%25%2B%27%C3%A9');
    expect(parse(link)).toEqual({ config, notices: [] });
  });

  it('has −0 as 0', () => {
    const { config } = parse('#v=1&p=rosenbrock,start=-0~1&o=sgd');
    expect(config.problem.start).toEqual([0, 1]);
    expect(Object.is(parse('#p=beale,noise=-0&o=sgd').config.problem.noise, 0)).toBe(true);
    expect(formatLink(config, catalog)).toBe('#v=1&p=rosenbrock,start=0~1&o=sgd');
  });

  it('of any config reads back as that config, and equal configs have equal links', () => {
    fc.assert(
      fc.property(races, (race) => {
        const { config, notices } = normalize(race, catalog);
        expect(notices).toEqual([]);
        const link = formatLink(config, catalog);
        expect(parseLink(link, catalog)).toEqual({ config, notices: [] });
        expect(normalize(minimal(config, catalog), catalog)).toEqual({ config, notices: [] });
        expect(link).toMatch(/^#[\x21-\x7e]*$/);
      }),
      { numRuns: 300 },
    );
  });

  it('does not depend on the order in which fields were given', () => {
    const one = parse('#steps=50&seed=3&o=adam,beta2=.99,lr=.1&p=beale,noise=.5,start=1~2').config;
    const two = parse('#v=1&p=beale,start=1~2,noise=.5&o=adam,lr=.1,beta2=.99&seed=3&steps=50').config;
    expect(formatLink(one, catalog)).toBe(formatLink(two, catalog));
  });
});

describe('a broken link', () => {
  const cases: [why: string, link: string, notices: string[]][] = [
    ['an unknown problem', '#p=nowhere&o=sgd', ['unknown-id problem.id']],
    ['an unknown optimizer', '#p=beale&o=magic&o=sgd', ['unknown-id lanes.0.optimizer']],
    ['an unknown field of a problem', '#p=beale,depth=3&o=sgd', ['unknown-field problem.depth']],
    ['an unknown field of a lane', '#o=sgd,speed=3', ['unknown-field lanes.0.speed']],
    ['an unknown field of the race', '#o=sgd&colour=red', ['unknown-field colour']],
    ['another version', '#v=9&o=sgd', ['unknown-version v']],
    ['NaN', '#o=sgd,lr=NaN', ['not-finite lanes.0.lr']],
    ['an infinity', '#o=sgd,lr=-Infinity', ['not-finite lanes.0.lr']],
    ['a number beyond all numbers', '#o=sgd,lr=1e999', ['not-finite lanes.0.lr']],
    ['a negative rate', '#o=sgd,lr=-1', ['out-of-range lanes.0.lr']],
    ['a text for a number', '#o=sgd,lr=fast', ['wrong-type lanes.0.lr']],
    ['a hexadecimal number', '#o=sgd,lr=0x10', ['wrong-type lanes.0.lr']],
    ['nothing for a number', '#o=sgd,lr=', ['wrong-type lanes.0.lr']],
    ['a field without a value', '#o=sgd,nesterov', ['wrong-type lanes.0.nesterov']],
    ['a half step', '#o=sgd&steps=1.5', ['wrong-type steps']],
    ['too many steps', '#o=sgd&steps=10000001', ['out-of-range steps']],
    ['a negative size', '#p=network,train=-5&o=sgd', ['out-of-range problem.train']],
    ['no data', '#p=network,train=0,test=0&o=sgd', ['out-of-range problem.train', 'out-of-range problem.test']],
    ['a short vector', '#p=beale,start=1&o=sgd', ['bad-length problem.start']],
    ['a vector with a hole', '#p=beale,start=1~~2&o=sgd', ['bad-length problem.start']],
    ['a vector with a text', '#p=beale,start=1~x&o=sgd', ['wrong-type problem.start']],
    ['an unknown choice', '#p=network,init=luck&o=sgd', ['unknown-id problem.init']],
    ['a field given twice', '#o=sgd,lr=1,lr=2', ['repeated-field lanes.0.lr']],
    ['a problem given twice', '#p=beale&p=himmelblau&o=sgd', ['repeated-field problem']],
    ['a seed given twice', '#o=sgd&seed=1&seed=2', ['repeated-field seed']],
    ['a broken escape', '#p=network,net=%E0%A4%A&o=sgd', ['bad-escape problem.net']],
    ['a broken escape in a name', '#o=sgd,%=1', ['unknown-field lanes.0.%']],
    [
      'the id as a field',
      '#p=beale,id=saddle&o=sgd,optimizer=adam',
      ['unknown-field problem.id', 'unknown-field lanes.0.optimizer'],
    ],
    ['lanes under their other name', '#o=sgd&lanes=3&problem=4', ['unknown-field lanes', 'unknown-field problem']],
    [
      'the prototype',
      '#o=sgd,__proto__=1&__proto__=2&p=beale,constructor=3',
      ['unknown-field problem.constructor', 'unknown-field __proto__', 'unknown-field lanes.0.__proto__'],
    ],
  ];
  it.each(cases)('names %s', (_why, link, notices) => {
    const result = parse(link);
    expect(result.notices).toEqual(notices);
    // What is bad has its default: the config is as good as any.
    expect(normalize(result.config, catalog)).toEqual({ config: result.config, notices: [] });
  });

  it('keeps what is good of it', () => {
    const { config } = parse('#p=beale,start=1~1,noise=-4&o=sgd,lr=.5,momentum=7&steps=9');
    expect(config).toMatchObject({
      steps: 9,
      problem: { id: 'beale', start: [1, 1], noise: 0 },
      lanes: [{ lr: 0.5, momentum: 0 }],
    });
  });

  it('of a megabyte is not read', () => {
    const { config, notices } = parseLink(`#v=1&p=${'x'.repeat(1_000_000)}`, catalog);
    expect(config).toBeNull();
    expect(notices).toMatchObject([{ code: 'bad-length', at: 'link' }]);
  });

  it.each(['&', 'o=', 'o=sgd,&', 'o=sgd,lr=', '%', 'p=,', '~', 'a=b&'])('full of %s costs little', (piece) => {
    const link = piece.repeat(Math.floor(MAX_LINK / piece.length));
    const start = process.cpuUsage(); // a busy machine is no fault of the link
    const { notices } = parseLink(link, catalog);
    expect(process.cpuUsage(start).user / 1000).toBeLessThan(500);
    expect(notices.length).toBeLessThan(50);
  });

  it('of any text never throws, and gives a config of its own', () => {
    const signs = fc.constantFrom(
      '#',
      '&',
      '=',
      ',',
      '~',
      '%',
      'v',
      'p',
      'o',
      'sgd',
      'lr',
      'beale',
      '1e999',
      '\u{d800}',
      '-',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(signs).map((parts) => parts.join('')),
        ),
        (link) => {
          const { config } = parseLink(link, catalog);
          if (config) expect(normalize(config, catalog)).toEqual({ config, notices: [] });
        },
      ),
      { numRuns: 1000 },
    );
  });
});
