// An element wherever an author puts it: as wide as that place allows, in the looks of its own, in the language and the window around it.
import { expect, type Page, test } from '@playwright/test';
import { article, LISTEN, TOY } from './element.ts';
import { host, type Site } from './host.ts';
import { boxOf } from './stage.ts';

let site: Site;
const pages: Record<string, string> = { '/listen.js': LISTEN };
test.beforeAll(async () => {
  site = await host({ pages });
});
test.afterAll(() => site.close());

const race = (attributes = '') =>
  `<sidestep-race loading="eager" config="${TOY.replace(/&/g, '&amp;')}" ${attributes}></sidestep-race>`;

async function open(page: Page, body: string, head = ''): Promise<void> {
  page.on('pageerror', (error) => expect.soft(error.message, 'an exception on the page').toBe(''));
  pages['/article.html'] = article('./sidestep-race.js', body, `<style>body { margin: 0 }</style>${head}`);
  await page.goto(`${site.origin}/article.html`);
  await there(page);
}

/** Every race of the page has its pictures. */
const there = (page: Page) =>
  page.waitForFunction(() =>
    [...document.querySelectorAll('sidestep-race')].every((it) => it.shadowRoot?.querySelector('.chart')),
  );

const within = (style: string, more = '') => `<section><div style="${style}">${race()}${more}</div></section>`;
const itself = (style: string) =>
  `<section style="position: relative; min-height: 30rem; display: flow-root">${race(`style="${style}"`)}</section>`;

/** Places that ask what is in them how wide it would be. */
const fitting: Record<string, string> = {
  'a flex row': within('display: flex'),
  'a flex column that starts': within('display: flex; flex-direction: column; align-items: flex-start'),
  'an inline flex box': within('display: inline-flex'),
  'a grid that centres': within('display: grid; place-items: center'),
  'an automatic column': within('display: grid; grid-template-columns: auto 1fr'),
  'an inline block': within('display: inline-block'),
  'a table cell': `<section><table style="border-spacing: 0"><tr><td style="padding: 0">${race()}</td></tr></table></section>`,
  'a float': within('float: left', '</div><div style="clear: both">'),
  'beside a float that leaves no room': `<section><div style="float: left; width: 95%; height: 2rem"></div>${race()}</section>`,
  'an absolute box': `<section style="position: relative; min-height: 30rem; display: flow-root"><div style="position: absolute">${race()}</div></section>`,
  'a box that fits': within('width: fit-content'),
  'a figure laid out as a table': `<section><figure style="display: table; margin: 0 auto">${race()}<figcaption style="display: table-caption; caption-side: bottom">What it shows</figcaption></figure></section>`,
  'a figure that centres': `<section><figure style="margin: 0; display: flex; flex-direction: column; align-items: center">${race()}<figcaption>What it shows</figcaption></figure></section>`,
  'a float itself': itself('float: right'),
  'an inline block itself': itself('display: inline-block'),
  'absolute itself': itself('position: absolute'),
};

for (const width of [900, 263, 200]) {
  test(`no place makes a race as narrow as nothing, or wider than ${width} pixels are`, async ({ page }) => {
    await page.setViewportSize({ width, height: 800 });
    const captioned = race().replace('></', `><p>${'A long text of the article, below the race. '.repeat(20)}</p></`);
    await open(page, `${Object.values(fitting).join('')}<section>${captioned}</section>`);
    const found = await page.locator('body > section').evaluateAll((sections) =>
      sections.map((section) => {
        const body = section.querySelector('sidestep-race')!.shadowRoot!.querySelector('.race')!;
        return [body.clientWidth, body.scrollWidth - body.clientWidth, section.scrollWidth - section.clientWidth];
      }),
    );
    const wants = Math.min(640, width);
    for (const [i, name] of Object.keys(fitting).entries())
      expect.soft(found[i], name).toEqual([name.startsWith('beside') ? width : wants, 0, 0]);
    expect(found.at(-1)).toEqual([width, 0, 0]);
  });
}

