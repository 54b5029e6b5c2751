// What sites and the frames around them restrict: sandboxes, isolation, policies for scripts and features. The same in every browser.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { chromium, chromiumPath, type Driver, firefox, firefoxPath, webkit, webkitPath } from './drivers.ts';
import { article, TOY } from './element.ts';
import { cors, dist, type HostOptions, host, type Site } from './host.ts';
import { replayed } from './stage.ts';

const browsers: [name: string, path: () => string | undefined, start: () => Promise<Driver>][] = [
  ['Chromium', chromiumPath, chromium],
  ['Firefox', firefoxPath, firefox],
  ['WebKitGTK', webkitPath, webkit],
];

/** Runs before the scripts of each page below, takes its race to the end, and tells the outermost page how it stands. */
const PROBE = `const state = { workers: 0, sum: '', alert: '', errors: [] };
window.Worker = class extends Worker {
  constructor(...args) {
    super(...args);
    this.addEventListener('message', ({ data }) => data?.[0]?.type === 'hello' && state.workers++);
  }
};
addEventListener('sidestep-ready', ({ target }) => target.seek(120));
addEventListener('sidestep-finish', ({ detail }) => { state.sum = detail.checksum; });
addEventListener('sidestep-error', ({ detail }) => state.errors.push(detail.code));
addEventListener('securitypolicyviolation', ({ violatedDirective, sample }) => {
  if (violatedDirective !== 'trusted-types') state.errors.push(violatedDirective + ' ' + sample); // asking for a policy is no mistake
});
addEventListener('message', ({ data }) => { if (data?.probe) window.probed = data.probe; });
setInterval(() => {
  const race = document.querySelector('sidestep-race')?.shadowRoot;
  state.sum ||= document.querySelector('.checksum')?.textContent ?? '';
  state.alert = [document, race].map((it) => it?.querySelector('[role=alert]')?.textContent ?? '').join('');
  if (!document.querySelector('iframe')) top.postMessage({ probe: state }, '*');
}, 100);`;

interface Probed {
  /** Those that said hello. */
  workers: number;
  sum: string;
  alert: string;
  errors: string[];
}

const link = TOY.replace(/&/g, '&amp;');
const built = (file: string): string => readFileSync(join(dist, file), 'utf8');
const element = `<sidestep-race loading="eager" config="${link}"></sidestep-race>`;

/** Our pages and an article, each with the probe and each again in a frame with this attribute; their scripts have a nonce. */
function pagesWith(sandbox = ''): Record<string, string> {
  const probed = (html: string): string =>
    html
      .replace('<head>', '<head><script src="./probe.js"></script>')
      .replace('<script type="module" src="./listen.js"></script>', '')
      .replace(/<script /g, '<script nonce="abc" ');
  const pages: Record<string, string> = {
    'page.html': built('index.html'),
    'embed.html': built('embed.html'),
    'gallery.html': built('gallery.html'),
    'article.html': article('./sidestep-race.js', element),
    'zh.html': article('./sidestep-race.js', element).replace('lang="en"', 'lang="zh"'),
  };
  const all = Object.entries(pages).flatMap(([name, html]) => [
    [`/${name}`, probed(html)],
    [
      `/in-${name}`,
      probed(
        `<!doctype html><head></head><iframe ${sandbox} width="1000" height="900" src="${name}?lang=en${link}"></iframe>`,
      ),
    ],
  ]);
  return { ...Object.fromEntries(all), '/probe.js': PROBE };
}

const csp = (policy: string) => ({ 'content-security-policy': policy });
const TRUSTED = "require-trusted-types-for 'script'; trusted-types";
const isolated = { 'cross-origin-embedder-policy': 'require-corp', 'cross-origin-opener-policy': 'same-origin' };
const off = [
  'fullscreen',
  'clipboard-write',
  'web-share',
  'autoplay',
  'sync-xhr',
  'display-capture',
  'camera',
  'unload',
];

/** Nothing is kept for offline use: each place has an origin of its own, for which all of the site would be fetched. */
const unkept: HostOptions['refuse'] = (path) => (path === '/sw.js' ? 404 : null);

