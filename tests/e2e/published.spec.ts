import { expect, test } from '@playwright/test';
import { TOY } from './element.ts';
import { finished, replayed, visit } from './stage.ts';

const says = '.published';

test('a link that says what it came to is compared with what it comes to', async ({ page }) => {
  const sum = await replayed(TOY);
  await visit(page, { hash: `${TOY}&checksum=${sum}` });
  await finished(page, 120);
  await expect(page.locator(says)).toHaveText('Replays as published.');
  const other = '0123456789abcdef';
  await page.evaluate((hash) => {
    location.hash = hash;
  }, `${TOY}&checksum=${other}`);
  await finished(page, 120);
  await expect(page.locator(says)).toHaveText(`Differs from what was published: ${other}.`);
  // Another race is not the one that was published.
  await page.locator('[data-field=lr] input.number').first().fill('.002');
  await expect(page.locator(says)).toHaveCount(0);
});

test('before the end it says what will be compared, in Chinese too', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await visit(page, { hash: `${TOY}&checksum=0123456789abcdef`, lang: 'zh' });
  await expect(page.locator(says)).toHaveText(/0123456789abcdef.*比对/);
  await page.keyboard.press('Space');
  await expect(page.locator(says)).toHaveText(/与发布时的结果不同/, { timeout: 20_000 });
});
