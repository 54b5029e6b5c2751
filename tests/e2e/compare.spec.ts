import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { finished, hash, lane, visit } from './stage.ts';

const start = '#v=1&p=rosenbrock&o=adagrad,lr=.5&steps=60';

test('a switch, and what it changes: the twin lane at one click', async ({ page }) => {
  await visit(page, { hash: start });
  await finished(page, 60);
  await page.locator('.lane-open').click();
  await page.getByRole('button', { name: 'Compare: a copy of this lane with ε inside the root: on' }).click();
  await expect.poll(() => hash(page)).toContain('o=adagrad,lr=.5&o=adagrad,lr=.5,epsilonInside=1');
  const twin = lane(page, 'AdaGrad ε inside the root').locator('.lane-twin');
  await expect(twin).toContainText('Differs from AdaGrad only in ε inside the root. Step 60: loss');
  await expect(twin).toContainText('apart.');
  await expect(page.locator('.live tbody tr')).toHaveCount(2);
});

test('what frameworks set: chosen for a lane, or compared at the same rate', async ({ page }) => {
  await visit(page, { hash: start });
  await finished(page, 60);
  await page.locator('.lane-open').click();
  const row = (name: string) => page.locator('.convention').filter({ hasText: name });
  await expect(row('PyTorch').getByRole('button').first()).toHaveAttribute('aria-pressed', 'true');
  await row('Keras 3').getByRole('button', { name: 'Compare' }).click();
  await expect
    .poll(() => hash(page))
    .toContain('o=adagrad,lr=.5&o=adagrad,lr=.5,initialAccumulator=.1,epsilon=1e-7,epsilonInside=1');
  await page.locator('.lane-open').first().click();
  await page.locator('.lane-open').nth(1).click();
  await row('Keras 3').getByRole('button').first().click();
  await expect.poll(() => hash(page)).toContain('&o=adagrad,lr=.001,initialAccumulator=.1');
  await expect(row('Keras 3').getByRole('button').first()).toHaveAttribute('aria-pressed', 'true');
});

test('the published wrong Adams are on the list', async ({ page }) => {
  await visit(page, { hash: '#v=1&p=ravine&o=adam,lr=.1&steps=20', lang: 'zh' });
  await page.locator('.lane-open').click();
  await expect(page.getByRole('heading', { name: '流传的错误写法' })).toBeVisible();
  for (const name of ['漏了偏差修正', '算了修正却没用', '修正写成了乘']) {
    await expect(page.locator('.convention-name').filter({ hasText: name })).toBeVisible();
  }
  await page.locator('.convention').filter({ hasText: '修正写成了乘' }).getByRole('button', { name: '对比' }).click();
  await expect.poll(() => hash(page)).toContain('invertedCorrection=1');
  await expect(page.locator('.lane-twin').nth(1)).toContainText('只有“修正写成乘法”不同');
});

test('each optimizer says what it is held to', async ({ page }) => {
  await visit(page, { hash: '#v=1&p=ravine&o=adam,lr=.1&o=lion,lr=.01&steps=20' });
  await page.locator('.lane-open').first().click();
  await expect(page.locator('.proof')).toHaveText(
    /^Checked step by step against PyTorch 1\.13 \(float64\): \d+ runs, largest error (\d×)?10⁻¹[⁰¹²³⁴⁵⁶⁷⁸⁹]\. The source of PyTorch 2\.x has the same rule\.$/,
  );
  await page.locator('.lane-open').nth(1).click();
  await expect(page.locator('.proof').nth(1)).toContainText('a separate implementation written from the paper');
  // With a switch that was never compared it says so, and the formula is another one.
  await expect(page.locator('.update-rule').first().locator('msqrt')).toHaveCount(1);
  await page.getByRole('checkbox', { name: 'root forgotten' }).check();
  await expect(page.locator('.update-rule').first().locator('msqrt')).toHaveCount(0);
  await expect(page.locator('.proof').first()).not.toContainText(/^Checked step by step against PyTorch/);
});

interface Described {
  id: string;
  name: string;
  needsObjective?: boolean;
}
const { optimizers } = JSON.parse(readFileSync(new URL('../../web/catalog.json', import.meta.url), 'utf8')) as {
  optimizers: Described[];
};
const searching = optimizers.filter(({ needsObjective }) => needsObjective);

for (const { id, name } of searching) {
  test(`${name} takes several gradient evaluations per step: it says so, and offers the fair axis`, async ({
    page,
  }) => {
    await visit(page, { hash: `#v=2&p=rosenbrock&o=${id}&o=adam,lr=.1&steps=20` });
    await finished(page, 20);
    await expect(page.locator('.lane-mark')).toHaveCount(1);
    await expect(lane(page, name)).toContainText('several gradient evaluations per step');
    await page.getByRole('button', { name: 'Plot by evaluations' }).click();
    await expect(page.getByRole('button', { name: 'evaluations', exact: true })).toHaveAttribute(
      'aria-pressed',
      'true',
    );
    await expect(page.getByRole('button', { name: 'Plot by evaluations' })).toBeHidden();
  });

  test(`${name} on a problem that is not for it: its lane says so, and the other goes on`, async ({ page }) => {
    await visit(page, { hash: `#v=2&p=ravine,noise=.1&o=${id}&o=adam,lr=.1&steps=20` });
    await expect(page.locator('.counter-now')).toHaveText('20');
    await expect(lane(page, name).locator('.lane-status')).toContainText('cannot run on this problem');
    await expect(page.locator('.live tbody tr').nth(1)).toContainText('finished');
    await expect(page.locator('.notice')).toHaveCount(0);
  });
}
