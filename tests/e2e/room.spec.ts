// No label, status, formula or number is cut off unseen, on screens from a phone's to a laptop's.
import { expect, type Page, test } from '@playwright/test';
import { DIGITS, TOY } from './element.ts';
import { cutOff, cutOffAnywhere } from './room.ts';

/** Long names and formulas, a lane that diverges, and one that cannot be. */
const LONG =
  '#v=1&p=goldstein_price&o=adam,lr=.05,beta1=.95,epsilonInside=1,clipNorm=1,schedule=cosine&o=lbfgs&o=sgd,lr=1000&o=radam&o=nobody&steps=40';

interface Place {
  name: string;
  path: string;
  ready: string;
  /** Where its layout changes; by default all. */
  widths?: number[];
  open?(page: Page): Promise<unknown>;
}

/** Of one document, one after another: a link opens the next race in it. */
const races: Place[] = [
  {
    name: 'lanes',
    path: LONG,
    ready: '.live tr.troubled',
    open: async (page) => {
      await page.evaluate(() => {
        for (const fold of document.querySelectorAll('details')) fold.open = true;
        for (const lane of document.querySelectorAll<HTMLElement>('.lane-open')) lane.click();
      });
      await expect(page.locator('.update-rule math').first()).toBeVisible();
    },
  },
  { name: 'a step', path: `${TOY}&view=step&at=10`, ready: '.step-numbers [data-role=after] .value' },
  { name: 'a network', path: `${DIGITS}&view=network`, ready: '.net-items tbody .net-told' },
  {
    name: 'seeds',
    path: '#v=1&p=rosenbrock,noise=1&o=sgd,lr=.001&o=adam,lr=.2&steps=40&seeds=4',
    ready: '.experiment .chance-dot',
  },
  {
    name: 'a sweep',
    path: '#v=1&p=rosenbrock&o=sgd,lr=.0001:.01:3&o=adam,lr=.001:1:3&steps=40',
    ready: 'sidestep-sweep-one svg .strips',
  },
];

const pages = (lang: string): Place[] => [
  { name: 'a lesson', path: `./?lang=${lang}&race=beale`, ready: '.lesson', widths: [320, 1024] },
  { name: 'the gallery', path: `./gallery.html?lang=${lang}`, ready: '.card', widths: [320, 768] },
  {
    name: 'the frame with all parts',
    path: `./embed.html?lang=${lang}&controls=play,lr,problem,lanes,settings,fair&view=trajectory,loss,table${TOY.replace('lr=.05', 'lr=.0198019801980198')}`,
    ready: 'sidestep-lane .lane-open',
  },
  { name: 'an article', path: `./examples/ravine.${lang}.html`, ready: 'sidestep-race .legend' },
];

// Chinese is shorter almost everywhere: every other width shows what is not.
const WIDTHS_OF = { en: undefined, zh: [320, 768, 1280] };

for (const lang of ['en', 'zh'] as const)
  test(`no text is cut off from 320 to 1280 px, in ${lang}`, async ({ page }) => {
    test.setTimeout(120_000);
    const look = async ({ name, ready, widths, open }: Place): Promise<void> => {
      await expect(page.locator(ready).first()).toBeVisible({ timeout: 30_000 });
      await open?.(page);
      expect.soft(await cutOffAnywhere(page, widths ?? WIDTHS_OF[lang]), name).toEqual([]);
    };
    await page.addInitScript(() => localStorage.setItem('sidestep', '{"speed":{"surface":0}}'));
    await page.goto(`./?lang=${lang}${races[0]!.path}`);
    for (const place of races) {
      await page.evaluate((hash) => {
        location.hash = hash;
      }, place.path);
      await look(place);
    }
    await page.emulateMedia({ reducedMotion: 'reduce' });
    for (const place of pages(lang)) {
      await page.goto(place.path);
      await look(place);
    }
  });

test('a text that is cut off, an input without room and what scrolls without a sign are found', async ({ page }) => {
  await page.setContent(`<style>div, input { width: 6rem; white-space: nowrap }</style>
    <div style="overflow: hidden" title="A name that is told">A name that is told</div>
    <div style="overflow: hidden">A status that ends nowhere</div>
    <div style="overflow: hidden" title="1,234,567,890,123,456">1,234,567,890,123,456</div>
    <div style="overflow: auto; scrollbar-width: none" class="far">Words that go on and on</div>
    <input value="0.01980198019801980198"><select style="width: 4rem"><option>reads on and on</option></select>
    <div class="visually-hidden" style="overflow: hidden; clip-path: inset(50%)">For those who cannot see it</div>
    <div style="overflow: hidden; height: 1.5em; white-space: normal">Words in lines below each other</div>`);
  expect(await cutOff(page)).toEqual([
    'div cuts off “A status that ends nowhere” of div',
    'div cuts off “1,234,567,890,123,456” of div',
    'div.far does not show that it scrolls',
    'input has no room for “0.01980198019801980198”',
    'select has no room for “reads on and on”',
    'div cuts off “Words in lines below each other” of div in height',
  ]);
});
