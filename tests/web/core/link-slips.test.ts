// What people and programs write into links by mistake: read where it can mean one thing alone, and said; else named with what to write.
import { describe, expect, it } from 'vitest';
import type { Config } from '../../../web/src/core/config.ts';
import { formatLink, parseLink } from '../../../web/src/core/link.ts';
import { isHarmless } from '../../../web/src/core/notices.ts';
import { catalog } from '../support/module.ts';

const parse = (link: string) => {
  const { config, notices, view } = parseLink(link, catalog);
  return {
    config: config as Config,
    view,
    notices: notices.map(({ code, at, message }) => `${code} ${at} ${message}`),
  };
};

/** What a link reads as, with one notice that says what is to be written. */
function readsAs(slip: string, right: string, ...says: string[]) {
  const { config, notices, view } = parse(slip);
  expect({ config, view }).toEqual({ config: parse(right).config, view: parse(right).view });
  expect(parse(right).notices).toEqual([]);
  expect(notices.length).toBe(1);
  expect(parseLink(slip, catalog).notices.every(isHarmless)).toBe(true);
  for (const text of says) expect(notices[0]).toContain(text);
}

describe('a plus in a formula that was read as a space', () => {
  it.each([
    ['x^2+y^2', 'x^2%2By^2'],
    ['x^2%20+%20y^2', 'x^2%2By^2'],
    ['x^2+++y^2', 'x^2%2By^2'],
    ['sin(x)+y', 'sin(x)%2By'],
    ['2*x+(y)', '2*x%2B(y)'],
    ['pi+(x)+.5', 'pi%2B(x)%2B.5'],
    ['1e+5*x', '1e%2B5*x'],
    ['if(x>0+and+y<1%2Cx+y%2C2)', 'if(x>0+and+y<1%2Cx%2By%2C2)'],
  ])('%s', (slip, right) => {
    readsAs(`#seed=1&p=formula,f=${slip}&o=sgd`, `#seed=1&p=formula,f=${right}&o=sgd`, 'read-as problem.f', '%2B');
  });

  it.each(['x+%2B+y', 'x+and+y>0', 'max+(x%2Cy)', 'not+x', 'x+-+y', '-x+*y', '+x', 'x+', 'x+or+(y)', 'if+(x%2C1%2C2)'])(
    'and one that is a space stays so: %s',
    (formula) => {
      const { config, notices } = parse(`#seed=1&p=formula,f=${formula}&o=sgd`);
      expect([config.problem.f, notices]).toEqual([decodeURIComponent(formula.replaceAll('+', ' ')), []]);
    },
  );

  it('and one in a network or a name', () => {
    const { config, notices } = parse('#seed=1&p=moons,net=dense(3)+relu+dense(2)&o=sgd,name=plain+descent');
    expect([config.problem.net, config.lanes[0]!.name, notices]).toEqual([
      'dense(3) relu dense(2)',
      'plain descent',
      [],
    ]);
  });
});