test('where no width is given a race is as wide as its author says, and as a word where everything is', async ({
  page,
}) => {
  const text = '<p style="min-width: 10rem">Beside it.</p>';
  await open(
    page,
    `<style>#own { --sidestep-width: 25rem }</style>
    <div style="display: flex">${race('id="own"')}</div>
    <div style="display: flex; width: 30rem">${race('id="shrinks"')}${text}</div>
    <figure style="width: min-content; margin: 0">${race('id="least"')}<figcaption>Caption</figcaption></figure>
    <div style="columns: 2; column-gap: 0">${race('id="columns"')}</div>`,
  );
  const width = (id: string) => page.locator(id).evaluate((it) => it.getBoundingClientRect().width);
  expect(await width('#own')).toBe(400);
  expect(await width('#shrinks')).toBe(320);
  expect(await width('#least')).toBe(192);
  expect(await width('#columns')).toBe(640);
});

test('it is as wide before the race has come as after, whatever the poster is', async ({ page }) => {
  await page.route(/assets\/body-/, () => {}); // never
  pages['/article.html'] = article(
    './sidestep-race.js',
    `<div style="display: flex">${race('id="a"').replace('></', '><p slot="poster">A poster.</p></')}</div>`,
  );
  await page.goto(`${site.origin}/article.html`);
  await page.waitForFunction(() => document.querySelector('#a')?.shadowRoot);
  await expect(page.getByText('A poster.')).toBeVisible();
  expect(await page.locator('#a').evaluate((it) => it.getBoundingClientRect().width)).toBe(640);
});

const LOOKS = ['text-transform', 'letter-spacing', 'word-spacing', 'text-indent', 'white-space', 'line-height', 'text-align', 'font-size', 'font-family', 'font-weight', 'font-style', 'font-variant-caps', 'font-feature-settings', 'font-stretch', 'direction', 'cursor', 'list-style-type', 'hyphens', 'tab-size', 'text-shadow', 'user-select', 'word-break', 'overflow-wrap', 'writing-mode', 'color', 'caret-color', 'quotes', 'border-collapse', 'image-rendering', 'text-rendering', 'fill', 'stroke', '-webkit-text-stroke-width', '-webkit-text-fill-color', 'font-synthesis', 'font-size-adjust', 'text-emphasis-style', 'text-underline-offset', 'accent-color', 'text-wrap-mode', 'line-break', 'font-kerning']; // biome-ignore format: one list
const HEAVY =
  'text-transform: uppercase; letter-spacing: .3em; word-spacing: 1em; text-indent: 4em; white-space: pre; line-height: 3; text-align: right; font: italic small-caps 900 30px/3 monospace; font-feature-settings: "smcp"; font-stretch: condensed; cursor: wait; list-style: square; hyphens: auto; tab-size: 20; text-shadow: 2px 2px red; user-select: none; word-break: break-all; overflow-wrap: anywhere; writing-mode: vertical-rl; color: red; caret-color: red; quotes: none; border-collapse: collapse; image-rendering: pixelated; text-rendering: geometricPrecision; fill: red; stroke: red; -webkit-text-stroke: 2px red; -webkit-text-fill-color: red; font-size-adjust: 2; text-emphasis: dot; text-underline-offset: 9px; accent-color: red; line-break: anywhere; font-kerning: none';

