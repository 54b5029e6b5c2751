// Races on the slides of reveal.js.
import { expect, type Page } from '@playwright/test';
import { boxOf } from '../e2e/stage.ts';
import type { Reveal } from './races.ts';

/** Turns to the slide that has the race. */
export const onSlides =
  (page: Page): Reveal =>
  async (id) => {
    const present = page.locator('section.present');
    await page.locator('.reveal.ready').waitFor();
    await page.evaluate((id) => {
      const section = document.getElementById(id)!.closest('section')!;
      location.hash = `#/${[...section.parentElement!.children].indexOf(section)}`;
    }, id);
    await expect(present.locator(`#${id}`)).toBeVisible();
  };

/** Keys and drags that are a race's own do not turn the slides. */
export async function keepsKeys(page: Page): Promise<void> {
  const reveal = onSlides(page);
  const slide = () =>
    page.evaluate(() => [...document.querySelectorAll('section')].findIndex((it) => it.matches('.present')));
  await reveal('surface');
  const first = await slide();
  const rate = page.locator('#surface input[type=range]').last();
  await expect(rate).toBeVisible();
  const before = await rate.inputValue();
  await rate.focus();
  await page.keyboard.press('ArrowRight');
  await expect.soft(rate, 'the slider hears its key').not.toHaveValue(before);
  expect.soft(await slide(), 'after a key in a slider').toBe(first);
  const map = await boxOf(page.locator('#surface canvas').first());
  const touches = await page.context().newCDPSession(page);
  const finger = (type: string, share?: number) =>
    touches.send('Input.dispatchTouchEvent', {
      type: type as 'touchMove',
      touchPoints: share === undefined ? [] : [{ x: map.x + map.width * share, y: map.y + map.height / 2 }],
    });
  await finger('touchStart', 0.9);
  for (const share of [0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2]) await finger('touchMove', share);
  await finger('touchEnd');
  expect.soft(await slide(), 'after a drag on the map').toBe(first);
  await reveal('formula');
  const fourth = await slide();
  const field = page.locator('#formula sidestep-formula input').first();
  await field.focus();
  await page.keyboard.type('n p');
  await expect.soft(field, 'the field hears its keys').toHaveValue(/n p/);
  expect.soft(await slide(), 'after what is typed').toBe(fourth);
  await field.blur();
  await page.keyboard.press('ArrowRight');
  await expect.poll(slide, 'the slides still turn').not.toBe(fourth);
}
