import { readFile } from 'node:fs/promises';
import { expect, type Page, test } from '@playwright/test';
import { visit } from './stage.ts';

const RACE = '#v=2&p=rosenbrock&o=adam,lr=.05&o=rmsprop,rho=.9,epsilonInside=1&steps=20';
const program = (page: Page) => page.getByRole('region', { name: 'Program', exact: true });
const library = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

test('a lane as a program: copied, saved, and what a framework does otherwise', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await visit(page, { hash: RACE });
  await page.locator('.lane-open').nth(1).click();
  await page.getByRole('button', { name: 'Code', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: /^As a program: RMSprop/ });
  await expect(program(page)).toContainText('def rmsprop(w, steps, lr, rho, epsilon):');
  await expect(program(page)).not.toContainText('def adam');

  await dialog.getByRole('button', { name: 'Copy the program' }).click();
  await expect(dialog.getByRole('status')).toHaveText('Copied.');
  const text = await page.evaluate(() => navigator.clipboard.readText());
  expect(text).toContain('np.sqrt(v + epsilon)');
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    dialog.getByRole('button', { name: 'Save as a file' }).click(),
  ]);
  expect(file.suggestedFilename()).toBe('sidestep-rosenbrock-numpy.py');
  expect(await readFile((await file.path())!, 'utf8')).toBe(text);

  await library(page, 'PyTorch');
  await expect(program(page)).toHaveCount(0);
  await expect(dialog).toContainText('PyTorch has ε inside the root: off.');
  await library(page, 'TensorFlow.js');
  await expect(program(page)).toContainText('tf.train.rmsprop(0.01, 0.9, 0, 1e-8)');
});

test('a whole race as a program, from the dialog for sharing', async ({ page }) => {
  await visit(page, { hash: RACE });
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  await page.getByRole('button', { name: 'Code', exact: true }).click();
  await expect(page.getByRole('dialog', { name: 'The race as a program' })).toBeVisible();
  await expect(program(page)).toContainText('def adam(');
  await expect(program(page)).toContainText('def rmsprop(');
});

test('a network is made of the layers of the library, which come when it is chosen', async ({ page }) => {
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  const pieces = () => asked.filter((url) => url.includes('framework-pieces')).length;
  await visit(page, { hash: '#v=2&p=moons&o=sgd,lr=.1&steps=20' });
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  await page.getByRole('button', { name: 'Code', exact: true }).click();
  await expect(program(page)).toContainText('class Dense:');
  expect(pieces()).toBe(0);
  await library(page, 'PyTorch');
  await expect(program(page)).toContainText('nn.Linear(2, 16),');
  await expect(program(page)).toContainText('torch.optim.SGD(w, lr=0.1)');
  expect(pieces()).toBe(1);
});
