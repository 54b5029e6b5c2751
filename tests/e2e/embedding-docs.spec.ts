// docs/embedding.md and the example articles, as an author would use them: every snippet is run as it is printed.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from '@playwright/test';
import { cors, dist, host, type Site } from './host.ts';
import { replayed } from './stage.ts';

const root = new URL('../../', import.meta.url);
// Those of a tool's site are built and opened by tests/toolchains.
const text = (await readFile(new URL('docs/embedding.md', root), 'utf8')).replace(
  /<!-- tests\/toolchains\/\S+ -->\n\n```[\s\S]*?\n```/g,
  '',
);
const snippets = (language: string): string[] =>
  [...text.matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\\n\`\`\``, 'g'))].map((match) => match[1]!);
const html = snippets('html');

const sites: Site[] = [];
test.afterEach(async () => {
  await Promise.all(sites.splice(0).map((site) => site.close()));
});

test('there is something to run', () => {
  expect([html.length, snippets('js').length, snippets('sh').length]).toEqual([5, 1, 2]);
});

for (const [i, snippet] of html.entries()) {
  test(`HTML ${i + 1} shows a race`, async ({ page }) => {
    const there = await host({ folders: { '/sidestep/': dist }, headers: cors });
    const body = snippet.replaceAll('https://example.org', there.origin);
    const here = await host({
      folders: {},
      pages: { '/': `<!doctype html><html lang="en"><meta charset="utf-8"><body>${body}</body></html>` },
    });
    sites.push(there, here);
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    page.on('console', (message) => message.type() === 'warning' && errors.push(message.text()));
    await page.goto(here.origin);
    const scope = snippet.includes('<iframe') ? page.frameLocator('iframe') : page;
    await expect(scope.locator('sidestep-race canvas').first()).toBeVisible({ timeout: 20_000 });
    await expect(scope.locator('sidestep-race .counter')).toBeVisible();
    if (snippet.includes('id="sum"'))
      await expect(page.locator('#sum')).toHaveText(/^[0-9a-f]{16}$/, { timeout: 30_000 });
    if (snippet.includes('<iframe'))
      await expect.poll(() => page.locator('iframe').getAttribute('height')).not.toBe('560');
    if (snippet.includes('autoplay')) await expect(scope.locator('.counter-now')).not.toHaveText('0');
    expect(errors).toEqual([]);
  });
}

test('the folder that the guide copies from the package is there', () => {
  const [, folder] = /^cp -r node_modules\/sidestep-race\/(\S+) sidestep$/m.exec(snippets('sh').join('\n'))!;
  expect(existsSync(new URL(`build/package/${folder}/sidestep-race.js`, root))).toBe(true);
});

test('the command verifies, and so does the library', async () => {
  const command = snippets('sh').find((it) => it.includes(' verify '));
  const [, link] = /'([^']+)'/.exec(command!)!;
  expect(command).toMatch(/^npx sidestep-race verify '/);
  const { stdout } = await promisify(execFile)(process.execPath, [
    fileURLToPath(new URL('build/package/node/cli.js', root)),
    'verify',
    link!,
  ]);
  expect(JSON.parse(stdout)).toMatchObject({ ok: true });
  const library = fileURLToPath(new URL('build/package/node/index.js', root));
  const program = snippets('js')[0]!.replace("'sidestep-race'", JSON.stringify(library));
  const run = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', program]);
  expect(run.stdout).toContain(await replayed(link!));
});

for (const [lang, play] of [
  ['en', 'Play (space)'],
  ['zh', '播放（空格）'],
] as const) {
  test(`the example article in ${lang} has three races that run`, async ({ page }) => {
    const site = await host({ folders: { '/a/': dist } });
    sites.push(site);
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    await page.goto(`${site.origin}/a/examples/ravine.${lang}.html`);
    await expect(page.locator('sidestep-race')).toHaveCount(3);
    for (const id of ['ravine', 'turned', 'valley']) {
      await page.locator(`#${id}`).scrollIntoViewIfNeeded();
      await expect(page.locator(`#${id} canvas`).first()).toBeVisible({ timeout: 15_000 });
      await page
        .locator(`#${id}`)
        .evaluate((race) => (race as HTMLElement & { step(n: number): Promise<void> }).step(25));
      await expect(page.locator(`#${id} .counter-now`)).not.toHaveText('0');
      await expect(page.locator(`#${id}`).getByRole('button', { name: play })).toBeVisible();
    }
    expect(errors).toEqual([]);
  });
}
