// From a race to an experiment: seeds, ranges and tuning, as a reader has them, and what they come to in Node.
import { readFile } from 'node:fs/promises';
import { expect, type Page, test } from '@playwright/test';
import { article } from './element.ts';
import { host } from './host.ts';
import { checksum, finished, hash, replayed, swept, visit } from './stage.ts';

const RACE = '#v=1&p=rosenbrock,noise=1&o=sgd,lr=.001&o=adam,lr=.2&steps=120';

/** What all runs come to, as the bar says it. */
async function outcome(page: Page): Promise<string> {
  const sum = page.locator('.experiment-note .checksum');
  await expect(sum).toHaveText(/^[0-9a-f]{16}$/, { timeout: 40_000 });
  return (await sum.textContent())!;
}

test('seeds make an experiment of a race, which its link is elsewhere, and in Node', async ({ page, context }) => {
  await visit(page, { hash: RACE });
  await page.locator('[data-field=seeds] input.number').fill('6');
  await expect.poll(() => hash(page)).toBe(`${RACE}&seeds=6`);
  const sum = await outcome(page);
  expect(sum).toBe(await swept(`${RACE}&seeds=6`));
  const table = page.locator('sidestep-experiment-table');
  await expect(table.getByRole('row')).toHaveCount(3);
  await expect(table.getByRole('row').nth(1)).toContainText('6');
  await expect(page.locator('sidestep-experiment-bands path').first()).toBeAttached();
  await expect(page.locator('sidestep-experiment-finding')).toContainText(/Adam|SGD/);
  await expect(page.locator('sidestep-fair')).toContainText('6 seeds');

  const other = await context.newPage();
  await visit(other, { hash: `${RACE}&seeds=6&checksum=${sum}`, lang: 'zh' });
  await expect(other.locator('.experiment-note')).toContainText('一致');
  await page.goBack();
  await expect(page.locator('sidestep-transport')).toBeVisible();
  expect(await hash(page)).toBe(RACE);
});

test('a range has a button at its field, and one of its values opens the race that came to it', async ({ page }) => {
  await visit(page, { hash: RACE });
  const card = page.locator('sidestep-lane').first();
  await card.hover();
  await card.getByRole('button', { name: 'Replace learning rate by a range' }).click();
  await expect.poll(() => hash(page)).toContain('o=sgd,lr=.000033:.03:9');
  await card.getByRole('textbox', { name: 'Number of values of learning rate' }).fill('3');
  await page.keyboard.press('Enter');
  await expect.poll(() => hash(page)).toContain('lr=.000033:.03:3');
  const link = await hash(page);
  expect(await outcome(page)).toBe(await swept(link));
  // The picture by keys: a value, and its race.
  await page.locator('sidestep-sweep-one [role=application]').focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await expect.poll(() => hash(page)).not.toContain(':');
  await expect(page.locator('sidestep-transport')).toBeVisible();
  await finished(page, 120); // it plays by itself
  expect(await checksum(page)).toBe(await replayed(await hash(page)));
});

test('a tuning is cancelled, and goes on after a reload to the same end', async ({ page }) => {
  const link = '#v=1&p=rosenbrock&o=sgd&o=adam&steps=1000000&seeds=4&tune=10';
  await visit(page, { hash: link });
  const bar = page.locator('sidestep-experiment-bar');
  const made = async () => Number(await bar.locator('.counter-now').textContent());
  await expect.poll(made).toBeGreaterThan(2); // so short a one starts by itself
  await bar.getByRole('button', { name: /^Cancel/ }).click();
  await expect(bar).toContainText('cancelled');
  await page.reload();
  await expect(bar).toContainText('kept in this browser', { timeout: 20_000 });
  expect(await made()).toBeGreaterThan(2);
  await bar.locator('.experiment-note').getByRole('button', { name: 'Continue' }).click();
  expect(await outcome(page)).toBe(await swept(link));
  await expect(page.locator('sidestep-fair')).toContainText('Tuned: 10 trials each');
});

test('what cannot be run is refused by name, with its count, and the race is there', async ({ page }) => {
  await visit(page, { hash: '#v=1&p=rosenbrock&o=adam,lr=.001:1:100000,beta1=.1:.9:10000&steps=50' });
  await expect(page.locator('sidestep-notices')).toContainText('1,000,000,000 cells');
  await expect(page.locator('sidestep-transport')).toBeVisible();
  // More than a page takes, but not than a machine does.
  await visit(page, { hash: '#v=1&p=rosenbrock&o=adam,lr=.001:1:300,beta1=.1:.9:300&steps=50' });
  const bar = page.locator('sidestep-experiment-bar');
  await expect(bar).toContainText('90,000 runs');
  await bar.getByRole('button', { name: 'Take 223 values of each range' }).click();
  await expect.poll(() => hash(page)).toContain('lr=.001:1:223,beta1=.1:.9:223');
});

test('it fits a phone, and its files carry link and checksum', async ({ page }) => {
  await page.setViewportSize({ width: 375, height: 800 });
  await visit(page, { hash: `${RACE}&seeds=4`, lang: 'zh' });
  const sum = await outcome(page);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(wide).toBeLessThanOrEqual(0);
  await page.locator('.share-open').click();
  for (const [name, has] of [
    ['CSV', `# checksum ${sum}`],
    ['JSON', `"checksum":"${sum}"`],
    ['SVG', `checksum ${sum}`],
  ] as const) {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name, exact: true }).click(),
    ]);
    const text = await readFile(await download.path(), 'utf8');
    expect(text).toContain(has);
    expect(text).toContain('seeds=4');
  }
});

test('an article shows an experiment, and parts of one alone', async ({ page }) => {
  const link = `${RACE}&seeds=4`;
  const attribute = link.replaceAll('&', '&amp;');
  const races = `<sidestep-race id="a" loading="eager" config="${attribute}"></sidestep-race>
    <sidestep-race id="b" lang="zh" loading="eager" view="speed,pairs" config="${attribute}"></sidestep-race>`;
  const site = await host({ pages: { '/article.html': article('./sidestep-race.js', races) } });
  try {
    await page.goto(`${site.origin}/article.html`);
    const whole = page.locator('#a');
    await expect(whole.locator('.experiment-note .checksum')).toHaveText(await swept(link), { timeout: 40_000 });
    await expect(whole.locator('sidestep-experiment-table').getByRole('row')).toHaveCount(3);
    const part = page.locator('#b');
    await expect(part.locator('sidestep-experiment-charts')).toContainText('速度', { timeout: 40_000 });
    await expect(part.locator('sidestep-experiment-pairs')).toHaveCount(1);
    await expect(part.locator('sidestep-experiment-table')).toHaveCount(0);
    await expect(part.getByRole('progressbar')).toHaveCount(1); // of both parts
  } finally {
    await site.close();
  }
});