test('what stood below a race moved when it came: its height is there before it', async ({ page }) => {
  let held: (() => void)[] = [];
  await page.route(/\/body-[^/]*\.js$/, async (route) => {
    await new Promise<void>((ready) => held.push(ready));
    await route.continue();
  });
  const link = TOY.replace(/&/g, '&amp;');
  const kinds = [
    '',
    `config="${link}"`,
    `config="${link}" view="trajectory"`,
    `config="${link}" controls="none" style="--sidestep-height: 15rem"`,
    `config="${link}" controls="play, lr"`,
    'preset="ravine-100" view="loss,x,trajectory"',
  ];
  pages['/plan.html'] = article(
    './sidestep-race.js',
    kinds.map((it) => `<sidestep-race loading="eager" ${it}><p>Below</p></sidestep-race>`).join(''),
    '<style>body { margin: 0 } html { font-size: 10px }</style>',
  );
  const heights = async (): Promise<number[][]> => {
    const found: number[][] = [];
    for (const width of [360, 500, 640, 800, 1200]) {
      await page.setViewportSize({ width, height: 800 });
      await page.evaluate(() => new Promise(requestAnimationFrame));
      found.push(
        await page
          .locator('sidestep-race')
          .evaluateAll((all) => all.map((it) => Math.round(it.getBoundingClientRect().height))),
      );
    }
    return found;
  };
  await page.goto(`${site.origin}/plan.html`);
  await expect.poll(() => held.length).toBeGreaterThan(0);
  const before = await heights();
  for (const ready of held) ready();
  held = [];
  await expect(page.locator('sidestep-race .field').first()).toBeVisible();
  await expect
    .poll(async () => (await heights()).flat().map((it, i) => Math.abs(it - before.flat()[i]!) <= 4))
    .toEqual(before.flat().map(() => true));
});

test("what an article's texts look like does not enter, by inheritance or by rules for everything", async ({
  page,
}) => {
  await open(
    page,
    `${race('id="plain"')}<div dir="rtl" style='${HEAVY}'>${race('id="within"')}</div>`,
    `<style>html { font-size: 62.5% } .all * { ${HEAVY} } </style>`,
  );
  const looks = (id: string) =>
    page.locator(id).evaluate((it, names) => {
      const of = (selector: string) => {
        const found = it.shadowRoot!.querySelector(selector)!;
        const style = getComputedStyle(found);
        return names.map((name) => `${selector} ${name}: ${style.getPropertyValue(name)}`);
      };
      return ['.race', '.counter', '.choice', '.legend li', '.chart', 'input', 'td'].flatMap(of);
    }, LOOKS);
  const plain = await looks('#plain');
  expect(plain).toContain('.race font-size: 14px');
  expect(await looks('#within')).toEqual(plain);
  await page.locator('body').evaluate((body) => body.classList.add('all'));
  expect(await looks('#within')).toEqual(plain);
});

test('what an article means by its looks is handed down: what is hidden, out of reach, dark, coloured', async ({
  page,
}) => {
  await open(
    page,
    `<div style="visibility: hidden">${race('id="hidden"')}</div>
     <div style="pointer-events: none">${race('id="away"')}</div>
     <div style="color-scheme: dark">${race('id="dark"')}</div>
     <div>${race('id="own" style="--ink: rgb(1, 2, 3); --sans: serif; --sidestep-height: 11rem"')}</div>
     <div style="font: 20px serif; color: rgb(4, 5, 6)">${race('id="slotted"').replace('></', '><p>Below it.</p></')}</div>`,
  );
  const of = (id: string, property: string) =>
    page.locator(`${id} .race`).evaluate((it, name) => getComputedStyle(it).getPropertyValue(name), property);
  expect(await of('#hidden', 'visibility')).toBe('hidden');
  expect(await of('#away', 'pointer-events')).toBe('none');
  expect(await of('#dark', 'background-color')).toBe('rgb(19, 22, 25)');
  expect([await of('#own', 'color'), await of('#own', 'font-family')]).toEqual(['rgb(1, 2, 3)', 'serif']);
  const below = page.getByText('Below it.');
  expect(await below.evaluate((it) => [getComputedStyle(it).fontSize, getComputedStyle(it).color])).toEqual([
    '20px',
    'rgb(4, 5, 6)',
  ]);
});

test('pictures take the room that there is: none is left blank, none is shorter than its neighbour', async ({
  page,
}) => {
  await page.setViewportSize({ width: 620, height: 900 });
  await open(page, `${race('id="both"')}${race('id="table" view="loss,table"')}${race('id="one" view="loss"')}`);
  const box = (selector: string) => page.locator(selector).boundingBox();
  expect((await box('#table .view-curves'))!.width).toBe(620);
  expect((await box('#one .view-curves'))!.width).toBe(620);
  const [map, curves, plane] = [await box('#both .view-map'), await box('#both .curves'), await box('#both .plane')];
  expect(map!.y).toBe(curves!.y);
  expect(Math.abs(plane!.y + plane!.height - curves!.y - curves!.height)).toBeLessThan(1);
});

