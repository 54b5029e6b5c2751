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

/** A place of the site: where it is, what shows that it is there, and what is opened before it is looked at. */
interface Place {
  name: string;
  path(lang: string): string;
  ready: string;
  open?(page: Page): Promise<unknown>;
}

const index = (name: string, hash: string, open?: Place['open']): Place => ({
  name,
  path: (lang) => `./?lang=${lang}${hash}`,
  ready: '.live tbody tr:last-child td:not(:empty)',
  ...(open && { open }),
});

const places: Place[] = [
  index('the page with a network', DIGITS),
  index('the page with half a link and every fold open', '#v=1&p=beale,noise=-3&o=adam,lr=NaN&o=nobody', (page) =>
    page.evaluate(() => {
      for (const fold of document.querySelectorAll('details')) fold.open = true;
      for (const lane of document.querySelectorAll<HTMLElement>('.lane-open')) lane.click();
    }),
  ),
  index('the dialog of sharing', toy, async (page) => {
    await page.locator('.share-open').click();
    await expect(page.locator('dialog[open] .doc code')).toHaveText(/^[0-9a-f]{16}$/, PATIENCE);
  }),
  index('the dialog of code', toy, async (page) => {
    await page.locator('.lane-open').first().click();
    await page.locator('.lane-code').click();
    await expect(page.locator('dialog[open] .program')).toBeVisible(PATIENCE);
  }),
  index('the dialog of keys', toy, (page) => page.locator('.keys-help').click()),
  index('the dialog of own data', DIGITS, async (page) => {
    await page.locator('[data-field=data] select').selectOption('own');
    const table = { name: 'clouds.csv', mimeType: 'text/csv', buffer: Buffer.from(clouds()) };
    await page.locator('dialog[open] input[type=file]').setInputFiles(table);
    await expect(page.locator('dialog[open] table')).toBeVisible(PATIENCE);
  }),
  { name: 'a lesson', path: (lang) => `./?race=beale&lang=${lang}${toy}`, ready: '.lesson' },
  { name: 'the gallery', path: (lang) => `./gallery.html?lang=${lang}`, ready: '.card canvas' },
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
    // What a dialog or a frame is made of is the same in both languages; their words are compared by tools/check-words.mjs.
    const chosen =
      lang === 'en' ? places : places.filter(({ name }) => /network|sharing|own data|lesson|gallery|race/.test(name));
    for (const { name, path, ready, open } of chosen) {
      // The colours of words do not depend on their language: those of the dark theme are looked at in one.
      const schemes = lang === 'en' ? (['light', 'dark'] as const) : (['light'] as const);
      test(`axe finds nothing, ${schemes.join(' and ')}: ${name}`, async ({ page }) => {
        test.setTimeout(120_000);
        await page.goto(path(lang));
        await expect(page.locator(ready).first()).toBeVisible(PATIENCE);
        await open?.(page);
        for (const colorScheme of schemes) {
          await page.emulateMedia({ colorScheme });
          await page.waitForTimeout(300); // what is drawn or fetched now
          const axe = axeOn(page);
          const { found, passes } = await looked(colorScheme === 'light' ? axe.withTags(TAGS) : axe.withRules(COLOURS));
          expect(found, colorScheme).toEqual([]);
          expect(passes).toBeGreaterThan(colorScheme === 'light' ? 10 : 0);
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
