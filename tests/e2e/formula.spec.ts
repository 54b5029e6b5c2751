import { expect, test } from '@playwright/test';
import { boxOf, finished, hash, visit } from './stage.ts';

test('a typed formula is raced, its gradient checked, and a mistake pointed at', async ({ page }) => {
  await visit(page, { hash: '#v=1&p=formula&o=adam,lr=.05&steps=50' });
  await finished(page, 50);
  const input = page.getByRole('textbox', { name: 'formula' });
  const checked = page.locator('.gradient-check');
  await expect(checked).toHaveText(
    /^Gradient checked against finite differences: largest relative error (\d×)?10⁻[⁰¹²³⁴⁵⁶⁷⁸⁹]+ at 64 points\.$/,
  );
  // What may be written stands on the page, not in a tooltip alone.
  await page.getByText('What a formula can contain').click();
  await expect(page.locator('.formula-help .doc')).toContainText('hypot atan2');
  await input.fill('x^2 + 3*y^4');
  await expect.poll(() => hash(page)).toContain('f=x%5E2');
  await expect(checked).toContainText('Gradient checked');
  await expect(page.getByRole('cell', { name: 'finished' })).toBeVisible();
  const good = await hash(page);

  await input.fill('x^2 + 3*yy');
  await expect(input).toHaveAttribute('aria-invalid', 'true');
  await expect(page.locator('.field.bad .why')).toContainText('at character 9');
  await expect(page.locator('.caret-at')).toHaveText('y');
  await expect(page.locator('.caret')).toHaveText('x^2 + 3*yy');
  // The caret stands under the character.
  const at = await boxOf(page.locator('.caret-at'));
  const line = await boxOf(page.locator('.caret'));
  expect(at.x - line.x).toBeGreaterThan(8 * at.width - 2);
  expect(at.x - line.x).toBeLessThan(8 * at.width + 2);
  expect(await hash(page)).toBe(good);

  await input.fill('floor(1e6*x)/1e4 + y^2');
  await expect(checked).toContainText('the formula has kinks or jumps');
  await expect(page.locator('.caret')).toHaveCount(0);
});

test('a link whose formula cannot be read points at the character', async ({ page }) => {
  await visit(page, { hash: '#v=1&p=formula1d,f=x%2B%24&o=adam&steps=5', lang: 'zh' });
  await expect(page.locator('.caret-at')).toHaveText('$');
  await page.getByRole('textbox', { name: '公式' }).fill('x*x');
  await expect(page.locator('.gradient-check')).toContainText('梯度已用有限差分核对');
  await expect(page.getByRole('cell', { name: '已完成' })).toBeVisible();
});