const PAGES = ['page.html', 'embed.html', 'article.html'];

/** A race in a worker, to the same bits and without a word, in each of these places. */
const cases: [what: string, headers: HostOptions['headers'], sandbox?: string][] = [
  ['a sandbox without an origin', cors, 'sandbox="allow-scripts"'],
  ['a sandbox with its origin', cors, 'sandbox="allow-scripts allow-same-origin"'],
  ['COEP require-corp', { ...isolated, 'cross-origin-resource-policy': 'same-origin' }],
  ['COEP require-corp of the pages alone', (path) => (path.endsWith('.html') ? isolated : {})],
  ['Trusted Types that allow our policy by name', csp(`${TRUSTED} sidestep`)],
  ['a list of policies that is empty, where none is required', csp("trusted-types 'none'")],
  [
    'a policy with a nonce',
    csp("default-src 'self'; script-src 'nonce-abc' 'strict-dynamic' 'wasm-unsafe-eval'; worker-src 'self'"),
  ],
  ['no feature that may be refused', { 'permissions-policy': off.map((name) => `${name}=()`).join(', ') }],
];

for (const [name, path, start] of browsers) {
  test.describe(name, () => {
    test.skip(!path(), `there is no ${name} here`);
    test.describe.configure({ mode: 'default', timeout: 150_000 }); // one browser for all of them
    let driver: Driver;
    let site: Site | undefined;
    test.beforeAll(async () => {
      test.setTimeout(90_000);
      driver = await start();
    });
    test.afterEach(() => site?.close());
    test.afterAll(() => driver?.close());

    const open = async (address: string): Promise<void> => {
      await driver.goto('about:blank');
      await driver.goto(`${site!.origin}/${address}`);
    };
    const probed = async (): Promise<Probed> =>
      JSON.parse(
        String(await driver.value("JSON.stringify(window.probed ?? { workers: 0, sum: '', alert: '', errors: [] })")),
      );

    for (const [i, [what, headers, sandbox]] of cases.entries()) {
      // Two of them in one browser, and the third in the others, as these are slow to start pages.
      const third = PAGES[i % PAGES.length]!;
      const pages = name === 'Chromium' ? PAGES.filter((page) => page !== third) : [third];
      test(`${what}: ${pages.join(', ')}: races in a worker`, async () => {
        site = await host({ headers: headers ?? {}, pages: pagesWith(sandbox), refuse: unkept });
        for (const page of pages) {
          await open(`${sandbox ? 'in-' : ''}${page}?lang=en${TOY}`);
          await expect
            .poll(async () => (await probed()).sum, { message: page, timeout: 40_000 })
            .toBe(await replayed(TOY));
          const { workers, alert, errors } = await probed();
          expect({ page, works: workers > 0, alert, errors }).toEqual({ page, works: true, alert: '', errors: [] });
        }
      });
    }

    test('Trusted Types that allow our policy: the gallery races, and the site is kept for offline use', async () => {
      site = await host({ headers: csp(`${TRUSTED} sidestep`), pages: pagesWith() });
      await open('gallery.html');
      await expect.poll(async () => (await probed()).workers, { timeout: 40_000 }).toBeGreaterThan(0);
      await expect.poll(() => site!.asked, { timeout: 40_000 }).toContain('/sw.js');
      expect((await probed()).errors).toEqual([]);
    });

    test('Trusted Types that allow no policy are named: on the page, in gallery, frame and element', async () => {
      site = await host({ headers: csp(`${TRUSTED} 'none'`), pages: pagesWith(), refuse: unkept });
      const english = /requires Trusted Types.* trusted-types sidestep/;
      const chinese = /要求 Trusted Types.*trusted-types sidestep/;
      for (const [page, says] of [
        [`page.html?lang=en${TOY}`, english],
        [`page.html?lang=zh${TOY}`, chinese],
        ['gallery.html?lang=zh', chinese],
        [`embed.html?lang=en${TOY}`, english],
        ['article.html', english],
        ['zh.html', chinese],
      ] as const) {
        await open(page);
        await expect.poll(async () => (await probed()).alert, { message: page, timeout: 40_000 }).toMatch(says);
      }
    });
  });
}
