// The packed package in the tools that authors use: each site is installed from its lock file, built, and opened in Chromium.
import { existsSync } from 'node:fs';
import { expect, type Page, test } from '@playwright/test';
import { find } from '../../tools/setup/system.mjs';
import { LISTEN } from '../e2e/element.ts';
import { faults, fiveRaces, lightness, scrolled } from './races.ts';
import { type Served, serve } from './serve.ts';
import { keepsKeys, onSlides } from './slides.ts';
import { tools } from './tools.ts';
import { freePort, packed, prepare, sh, start } from './workshop.ts';

let package_ = '';
let served: Served | undefined;
test.beforeAll(async () => {
  package_ = await packed();
});
test.afterEach(async () => {
  await served?.close();
  served = undefined;
});

/** What the site's switch makes dark is dark in the race as well, and light again. */
async function followsTheme(page: Page, theme: string): Promise<void> {
  await page.evaluate(() => scrollTo(0, 0));
  const light = await lightness(page, 'surface');
  const button = page.locator(theme).filter({ visible: true }).first();
  await button.click();
  await expect.poll(() => lightness(page, 'surface'), 'the map in the dark').toBeLessThan(light - 60);
  await button.click();
  await expect.poll(() => lightness(page, 'surface'), 'the map in the light').toBeGreaterThan(light - 10);
}

/** What a tool says that an author would want to look into. */
const warnings = (text: string): string[] =>
  text
    .split('\n')
    .filter((line) => /\bwarn(ing)?s?\b|⚠|critical dependency/i.test(line) && !/\b0 warnings\b/.test(line));

for (const tool of tools) {
  if (tool.dev) {
    test(`${tool.name}: while it is written`, async ({ page }) => {
      const site = await prepare(tool, package_);
      const port = await freePort();
      const address = `http://localhost:${port}/`;
      const server = start(tool.dev!.replace('{port}', String(port)), site);
      try {
        const wrong = faults(page);
        await page.addInitScript(LISTEN);
        const answers = () =>
          fetch(address).then(
            ({ ok }) => ok,
            () => false,
          );
        await expect.poll(answers, { timeout: 60_000 }).toBe(true);
        await page.goto(address);
        await fiveRaces(page, scrolled(page));
        expect.soft(wrong).toEqual([]);
        expect.soft(warnings(server.text())).toEqual([]);
      } finally {
        await server.stop();
      }
    });
  }

  test(`${tool.name}: as it is published`, async ({ page }) => {
    test.skip(!!tool.command && !find(tool.command), `there is no ${tool.command}`);
    const site = await prepare(tool, package_);
    if (tool.build) {
      const { code, text } = await sh(tool.build, site);
      expect(code, text).toBe(0);
      expect.soft(warnings(text), text).toEqual([]);
    }
    if (tool.types) {
      const { code, text } = await sh(tool.types, site);
      expect.soft(code, text).toBe(0);
    }
    const wrong = faults(page);
    await page.addInitScript(LISTEN);
    served = await serve(tool, site, package_);
    await page.goto(served.origin);
    await fiveRaces(page, tool.slides ? onSlides(page) : scrolled(page));
    if (tool.theme) await followsTheme(page, tool.theme);
    if (tool.slides) await keepsKeys(page);
    expect.soft(wrong).toEqual([]);
  });
}

test('there is a lock file for every tool', () => {
  for (const { name, npm, lock = name } of tools)
    if (npm) expect(existsSync(new URL(`${lock}/package-lock.json`, import.meta.url))).toBe(true);
});