describe('a comma that separated what belongs together', () => {
  it.each([
    ['o=sgd,lr=0,001', 'o=sgd,lr=0.001', 'full stop'],
    ['o=sgd,lr=1,5e-3', 'o=sgd,lr=1.5e-3', 'full stop'],
    ['p=quartic1d,start=-2,9&o=sgd', 'p=quartic1d,start=-2.9&o=sgd', 'full stop'],
    ['p=beale,start=-1,5~2,5&o=sgd', 'p=beale,start=-1.5~2.5&o=sgd', 'full stop'],
    ['p=beale,start=1,2&o=sgd', 'p=beale,start=1~2&o=sgd', '~'],
    ['p=beale,start=-1.5,1&o=sgd', 'p=beale,start=-1.5~1&o=sgd', '~'],
    ['p=beale,start=1%2C2&o=sgd', 'p=beale,start=1~2&o=sgd', '~'],
    ['o=sgd&steps=1,000', 'o=sgd&steps=1000', 'thousands'],
    ['o=sgd&steps=1,000,000', 'o=sgd&steps=1000000', 'thousands'],
    ['p=formula,f=max(x,y)&o=sgd', 'p=formula,f=max(x%2Cy)&o=sgd', '%2C'],
    ['p=formula,f=if(x==1,x^2,max(x,y==2,3))&o=sgd', 'p=formula,f=if(x==1%2Cx^2%2Cmax(x%2Cy==2%2C3))&o=sgd', '%2C'],
    [
      'p=network,net=conv(8,5,same)+relu+dense(10),train=500&o=sgd',
      'p=network,net=conv(8%2C5%2Csame)+relu+dense(10),train=500&o=sgd',
      '%2C',
    ],
    ['o=sgd,name=Adam,+twice,lr=.5', 'o=sgd,name=Adam%2C+twice,lr=.5', '%2C'],
    ['o=sgd&chart=0,100', 'o=sgd&chart=0~100', '~'],
    ['o=sgd&speed=0,5', 'o=sgd&speed=.5', 'full stop'],
  ])('%s', (slip, right, says) => {
    readsAs(`#${slip}`, `#${right}`, 'read-as', says);
  });

  it.each([
    ['o=sgd,lr=1,500', 'lanes.0.lr'],
    ['o=sgd&map=1,5~2,5', 'view.map'],
    ['p=beale,start=1,2,3&o=sgd', 'problem.start'],
    ['p=beale,start=1,2~3,4~5&o=sgd', 'problem.start'],
    ['o=sgd&speed=1,500', 'view.speed'],
  ])('and where it may mean several things is named: %s', (slip, at) => {
    const { config, notices } = parse(`#${slip}`);
    expect(notices).toEqual([expect.stringContaining(`wrong-type ${at} `)]);
    expect(notices[0]).toMatch(/full stop.*~/);
    expect(config).toEqual(parse(`#${slip.replace(/,(lr|start)=[^&]*/, '')}`).config);
  });
});

describe('what stands behind the last value', () => {
  const links = [
    '#seed=1&p=beale&o=adam,lr=.1',
    '#seed=1&p=beale,start=1~2&o=adam,lr=1e-3,amsgrad=1',
    '#seed=1&p=beale&o=adam,schedule=cosine',
    '#seed=1&p=beale&o=adam',
    '#seed=1&o=adam&p=beale,start=1~2',
    '#seed=1&o=adam&p=formula,f=max(x%2Cy)',
    '#seed=1&p=beale&o=adam&steps=50',
    '#seed=1&p=beale&o=adam&steps=50&at=20',
  ];
  const tails = [
    '.',
    '."',
    '.”',
    '.’',
    ').',
    ').)',
    '!',
    '!!',
    '!?',
    "'",
    '*',
    '**',
    '_',
    '&quot;',
    '&gt;.',
    '”，',
    '）。',
    '—',
  ];
  it.each(links)('%s', (link) => {
    for (const tail of tails) expect([tail, parse(link + tail)]).toEqual([tail, parse(link)]);
  });

  it('stays where it is of a name', () => {
    for (const [name, its] of [
      ['wait...', 'wait...'],
      ['No.+1.', 'No. 1.'],
      ['Wow!', 'Wow!'],
      ['A*', 'A*'],
      ['(a)', '(a)'],
    ])
      expect(parse(`#seed=1&o=adam,name=${name}`).config.lanes[0]!.name).toBe(its);
  });

  it('in brackets twice leaves the formula’s own', () => {
    expect(parse('(https://example.org/#seed=1&o=adam&p=formula,f=max(x%2Csin(y)))).').config.problem.f).toBe(
      'max(x,sin(y))',
    );
  });
});

describe('parts that were put behind a link', () => {
  const link = '#seed=1&p=beale&o=adam,lr=.1';
  it.each([
    '&utm_source=mail',
    '&fbclid=IwAR0-x',
    '&gclid=1',
    '&msclkid=2',
    '&mc_cid=3',
    '&_ga=2.1-3',
    '&igshid=MzR',
    '&igsh=MzR',
    '&ref=x',
    '&ref_src=twsrc%5Etfw',
    '&si=abc',
    '&spm=1.2',
    '&share_source=weixin',
    '&from=groupmessage',
    '&theme=dark',
    '?utm_source=mail',
    '%26utm_source=mail',
    '%26utm_source%3Dmail',
    '&amp;utm_source=mail',
  ])('%s', (tail) => {
    const { config, notices } = parse(link + tail);
    expect(config).toEqual(parse(link).config);
    expect(notices).toEqual([expect.stringMatching(/^ignored \S+ is not part of a race/)]);
    expect(parseLink(link + tail, catalog).notices.every(isHarmless)).toBe(true);
  });

  it('are no slips of our own words', () => {
    for (const name of ['step', 'colour', 'sed', '__proto__', 'lr', 'momentum', 'constructor'])
      expect([name, parse(`${link}&${name}=1`).notices]).toEqual([
        name,
        [`unknown-field ${name} there is no such field`],
      ]);
  });

  it('of a text are named with how & is written', () => {
    expect(parse('#seed=1&o=sgd,name=R&D').notices).toEqual([
      'unknown-field D there is no such field; in a text, & is written %26',
    ]);
  });
});