test('without controls there is nothing to press, and what is drawn is named', async ({ page }) => {
  await open(page, `${race('controls="none"')}`);
  await expect(page.locator('.choice:visible')).toHaveText(['loss', 'step']);
  await expect(page.locator('.chip:visible, .transport')).toHaveCount(0);
});

for (const width of [263, 620])
  test(`at ${width} pixels the way back of a control stands beside its name`, async ({ page }) => {
    await page.setViewportSize({ width, height: 900 });
    await open(page, race('controls="play,lr,momentum"'));
    const over = await page.locator('.field').evaluateAll((fields) =>
      fields.flatMap((field) => {
        const name = document.createRange();
        name.selectNodeContents(field.querySelector('label')!);
        const [words, back] = [name.getBoundingClientRect(), field.querySelector('.reset')!.getBoundingClientRect()];
        return back.width > 0 && words.right > back.left ? [field.textContent] : [];
      }),
    );
    expect(over).toEqual([]);
  });

for (const width of [263, 650, 1000])
  test(`at ${width} pixels a chart beside five decision regions is no tower`, async ({ page }) => {
    await page.setViewportSize({ width, height: 900 });
    await open(page, '<sidestep-race loading="eager" preset="moons"></sidestep-race>');
    await expect(page.locator('.region')).toHaveCount(5);
    const heights = await page.locator('.chart').evaluateAll((all) => all.map((it) => it.clientHeight));
    expect(Math.max(...heights)).toBeLessThan(400);
  });

const DOTS = '#v=1&p=moons&o=sgd&steps=20';
const GRAPH = '#v=1&p=quartic1d&o=sgd&steps=20';

test('a theme that was switched on the page was not that of the pictures: map, graph, regions, charts', async ({
  page,
}) => {
  await page.emulateMedia({ colorScheme: 'light' });
  const races = [TOY, DOTS, GRAPH].map((link) =>
    race().replace(TOY.replace(/&/g, '&amp;'), link.replace(/&/g, '&amp;')),
  );
  await open(
    page,
    `<div id="around"><template shadowrootmode="open"><p><slot></slot></p></template>${races.join('')}</div>`,
    '<style>.night { color-scheme: dark } @media (prefers-color-scheme: dark) { .system { color-scheme: dark } }</style>',
  );
  await page.evaluate(async () => {
    for (const it of document.querySelectorAll('sidestep-race'))
      await (it as HTMLElement & { seek(t: number): Promise<void> }).seek(5);
  });
  /** How light what is drawn in every picture is, from 0 to 255, a few frames after a change. */
  const pictures = (change: () => void): Promise<number[]> =>
    page.evaluate(async (body) => {
      new Function(body)();
      for (let frame = 0; frame < 4; frame++) await new Promise(requestAnimationFrame);
      const lightness = (canvas: HTMLCanvasElement): number => {
        const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
        let [sum, all] = [0, 0];
        for (let i = 0; i < data.length; i += 4) {
          sum += data[i + 3]! * (data[i]! + data[i + 1]! + data[i + 2]!);
          all += 3 * data[i + 3]!;
        }
        return sum / all;
      };
      return [...document.querySelectorAll('sidestep-race')].flatMap(({ shadowRoot }) =>
        [...shadowRoot!.querySelectorAll<HTMLCanvasElement>('.ground, .region canvas, .uplot canvas')].map(lightness),
      );
    }, `(${change})()`);
  const still = () => pictures(() => {});
  let light: number[] = [];
  await expect(async () => {
    light = await still();
    expect(light.map(Math.round).filter(Number.isFinite)).toHaveLength(6);
    await page.waitForTimeout(300);
    expect(sames(await still(), light)).toEqual(light.map(() => true));
  }).toPass();
  const dark = await pictures(() => document.documentElement.setAttribute('data-theme', 'dark'));
  expect(dark.map((it, i) => Math.abs(it - light[i]!) > 15)).toEqual(light.map(() => true));

  const ways: [what: string, on: () => void, off: () => void][] = [
    ['from data-theme', () => {}, () => document.documentElement.setAttribute('data-theme', 'light')],
    [
      "Bootstrap's attribute",
      () => document.body.setAttribute('data-bs-theme', 'dark'),
      () => document.body.removeAttribute('data-bs-theme'),
    ],
    [
      'a class of the page',
      () => {
        document.documentElement.removeAttribute('data-theme');
        document.documentElement.classList.add('dark');
      },
      () => document.documentElement.classList.remove('dark'),
    ],
    [
      'a class within a shadow tree around it',
      () => document.querySelector('#around')!.shadowRoot!.querySelector('p')!.classList.add('dark'),
      () => document.querySelector('#around')!.shadowRoot!.querySelector('p')!.classList.remove('dark'),
    ],
    [
      "a class that is the site's own",
      () => document.body.classList.add('night'),
      () => document.body.classList.remove('night'),
    ],
    [
      'a style sheet',
      () => document.head.insertAdjacentHTML('beforeend', '<style id="s">html { color-scheme: dark }</style>'),
      () => document.querySelector('#s')!.remove(),
    ],
    [
      'its own attribute',
      () => {
        for (const it of document.querySelectorAll('sidestep-race')) it.setAttribute('theme', 'dark');
      },
      () => {
        for (const it of document.querySelectorAll('sidestep-race')) it.setAttribute('theme', 'light');
      },
    ],
  ];
  for (const [what, on, off] of ways) {
    expect(sames(await pictures(on), dark), what).toEqual(dark.map(() => true));
    expect(sames(await pictures(off), light), `${what}, and back`).toEqual(light.map(() => true));
  }
  await page.locator('sidestep-race').evaluateAll((all) => {
    for (const it of all) it.setAttribute('theme', 'auto');
  });
  for (const [scheme, wanted] of [
    ['dark', dark],
    ['light', light],
  ] as const) {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    expect(sames(await still(), wanted), `the system is ${scheme}`).toEqual(wanted.map(() => true));
  }
});

