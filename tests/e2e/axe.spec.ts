import { readdirSync } from 'node:fs';
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { clouds } from '../web/support/own.ts';
import { DIGITS, TOY } from './element.ts';

/** Everything of WCAG 2.0 to 2.2 that a machine can tell, A and AA, and what axe calls best practice. */
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
/** What depends on colours. */
const COLOURS = ['color-contrast', 'link-in-text-block'];
const PATIENCE = { timeout: 30_000 };

const toy = TOY.replace('steps=120', 'steps=40');

/** A dialog by what opens it. */
interface Dialog {
  name: string;
  open(page: Page): Promise<unknown>;
}

/** A place of the site: where it is, what shows that it is there, what is opened before it is looked at, and its dialogs. */
interface Place {
  name: string;
  path(lang: string): string;
  ready: string;
  open?(page: Page): Promise<unknown>;
  /** Each is looked at by itself: what is around it is inert. */
  dialogs?: Dialog[];
}

const index = (name: string, hash: string, more: Partial<Place>): Place => ({
  name,
  path: (lang) => `./?lang=${lang}${hash}`,
  ready: '.live tbody tr:last-child td:not(:empty)',
  ...more,
});

const sharing: Dialog = {
  name: 'the dialog of sharing',
  open: async (page) => {
    await page.locator('.share-open').click();
    await expect(page.locator('dialog[open] .doc code')).toHaveText(/^[0-9a-f]{16}$/, PATIENCE);
  },
};
const code: Dialog = {
  name: 'the dialog of code',
  open: async (page) => {
    await page.locator('.lane-open').first().click();
    await page.locator('.lane-code').click();
    await expect(page.locator('dialog[open] .program')).toBeVisible(PATIENCE);
  },
};
const keys: Dialog = { name: 'the dialog of keys', open: (page) => page.locator('.keys-help').click() };
const ownData: Dialog = {
  name: 'the dialog of own data',
  open: async (page) => {
    await page.locator('[data-field=data] select').selectOption('own');
    const table = { name: 'clouds.csv', mimeType: 'text/csv', buffer: Buffer.from(clouds()) };
    await page.locator('dialog[open] input[type=file]').setInputFiles(table);
    await expect(page.locator('dialog[open] table')).toBeVisible(PATIENCE);
  },
};

const places: Place[] = [
  index('the page with a network', DIGITS, { dialogs: [ownData] }),
  index('the page with half a link and every fold open', '#v=1&p=beale,noise=-3&o=adam,lr=NaN&o=nobody', {
    open: (page) =>
      page.evaluate(() => {
        for (const fold of document.querySelectorAll('details')) fold.open = true;
        for (const lane of document.querySelectorAll<HTMLElement>('.lane-open')) lane.click();
      }),
  }),
  {
    name: 'a lesson',
    path: (lang) => `./?race=beale&lang=${lang}${toy}`,
    ready: '.lesson',
    dialogs: [sharing, keys, code],
  },
  {
    name: 'the gallery',
    path: (lang) => `./gallery.html?lang=${lang}`,
    ready: '.card canvas',
    // Cards differ in their words: some of each section are enough.
    open: (page) =>
      page.evaluate(() => {
        for (const list of document.querySelectorAll('.cards'))
          for (const card of [...list.children].slice(3)) (card as HTMLElement).hidden = true;
      }),
  },
  { name: 'the frame', path: (lang) => `./embed.html?lang=${lang}${toy}`, ready: '.legend' },
  {
    name: 'the frame with all parts',
    path: (lang) =>
      `./embed.html?lang=${lang}&controls=play,lr,problem,lanes,settings,fair&view=trajectory,loss,table${toy}`,
    ready: 'sidestep-lane .lane-open',
    // Figures of an article would have landmarks of the same name.
    open: (page) => expect(page.locator('sidestep-race').getByRole('region')).toHaveCount(0),
  },
  {
    name: 'the page of a race',
    path: (lang) => `./race/ravine-100${lang === 'en' ? '' : `.${lang}`}.html`,
    ready: 'img',
  },
  { name: 'an article', path: (lang) => `./examples/ravine.${lang}.html`, ready: 'sidestep-race .legend' },
];

/** Only what is found is told whole: the address of each node that passes would take most of the time. */
const axeOn = (page: Page): AxeBuilder =>
  new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).setLegacyMode();

async function looked(axe: AxeBuilder): Promise<{ found: string[]; passes: number }> {
  const { violations, passes } = await axe.analyze();
  const found = violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary}`),
  );
  return { found, passes: passes.length };
}

const chapters = readdirSync(new URL('../../docs/course/', import.meta.url)).flatMap(
  (file) => /^(\d-.*)\.en\.md$/.exec(file)?.[1] ?? [],
);

for (const lang of ['en', 'zh']) {
  test.describe(lang, () => {
    test.use({ locale: lang === 'zh' ? 'zh-CN' : 'en', contextOptions: { reducedMotion: 'reduce' } });
    // What a frame is made of is the same in both languages; their words are compared by tools/check-words.mjs.
    const chosen = lang === 'en' ? places : places.filter(({ name }) => /network|lesson|gallery|race/.test(name));
    for (const { name, path, ready, open, dialogs = [] } of chosen) {
      // The colours of words do not depend on their language: those of the dark theme are looked at in one.
      const schemes = lang === 'en' ? (['light', 'dark'] as const) : (['light'] as const);
      test(`axe finds nothing, ${schemes.join(' and ')}: ${[name, ...dialogs.map((it) => it.name)].join(', ')}`, async ({
        page,
      }) => {
        test.setTimeout(120_000);
        const look = async (what: string, within?: string): Promise<void> => {
          for (const colorScheme of schemes) {
            await page.emulateMedia({ colorScheme });
            await page.waitForTimeout(300); // what is drawn or fetched now
            const axe = within ? axeOn(page).include(within) : axeOn(page);
            const { found, passes } = await looked(
              colorScheme === 'light' ? axe.withTags(TAGS) : axe.withRules(COLOURS),
            );
            expect(found, `${what}, ${colorScheme}`).toEqual([]);
            expect(passes).toBeGreaterThan(colorScheme === 'light' ? 10 : 0);
          }
        };
        await page.goto(path(lang));
        await expect(page.locator(ready).first()).toBeVisible(PATIENCE);
        await open?.(page);
        await look(name);
        for (const dialog of dialogs) {
          await dialog.open(page);
          await look(dialog.name, 'dialog[open]');
          await page.keyboard.press('Escape');
          await expect(page.locator('dialog[open]')).toHaveCount(0);
        }
      });
    }

    // A chapter is made of the same elements in both languages, so that each is looked at in one.
    test(`axe finds nothing in every other chapter of the course, ${lang === 'en' ? 'light' : 'dark'}`, async ({
      page,
    }) => {
      test.setTimeout(180_000);
      await page.emulateMedia({ colorScheme: lang === 'en' ? 'light' : 'dark' });
      for (const chapter of chapters.filter((_, i) => (i % 2 === 0) === (lang === 'en'))) {
        await page.goto(`./course/${chapter}.${lang}.html`);
        await expect(page.locator('sidestep-race .legend').first()).toBeVisible(PATIENCE);
        await page.evaluate(() => {
          for (const fold of document.querySelectorAll('details')) fold.open = true;
        });
        const { found, passes } = await looked(axeOn(page).withTags(TAGS));
        expect.soft(found, chapter).toEqual([]);
        expect(passes).toBeGreaterThan(10);
      }
      expect(chapters).toHaveLength(6);
    });
  });
}
