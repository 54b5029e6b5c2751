// What each tool adds to a page, compressed: measured, and written into docs/embedding.md (and its Chinese version).
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { expect, type Page, test } from '@playwright/test';
import { type Served, serve } from './serve.ts';
import { type Tool, tools } from './tools.ts';
import { hollow, packed, prepare, sh, versionOf } from './workshop.ts';

const root = new URL('../../', import.meta.url);
const docs = [
  ['docs/embedding.md', '| tool | at once | the first race | the library |', (date: string) => `Measured on ${date}.`],
  ['docs/embedding.zh.md', '| 工具 | 立即 | 第一场比赛 | 库 |', (date: string) => `测于 ${date}。`],
] as const;
const rows: string[] = [];
/** Those that load the package from a CDN add what a page without a tool adds. */
const measuredTools = tools.filter(({ name, cdn }) => !cdn || name === 'cdn');

async function built(tool: Tool, package_: string): Promise<string> {
  const site = await prepare(tool, package_);
  if (tool.build) {
    const { code, text } = await sh(tool.build, site);
    expect(code, text).toBe(0);
  }
  return site;
}

async function size(served: Served): Promise<number> {
  const files = await Promise.all(served.files().map((file) => readFile(file).catch(() => '')));
  return files.reduce((sum, file) => sum + gzipSync(file).length, 0);
}

/** The bytes when nothing has come for a while: some things come when the browser is idle. */
async function settled(served: Served): Promise<number> {
  let last = 0;
  const same = async (): Promise<boolean> => {
    const before = last;
    last = await size(served);
    return last === before;
  };
  await expect.poll(same, { intervals: [2000] }).toBe(true);
  return last;
}

/** The bytes of a site whose races are not near, what its first race adds to that, and what the library adds then. */
async function measured(page: Page, served: Served, real: boolean): Promise<[number, number, number]> {
  await page.addInitScript(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('html:not(.near) sidestep-race, sidestep-race:not(#surface) { display: none !important }');
    document.adoptedStyleSheets = [sheet];
  });
  await page.goto(served.origin);
  const far = await settled(served);
  if (!real) return [far, 0, 0];
  await page.evaluate(() => document.documentElement.classList.add('near'));
  const race = page.locator('#surface');
  await race.scrollIntoViewIfNeeded();
  await race.evaluate((it) => (it as HTMLElement & { step(n: number): Promise<void> }).step(1));
  const near = await settled(served);
  await page.locator('#replay').dispatchEvent('click');
  await expect(page.locator('#checksum')).toHaveText(/^[0-9a-f]{16}$/);
  return [far, near - far, (await settled(served)) - near];
}

for (const tool of measuredTools) {
  test(`${tool.name}: what it adds`, async ({ page, browser }) => {
    const package_ = await packed();
    let others = 0;
    if (tool.build) {
      const without = await serve(tool, await built(tool, await hollow(package_)), package_);
      const other = await browser.newPage();
      [others] = await measured(other, without, false);
      await other.close();
      await without.close();
    }
    const served = await serve(tool, await built(tool, package_), package_);
    const [far, race, library] = await measured(page, served, true);
    await served.close();
    const kilobytes = [far - others, race, library].map((it) => (it / 1024).toFixed(1));
    rows.push(`| ${await versionOf(tool)} | ${kilobytes.join(' | ')} |`);
  });
}

test.afterAll(async () => {
  if (rows.length < measuredTools.length) return console.log(rows.join('\n'));
  const date = new Date().toISOString().slice(0, 10);
  for (const [file, head, measuredOn] of docs) {
    const path = fileURLToPath(new URL(file, root));
    const table = [head, '|---|--:|--:|--:|', ...rows].join('\n');
    const text = await readFile(path, 'utf8');
    const said = text.replace(
      /(<!-- bytes -->)[\s\S]*?(<!-- \/bytes -->)/,
      `$1\n\n${table}\n\n${measuredOn(date)}\n\n$2`,
    );
    await writeFile(path, said);
  }
});
