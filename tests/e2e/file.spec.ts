// The built site opened without a web server: no browser loads modules from files, and only the pages themselves can say so.
import { writeFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { expect, test } from '@playwright/test';
import { article, TOY } from './element.ts';
import { cors, dist, host } from './host.ts';

for (const name of ['index.html', 'gallery.html', 'embed.html'])
  test(`${name} opened as a file says what to do`, async ({ page }) => {
    await page.goto(`${pathToFileURL(dist)}${name}`);
    const late = page.locator('#late');
    await expect(late).toBeVisible();
    await expect(late).toContainText('python3 -m http.server');
    await expect(late).toContainText('npx serve');
    await expect(late).toContainText('请在其文件夹中');
  });

test('an article opened as a file has a race whose script is on the web', async ({ page }, info) => {
  const site = await host({ headers: cors });
  const file = info.outputPath('article.html');
  const race = `<sidestep-race autoplay config="${TOY.replace(/&/g, '&amp;')}"></sidestep-race>`;
  await writeFile(
    file,
    article(`${site.origin}/sidestep-race.js`, race).replace(/<script[^>]*listen\.js.*?<\/script>/, ''),
  );
  await page.goto(pathToFileURL(file).href);
  await expect(page.locator('.counter-now')).toHaveText('120', { timeout: 30_000 });
  await site.close();
});