const sames = (one: number[], other: number[]): boolean[] => other.map((it, i) => Math.abs(it - one[i]!) < 3);

/** Adopts the first race into the body of a frame, or the page's own. */
const moveTo = (page: Page, frame: string | null) =>
  page.evaluate((id) => {
    const all = [document, ...[...document.querySelectorAll('iframe')].map((it) => it.contentDocument!)];
    const it = all.flatMap((place) => [...place.querySelectorAll('sidestep-race')])[0]!;
    const place = id === null ? document : (document.getElementById(id) as HTMLIFrameElement).contentDocument!;
    place.body.append(it);
  }, frame);

test('moved into another document, and back, it keeps its looks and goes on', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'light' });
  await open(
    page,
    `<iframe id="f" width="700" height="700" srcdoc="<!doctype html><html style='color-scheme: dark'><body></body></html>"></iframe>${race('autoplay')}`.replace(
      TOY.replace(/&/g, '&amp;'),
      TOY.replace(/&/g, '&amp;').replace('120', '100000'),
    ),
  );
  const frame = page.frames()[1]!;
  for (const [into, where, paper] of [
    ['f', frame, 'rgb(19, 22, 25)'],
    [null, page, 'rgb(253, 253, 251)'],
    ['f', frame, 'rgb(19, 22, 25)'],
  ] as const) {
    await moveTo(page, into);
    const inside = where.locator('sidestep-race .race');
    await expect.poll(() => inside.evaluate((it) => getComputedStyle(it).backgroundColor)).toBe(paper);
    await expect(where.locator('sidestep-contour-map')).toHaveCSS('min-height', '320px');
    const step = () => where.locator('.counter-now').evaluate((it) => Number(it.textContent!.replace(/\D/g, '')));
    const stood = await step();
    await expect.poll(step).toBeGreaterThan(stood);
    await where.locator('.ground').evaluate((it) => it.ownerDocument.defaultView!.scrollTo(0, 0));
    await expect
      .poll(() => where.locator('.ground').evaluate((it) => (it as HTMLCanvasElement).width))
      .toBeGreaterThan(200);
  }
  // A drag over the chart ends where it ends, though the script is another document's.
  await frame.locator('sidestep-race').evaluate((it) => (it as HTMLElement & { pause(): Promise<void> }).pause());
  const chart = frame.locator('.u-over');
  await chart.scrollIntoViewIfNeeded();
  const { x, y, width, height } = await boxOf(chart);
  await page.mouse.move(x + width * 0.3, y + height / 2);
  await page.mouse.down();
  await page.mouse.move(x + width * 0.7, y + height / 2, { steps: 4 });
  await page.mouse.up();
  await expect(frame.getByRole('button', { name: 'Show all' })).toBeVisible();
});

