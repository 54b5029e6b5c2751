import { expect, test } from '@playwright/test';
import { finished, hash, lane, visit } from './stage.ts';

const evil = '<img src=x onerror="document.title=1">';
const link = `#v=1&p=ravine&o=sgd,lr=.01,name=plain+descent&o=sgd,lr=.01,momentum=.9,name=${encodeURIComponent(evil).replace(/%20/g, '+')}&steps=60`;

test('a lane is called what its owner says, wherever it is named, and as text alone', async ({ page }) => {
  await visit(page, { hash: link });
  await finished(page, 60);
  for (const name of ['plain descent', evil]) {
    await expect(lane(page, name)).toBeVisible();
    await expect(page.locator('.live tbody th').filter({ hasText: name })).toHaveCount(1);
    await expect(page.getByRole('button', { name: `Remove ${name}` })).toBeVisible();
  }
  await expect(page.locator('.lane-name').first()).toHaveAttribute(
    'title',
    'plain descent · SGD η 0.01 · η learning rate',
  );
  await expect(page.locator('img')).toHaveCount(0);
  await expect(page).not.toHaveTitle('1');
});

test('a name is given in the lane’s card: it stands in the link, and nothing is computed again', async ({ page }) => {
  await visit(page, { hash: '#v=1&p=ravine&o=sgd,lr=.01&o=adam,lr=.1&steps=60' });
  await finished(page, 60);
  const sum = page.locator('.checksum');
  const before = await sum.textContent();
  await page.locator('.lane-open').first().click();
  await page.getByRole('textbox', { name: 'name', exact: true }).fill(' mine \u202e& more');
  await page.keyboard.press('Tab');
  await expect(lane(page, 'mine & more')).toBeVisible();
  await expect.poll(() => hash(page)).toBe('#v=1&p=ravine&o=sgd,name=mine+%26+more&o=adam,lr=.1&steps=60');
  await expect(page.locator('.counter-now')).toHaveText('60');
  expect(await sum.textContent()).toBe(before);
  await page.getByRole('button', { name: 'Duplicate mine' }).click();
  await expect(lane(page, 'SGD')).toBeVisible(); // another lane, not named yet
});

test('a lesson calls its lanes by its words, in the reader’s language', async ({ page }) => {
  await page.goto('./?lang=en&race=ravine-10');
  await expect(lane(page, 'heavy ball')).toBeVisible();
  await page.locator('.language select').selectOption('zh');
  await expect(lane(page, '重球法')).toBeVisible();
  await page.locator('.lesson > details > summary').click();
  await expect(page.locator('.claims')).toContainText('“重球法”在第 21 步达到“损失 < 10⁻⁸”。');
  await expect(page.locator('.lesson')).not.toHaveClass(/changed/);
});
