import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, type Locator, type Page } from '@playwright/test';

/** The page as a reader uses it. */

export interface Visit {
  hash?: string;
  lang?: string;
  /** As fast as it goes, rather than to be watched. */
  fast?: boolean;
}

/** Opens the page; whatever it complains about in the console, or asks of another site, fails the test. */
export async function visit(page: Page, { hash = '', lang = 'en', fast = true }: Visit = {}): Promise<void> {
  const here = new Set<string>();
  page.on('pageerror', (error) => expect.soft(error.message, 'an exception on the page').toBe(''));
  page.on('request', (request) => here.add(new URL(request.url()).origin));
  if (fast) {
    await page.addInitScript(() => {
      if (!localStorage.getItem('sidestep')) localStorage.setItem('sidestep', '{"speed":{"surface":0}}');
    });
  }
  await page.goto(`./?lang=${lang}${hash}`);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  here.delete(new URL(page.url()).origin); // another hash asks for nothing at all
  expect([...here]).toEqual([]);
}

/** Where something stands on the page. What has just been put in another's place may not have been laid out yet. */
export async function boxOf(what: Locator): Promise<{ x: number; y: number; width: number; height: number }> {
  let box: Awaited<ReturnType<Locator['boundingBox']>> = null;
  await expect(async () => {
    box = await what.boundingBox();
    expect(box).not.toBeNull();
  }).toPass();
  return box!;
}

export const counter = (page: Page): Locator => page.locator('.counter-now');

/** Waits until the race stands at a step and no longer plays. */
export async function finished(page: Page, step: number, timeout = 20_000): Promise<void> {
  await expect(counter(page)).toHaveText(spaced(step), { timeout });
  await expect(page.getByRole('button', { name: 'Play (space)' })).toBeVisible({ timeout });
}

export const spaced = (n: number): string => (n < 10000 ? `${n}` : String(n).replace(/\B(?=(\d{3})+$)/g, ','));

/** The checksum on the fair-race badge. */
export async function checksum(page: Page): Promise<string> {
  const code = page.locator('.checksum');
  await expect(code).toHaveText(/^[0-9a-f]{16}$/);
  return (await code.textContent()) ?? '';
}

export const lane = (page: Page, name: string): Locator => page.getByRole('group', { name, exact: true });

export const hash = (page: Page): Promise<string> => page.evaluate(() => location.hash);

const cli = fileURLToPath(new URL('../../build/cli/sidestep.mjs', import.meta.url));

const sums = new Map<string, Promise<string>>();

/** What the command line says is the checksum of this link. */
export function replayed(link: string): Promise<string> {
  if (!sums.has(link)) sums.set(link, replay(link));
  return sums.get(link)!;
}

async function replay(link: string): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [cli, 'run', link, '--json', '--every', '1000'], {
    maxBuffer: 1 << 26,
  });
  return (JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '{}') as { checksum: string }).checksum;
}

/** What the command line says that all runs of an experiment come to. */
export async function swept(link: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'sidestep-'));
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [cli, 'sweep', link, '--out', join(folder, 'runs')]);
    return (JSON.parse(stdout) as { checksum: string }).checksum;
  } finally {
    await rm(folder, { recursive: true });
  }
}