test('its script may come from a frame that is not seen any more', async ({ page }) => {
  pages['/inner.html'] = article('./sidestep-race.js', race('autoplay'));
  pages['/article.html'] =
    '<!doctype html><body><iframe id="f" src="inner.html" width="700" height="700"></iframe></body>';
  await page.goto(`${site.origin}/article.html`);
  await expect(page.frameLocator('#f').locator('.chart')).toBeVisible();
  await moveTo(page, null);
  await page.evaluate(() => {
    document.getElementById('f')!.style.display = 'none';
  });
  await expect(page.locator('.counter-now')).toHaveText('120', { timeout: 30_000 });
  await expect(page.locator('sidestep-contour-map')).toHaveCSS('min-height', '320px');
});

test('the language of its place is heard out of shadow trees, and when it changes', async ({ page }) => {
  await open(
    page,
    `<div id="host" lang="zh-CN"></div><div id="fr" lang="fr"><div id="deep"></div></div>
     <script>
       for (const it of document.querySelectorAll('#host, #deep')) {
         const inner = document.createElement('div');
         it.attachShadow({ mode: 'open' }).append(inner);
         inner.attachShadow({ mode: 'open' }).innerHTML = ${JSON.stringify(race())};
       }
     </script>`,
  );
  const play = (id: string) => page.locator(`${id} button.play`);
  await expect(play('#host')).toHaveAccessibleName('播放（空格）');
  await expect(play('#deep')).toHaveAccessibleName('Play (space)'); // the browser's, as we do not speak French
  await page.locator('#fr').evaluate((it) => it.setAttribute('lang', 'zh-Hans'));
  await expect(play('#deep')).toHaveAccessibleName('播放（空格）');
  await page.locator('#host').evaluate((it) => it.setAttribute('lang', 'en'));
  await expect(play('#host')).toHaveAccessibleName('Play (space)');
});

for (const [what, attribute, plays] of [
  ['a word for no', 'autoplay="false"', false],
  ['a zero', 'autoplay="0"', false],
  ['No', 'autoplay=" No "', false],
  ['nothing', '', false],
  ['the attribute alone', 'autoplay', true],
  ['a word for yes', 'autoplay="true"', true],
] as const)
  test(`autoplay as ${what} ${plays ? 'plays' : 'does not play'}`, async ({ page }) => {
    await open(page, race(attribute));
    const ready = () =>
      page.evaluate(() =>
        (window as unknown as { said: { name: string }[] }).said.some(({ name }) => name === 'ready'),
      );
    await expect.poll(ready).toBe(true);
    if (plays) await expect(page.locator('.counter-now')).not.toHaveText('0');
    else {
      await page.waitForTimeout(400);
      await expect(page.locator('.counter-now')).toHaveText('0');
    }
  });

test('controls and views as a yes are the usual ones, as a no none', async ({ page }) => {
  await open(page, `${race('id="yes" controls view="true"')}${race('id="no" controls="false"')}`);
  await expect(page.locator('#yes .transport')).toBeVisible();
  await expect(page.locator('#yes .view')).toHaveCount(2);
  await expect(page.locator('#no .transport')).toHaveCount(0);
  expect(
    await page.evaluate(() => (window as unknown as { said: { name: string }[] }).said.map(({ name }) => name)),
  ).not.toContain('error');
});
