// Fields show what holds: undone, refused or too long for their room.
import { expect, type Page, test } from '@playwright/test';
import { hash, visit } from './stage.ts';

const RACE = '#v=1&p=beale&o=adam,lr=.1&o=sgd,lr=.001&steps=60';
const rate = (page: Page) => page.locator('sidestep-lane').first().locator('[data-field=lr] input.number');
const name = (page: Page) => page.locator('[data-field=name] input');
const opened = (page: Page) => page.locator('sidestep-lane').first().locator('.lane-open');

test('Ctrl+Z in the field of a name takes the name back in field, lane and link, and Ctrl+Y gives it again', async ({
  page,
}) => {
  await visit(page, { hash: RACE });
  await opened(page).click();
  await name(page).click();
  await name(page).pressSequentially('my  rule');
  await expect(opened(page)).toContainText('my rule');
  await name(page).press('Enter');
  for (const [keys, text, link] of [
    ['Control+z', '', RACE],
    ['Control+y', 'my rule', RACE.replace('lr=.1&', 'lr=.1,name=my+rule&')],
    ['Control+z', '', RACE],
  ] as const) {
    await name(page).press(keys);
    await expect(name(page)).toHaveValue(text);
    await expect(opened(page)).toContainText(text || 'Adam');
    await expect.poll(() => hash(page)).toBe(link);
  }
});

test('Ctrl+Z in the field of a rate takes back all that was typed, and then the edit before', async ({ page }) => {
  await visit(page, { hash: RACE });
  await page.getByRole('button', { name: /^Remove SGD/ }).click();
  await rate(page).click();
  await page.keyboard.press('ControlOrMeta+A');
  await rate(page).pressSequentially('0.25');
  await expect.poll(() => hash(page)).toContain('lr=.25');
  await rate(page).press('Control+z');
  await expect(rate(page)).toHaveValue('0.1');
  await expect.poll(() => hash(page)).not.toContain('.25');
  await rate(page).press('Control+z');
  await expect(page.locator('sidestep-lane')).toHaveCount(2);
});

test('a rate that is entered and another that is entered are two edits', async ({ page }) => {
  await visit(page, { hash: RACE });
  for (const text of ['0.15', '0.18']) {
    await rate(page).fill(text);
    await rate(page).press('Enter');
    await expect.poll(() => hash(page)).toContain(`lr=.${text.slice(2)}`);
  }
  await rate(page).press('Control+z');
  await expect(rate(page)).toHaveValue('0.15');
});

test('what is no number stays with its message when the focus leaves, and Escape drops it', async ({ page }) => {
  await visit(page, { hash: '#v=1&p=formula,f=x%5E2%2By%5E2&o=adam,lr=.1&steps=60' });
  const field = (id: string, at = 0) => page.locator(`[data-field=${id}]`).nth(at);
  for (const [id, text, message] of [
    ['lr', 'abc', 'not a number; still 0.1'],
    ['start', '1e999', /./],
    ['steps', '', 'enter a number; still 60'],
    ['seed', '-1', 'must be at least 0; still 1'],
    ['f', 'x^', /./],
  ] as const) {
    const input = field(id).locator('input:not([type=range])').first();
    const before = await input.inputValue();
    await input.fill(text);
    const alert = field(id).getByRole('alert');
    await expect(alert).toHaveText(message);
    const said = await alert.textContent();
    await input.press('Tab');
    await expect(input).not.toBeFocused();
    await expect(input).toHaveValue(text);
    await expect(alert).toHaveText(said!);
    await input.focus();
    await page.keyboard.press('Control+z'); // of letters: the race is not touched
    await input.fill(text);
    await page.keyboard.press('Escape');
    await expect(alert).toHaveCount(0);
    await expect(input).toHaveValue(before);
  }
  await expect.poll(() => hash(page)).toContain('o=adam,lr=.1&steps=60');
});

for (const width of [1280, 375])
  test(`a long rate is not cut at the edge of its field, at ${width} px`, async ({ page }) => {
    await page.setViewportSize({ width, height: 800 });
    await visit(page, {
      hash: '#v=1&p=ravine,start=-1.23456789012~1.00000000001&o=sgd,lr=.019801980198019802,momentum=.6694214876033059&seed=4294967295&steps=10000000',
    });
    await opened(page).click();
    const inputs = page.locator('.field input:not([type=range], [type=checkbox])');
    await expect.poll(() => inputs.count()).toBeGreaterThan(6);
    for (const input of await inputs.all()) {
      if (!(await input.isVisible())) continue;
      const [value, room] = await input.evaluate((it: HTMLInputElement) => [it.value, it.clientWidth - it.scrollWidth]);
      expect(room, value).toBeGreaterThanOrEqual(0);
    }
    await expect(rate(page)).toHaveValue('0.019802');
    await expect(rate(page)).toHaveAttribute('title', '0.019801980198019802');
    await rate(page).focus();
    await expect(rate(page)).toHaveValue('0.019801980198019802');
    await page.keyboard.insertText('0.5'); // all of it is selected
    await expect.poll(() => hash(page)).toContain('lr=.5');
  });
