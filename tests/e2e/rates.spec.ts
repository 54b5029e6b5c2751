import { expect, test } from '@playwright/test';
import { boxOf, finished, visit } from './stage.ts';

/** A number as the page writes it: 1.98×10⁻⁵. */
const written = (text: string): number =>
  Number(
    text.replace(/×10⁻(.+)/, (_, raised: string) => `e-${[...raised].map((d) => '⁰¹²³⁴⁵⁶⁷⁸⁹'.indexOf(d)).join('')}`),
  );

test('the rate of each coordinate can be seen: constant with SGD, vanishing with AdaGrad', async ({ page }) => {
  await visit(page, { hash: '#v=1&p=ravine&o=sgd,lr=.005&o=adagrad,lr=.1&steps=400' });
  await finished(page, 400);
  await page.getByRole('button', { name: 'effective rate of y' }).click();
  const chart = page.locator('.view-curves .u-over');
  const box = await boxOf(chart);
  const readings = async (share: number): Promise<Record<string, number>> => {
    await page.mouse.move(box.x + box.width * share, box.y + box.height / 2);
    const text = await page.locator('.view-curves .readout').innerText();
    const values = [...text.matchAll(/(SGD|AdaGrad)\s+([\d.]+(?:×10⁻[⁰¹²³⁴⁵⁶⁷⁸⁹]+)?)/g)];
    return Object.fromEntries(values.map(([, name, value]) => [name!, written(value!)]));
  };
  await expect.poll(async () => (await readings(0.9)).SGD).toBeCloseTo(0.005, 6);
  const [early, late] = [await readings(0.02), await readings(0.9)];
  expect(early.SGD).toBeCloseTo(0.005, 6);
  expect(late.AdaGrad).toBeLessThan(0.1);
  expect(late.AdaGrad).toBeLessThanOrEqual(early.AdaGrad!);
});
