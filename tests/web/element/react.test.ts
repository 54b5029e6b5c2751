import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { SidestepRace, type SidestepRaceProps } from '../../../web/src/element/react.ts';

const rendered = (props: SidestepRaceProps): string => renderToStaticMarkup(createElement(SidestepRace, props));

it('a config object is there when a server has rendered it, which was Rosenbrock before', () => {
  const config = { problem: { id: 'beale' }, lanes: [{ optimizer: 'adam' }] };
  const [, written] = / config="([^"]*)"/.exec(rendered({ config }))!;
  expect(JSON.parse(written!.replaceAll('&quot;', '"'))).toEqual(config);
  expect(rendered({ config: '#v=1&p=beale&o=adam' })).toContain(' config="#v=1&amp;p=beale&amp;o=adam"');
});

it('yes and no of our own are said, and those of HTML are there or not', () => {
  expect(rendered({ autoplay: true, smooth: false, hidden: true, className: 'wide' })).toBe(
    '<sidestep-race autoplay="true" smooth="false" hidden="" class="wide"></sidestep-race>',
  );
  expect(rendered({ autoplay: false, hidden: false, 'aria-busy': false })).toBe(
    '<sidestep-race autoplay="false" aria-busy="false"></sidestep-race>',
  );
});

it('what is between its tags is kept, and handlers are no attributes', () => {
  const poster = createElement('img', { slot: 'poster', alt: 'a valley' });
  const html = rendered({ preset: 'beale', children: poster, onReady: () => {}, onStep: () => {}, onError: () => {} });
  expect(html).toBe('<sidestep-race preset="beale"><img slot="poster" alt="a valley"/></sidestep-race>');
});

it('what is no config threw while rendering, or raced Rosenbrock', () => {
  const cycle: Record<string, unknown> = { problem: { id: 'beale' } };
  cycle.self = cycle;
  for (const config of [cycle, { steps: 1n }, Promise.resolve({}), () => ({}), new Map(), [1]])
    expect(rendered({ config: config as never })).toBe('<sidestep-race></sidestep-race>'); // its property refuses it
});
