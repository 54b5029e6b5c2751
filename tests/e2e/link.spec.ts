import { expect, test } from '@playwright/test';
import { checksum, finished, hash, lane, replayed, visit } from './stage.ts';

test('a link opened elsewhere gives the same bits, in the page and on the command line', async ({ page, context }) => {
  await visit(page, { hash: '#v=1&p=rosenbrock,noise=.1&o=sgd,lr=.001,momentum=.9&o=rmsprop,lr=.01&seed=7&steps=150' });
  await finished(page, 150);
  await lane(page, 'RMSprop').getByRole('textbox', { name: 'learning rate' }).fill('0.02');
  await finished(page, 150);
  await expect.poll(() => hash(page)).toContain('rmsprop,lr=.02');
  const [link, sum] = [await hash(page), await checksum(page)];
  const other = await context.newPage();
  await visit(other, { hash: link });
  await finished(other, 150);
  expect(await hash(other)).toBe(link);
  expect(await checksum(other)).toBe(sum);
  expect(await replayed(link)).toBe(sum);
});

test('the link is copied with all that makes the race', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await visit(page, { hash: '#v=1&p=beale&o=adam,lr=.1&steps=30' });
  await page.getByRole('button', { name: 'Copy link' }).click();
  await expect(page.getByText('Copied.')).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('#v=1&p=beale&o=adam,lr=.1&steps=30');
});

test('another hash loads another race', async ({ page }) => {
  await visit(page, { hash: '#v=1&p=beale&o=adam,lr=.1&steps=30' });
  await finished(page, 30);
  await page.evaluate(() => {
    location.hash = '#v=1&p=himmelblau&o=sgd,lr=.01&steps=40';
  });
  await expect(page.locator('.problem-title')).toHaveText('Himmelblau');
  await finished(page, 40);
});

test('a broken link is named field by field, and the page goes on', async ({ page }) => {
  await visit(page, {
    hash: '#v=1&p=beale,noise=-3&o=adam,lr=NaN,wrong=1&o=nobody&steps=1e99&<img src=x onerror=alert(1)>',
  });
  const notice = page.getByRole('status').filter({ hasText: 'Some parts of this link' });
  for (const [at, says] of [
    ['problem.noise', 'Problem, gradient noise: −3 is outside 0 to 1,000,000'],
    ['lanes.0.lr', 'Lane 1, learning rate: must be a finite number'],
    ['lanes.0.wrong', 'Lane 1, “wrong”: there is no such field'],
    ['lanes.1.optimizer', 'Lane 2, optimizer: there is no optimizer “nobody”'],
    ['steps', 'Steps: 10⁹⁹ is outside 0 to 10,000,000'],
  ] as const)
    await expect(notice.getByText(says, { exact: true })).toHaveAttribute('title', new RegExp(`^${at} `));
  await finished(page, 200);
  await page.getByRole('button', { name: 'Dismiss' }).click();
  await expect(notice).toBeHidden();
});

test('a link of a megabyte is refused by name, and the page goes on', async ({ page }) => {
  await visit(page, {});
  await page.evaluate(() => {
    location.hash = `#v=1&p=beale&o=adam,lr=.1&${'x'.repeat(1_000_000)}`;
  });
  await expect(page.getByText(/^Link: has 1,0\d\d,\d+ characters/)).toBeVisible();
  await finished(page, 400);
});
