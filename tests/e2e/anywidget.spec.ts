// The element in notebooks: the package's module beside a model that does what anywidget's front-end specification says of one.
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, type Page, test } from '@playwright/test';
import { TOY } from './element.ts';
import { cors, host, type Site } from './host.ts';
import { replayed } from './stage.ts';

const root = new URL('../../', import.meta.url);
const package_ = fileURLToPath(new URL('build/package/', root));
const { version } = JSON.parse(await readFile(new URL('package.json', root), 'utf8'));
const published = `https://cdn.jsdelivr.net/npm/sidestep-race@${version}`;

let cdn: Site;
let notebook: Site;
test.beforeAll(async () => {
  cdn = await host({ folders: { '/': package_ }, headers: cors });
  notebook = await host({
    folders: {},
    pages: { '/': '<!doctype html><meta charset="utf-8"><body><div id="cell"></div>' },
  });
});
test.afterAll(() => Promise.all([cdn.close(), notebook.close()]));

/** Shows a widget of a script that is handed over as a text, and so comes from a blob. */
async function show(page: Page, script: string, traits: Record<string, unknown>): Promise<void> {
  await page.goto(notebook.origin);
  await page.evaluate(
    async ([text, traits]) => {
      const heard = new Map<string, Set<(said?: unknown) => void>>();
      const emit = (event: string, said?: unknown): void => heard.get(event)?.forEach((hears) => void hears(said));
      const saved: Record<string, unknown> = {};
      const changed: Record<string, unknown> = {};
      const model = {
        get: (name: string) => traits[name],
        set: (name: string, value: unknown) => Object.assign(changed, { [name]: value }),
        save_changes: () => Object.assign(saved, changed),
        on: (event: string, hears: () => void) => heard.set(event, (heard.get(event) ?? new Set()).add(hears)),
        off: (event: string, hears: () => void) => heard.get(event)?.delete(hears),
      };
      const change = (name: string, value: unknown): void => {
        traits[name] = value;
        emit(`change:${name}`);
      };
      const { default: widget } = await import(URL.createObjectURL(new Blob([text], { type: 'text/javascript' })));
      const end = widget.render({ model, el: document.querySelector('#cell') });
      Object.assign(window, { saved, change, end, tell: (message: unknown) => emit('msg:custom', message), heard });
    },
    [script.replaceAll(published, cdn.origin), traits] as const,
  );
}

/** What the kernel has been told. */
const told = (page: Page, name: string): Promise<unknown> =>
  page.evaluate((name) => (window as unknown as { saved: Record<string, unknown> }).saved[name], name);
const tell = (page: Page, message: object): Promise<void> =>
  page.evaluate((message) => (window as unknown as { tell(it: unknown): void }).tell(message), message);
const change = (page: Page, name: string, value: unknown): Promise<void> =>
  page.evaluate(([name, value]) => (window as unknown as { change(...all: unknown[]): void }).change(name, value), [
    name,
    value,
  ] as const);

test('the kernel steers a race, and has every number of it', async ({ page }) => {
  const [, esm] = /_esm = f'(.*)'/.exec(await readFile(new URL('docs/examples/race.py', root), 'utf8'))!;
  const script = esm!.replaceAll('{{', '{').replaceAll('}}', '}').replace('{MODULE}', `${published}/anywidget.js`);
  await show(page, script, { config: TOY, controls: ['play', 'lr'], speed: 0, autoplay: null });
  await expect.poll(() => told(page, 'link')).toContain('#v=1&p=rosenbrock');
  await expect(page.locator('sidestep-race .field input[type=range]').first()).toBeVisible();
  await tell(page, { type: 'sidestep:play' });
  await expect.poll(() => told(page, 'checksum')).toBe(await replayed(TOY));
  expect(await told(page, 'step')).toBe(120);

  const { race } = await import(`${package_}node/index.js`);
  const its = (await race(TOY)).lanes.map(({ trace }: { trace: Record<string, Float64Array> }) => trace);
  const columns = (await told(page, '_columns')) as { names: string[]; rows: number }[];
  expect(columns).toEqual(its.map((trace: object) => ({ names: Object.keys(trace), rows: 121 })));
  const numbers = await page.evaluate(() => {
    const { _values } = (window as unknown as { saved: Record<string, DataView> }).saved;
    return Array.from({ length: _values!.byteLength / 8 }, (_, i) => _values!.getFloat64(8 * i, true));
  });
  const all = its.flatMap((trace: Record<string, Float64Array>) => Object.entries(trace));
  for (const [i, [name, column]] of all.entries())
    if (name !== 'millis') expect(numbers.slice(121 * i, 121 * (i + 1)), name).toEqual([...column]); // a clock differs
  expect(numbers.length).toBe(121 * all.length);

  await change(page, 'config', { problem: { id: 'beale' }, lanes: [{ optimizer: 'adam', name: 'one' }], steps: 90 });
  await tell(page, { type: 'sidestep:seek', t: 40 });
  await expect.poll(() => told(page, 'step')).toBe(40);
  await expect.poll(() => told(page, '_columns')).toMatchObject([{ rows: 41 }]);
  expect([await told(page, 'checksum'), await told(page, 'lanes')]).toMatchObject([null, [{ name: 'one', step: 40 }]]);
  await tell(page, { type: 'sidestep:seek', t: -1 });
  await expect.poll(() => told(page, 'error')).toMatchObject({ code: 'wrong-type', at: 't' });

  await page.evaluate(() => (document.body.dataset.jpThemeLight = 'false'));
  await expect(page.locator('sidestep-race')).toHaveAttribute('theme', 'dark');
  const left = await page.evaluate(() => {
    const { end, heard } = window as unknown as { end(): void; heard: Map<string, Set<unknown>> };
    end();
    return [...heard.values()].reduce((sum, { size }) => sum + size, document.querySelectorAll('sidestep-race').length);
  });
  expect(left).toBe(0);
});

test('the whole script as a text finds its files where it is published', async ({ page }) => {
  const script = await readFile(`${package_}anywidget.js`, 'utf8');
  cdn.asked.length = 0;
  await show(page, script, { preset: 'ravine-100', view: 'loss', speed: 0, lang: 'zh' });
  await expect(page.locator('sidestep-race canvas').first()).toBeVisible();
  await expect(page.getByRole('button', { name: '播放（空格）' })).toBeVisible();
  await tell(page, { type: 'sidestep:play' });
  await expect.poll(() => told(page, 'checksum')).toMatch(/^[0-9a-f]{16}$/);
  expect(cdn.asked.filter((path) => path.endsWith('.js'))).toEqual(['/element/assets/worker.js']);
  expect(await told(page, 'error')).toBeNull();
});
