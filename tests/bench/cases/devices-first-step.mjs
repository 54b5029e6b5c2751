// From navigation to the first step that is shown, by a browser that was never here.
import { firstStep, watchFirstStep } from './first-step.mjs';
import { serveSite } from './site.mjs';
import { lines } from './slow-line.mjs';

const pages = { page: '', article: 'examples/ravine.en.html' };
const devices = [
  ['none', 1],
  ['none', 4],
  ['none', 6],
  ['slow 4G', 1],
  ['slow 4G', 4],
  ['3G', 1],
];

export const title = 'First step, ms from navigation (HTTP/2, gzip; line, slower processor)';
export const measured = { 'first step': { worst: Math.max } };

export const cases = devices.flatMap(([line, slower]) =>
  Object.entries(pages).map(([name, path]) => ({
    name: `${name}, ${line}, ${slower}×`,
    async run(browser, folder) {
      const site = await serveSite(folder, lines[line]);
      const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ignoreHTTPSErrors: true });
      try {
        const tab = await context.newPage();
        tab.setDefaultTimeout(120_000);
        const devtools = await context.newCDPSession(tab);
        await devtools.send('Emulation.setCPUThrottlingRate', { rate: slower });
        await tab.addInitScript(watchFirstStep);
        await tab.goto(`${site.url}${path}`, { waitUntil: 'commit' });
        return { 'first step': await firstStep(tab) };
      } finally {
        await context.close();
        site.close();
      }
    },
  })),
);
