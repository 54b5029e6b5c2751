import { expect, type Page, test } from '@playwright/test';

// Parts of a page come one after the other: nothing that can be read already may move for them. What is summed up is Cumulative
// Layout Shift without its windows, of which 0.1 in all counts as good (web.dev/cls).
const MOST = 0.05;

const shifted = (page: Page): Promise<number> =>
  page.evaluate(
    () =>
      new Promise((resolve) => {
        let sum = 0;
        new PerformanceObserver((list) => {
          for (const { value } of list.getEntries() as unknown as { value: number }[]) sum += value;
        }).observe({ type: 'layout-shift', buffered: true });
        setTimeout(() => resolve(sum), 300);
      }),
  );

const pages = [
  { path: '', there: 'sidestep-settings input' },
  { path: 'gallery.html', there: '.page-foot' },
  { path: 'examples/ravine.en.html', there: '#ravine .chart canvas' },
  { path: 'examples/ravine.zh.html', there: '#ravine .chart canvas' },
  { path: 'course/1-descent.en.html', there: 'sidestep-race:defined' },
];

for (const { path, there } of pages) {
  test(`nothing moves while /${path} comes together`, async ({ browser }) => {
    for (const viewport of [
      { width: 412, height: 823 },
      { width: 1350, height: 940 },
    ]) {
      const page = await browser.newPage({ viewport, serviceWorkers: 'block' });
      await page.goto(`./${path}`);
      await expect(page.locator(there).first()).toBeAttached({ timeout: 20_000 });
      await page.waitForTimeout(1000);
      expect(await shifted(page), `at ${viewport.width} px`).toBeLessThanOrEqual(MOST);
      await page.close();
    }
  });
}