describe('an & that was encoded', () => {
  it.each([
    '#seed=1&p=beale%26o=adam,lr=.1%26steps=20',
    '#seed=1&p=beale&o=adam,lr=.1%26steps%3D20',
    '#seed=1&p=beale%2526o%253Dadam,lr=.1&steps=20',
    '#seed=1&p=beale%26o%3Dadam%2Clr%3D.1&steps=20',
    '#seed=1&p=beale＆o=adam，lr＝.1&steps＝20',
    '#seed=1&p=beale&o=adam,lr=.1&steps=20:~:text=hello',
  ])('%s', (slip) => {
    expect(parse(slip)).toEqual(parse('#seed=1&p=beale&o=adam,lr=.1&steps=20'));
  });

  it('stays a sign of a text', () => {
    const { config } = parse('#seed=1&p=formula,f=x%26%26y&o=sgd,name=a%26o%3D1&o=adam,name=R%26D,lr=.5');
    expect([config.problem.f, ...config.lanes.map(({ name }) => name)]).toEqual(['x&&y', 'a&o=1', 'R&D']);
    expect(parse(formatLink(config, catalog))).toEqual({ config, view: undefined, notices: [] });
  });
});

it('a percent sign alone is named with how it is written', () => {
  expect(parse('#seed=1&p=formula,f=x%&o=sgd').notices).toEqual([
    expect.stringMatching(/^bad-escape problem\.f .*%25/),
  ]);
});

it.each(['…', '...', '…"', '...)', '%E2%80%A6', '%E2%80%A6%22'])(
  'a link that was shortened says that its end is missing: %s',
  (end) => {
    readsAs(`#seed=1&o=sgd,lr=.1&o=adam,lr=.05${end}`, '#seed=1&o=sgd,lr=.1&o=adam,lr=.05', 'read-as link', 'ellipsis');
    expect(parse(`#seed=1&o=sgd,name=wait${end}`).notices).toEqual([]);
  },
);

it('ten thousand with a full stop was read as ten without a word', () => {
  readsAs('#seed=1&o=sgd&steps=10.000', '#seed=1&o=sgd&steps=10', 'read-as steps', "'10'");
  expect(parse('#seed=1&o=sgd,lr=10.000').notices).toEqual([]);
});

it.each([
  ['#seed=1&o=sgd,lr=．１&steps=５', '#seed=1&o=sgd,lr=.1&steps=5'],
  ['#seed=1&o=sgd，lr＝１ｅ－３', '#seed=1&o=sgd,lr=.001'],
  [
    '#seed=3D1&p=3Drosenbrock&o=3Dsgd,lr=3D.01&o=ad=\r\nam&steps=3D5',
    '#seed=1&p=rosenbrock&o=sgd,lr=.01&o=adam&steps=5',
  ],
  ['#seed=1&o=sgd, lr=.1&o=adam,+lr=.2,%20beta1=.5', '#seed=1&o=sgd,lr=.1&o=adam,lr=.2,beta1=.5'],
])('signs of a Chinese keyboard, of quoted-printable mail and spaces between settings: %s', (slip, right) => {
  expect(parse(slip)).toEqual(parse(right));
  expect(parse(right).notices).toEqual([]);
});

it.each(['#foo', '#lanes', '#section-2'])('a fragment that is no race became one of a single lane: %s', (fragment) => {
  const { config, notices } = parseLink(fragment, catalog);
  expect([config, notices.length]).toEqual([null, 1]);
});
