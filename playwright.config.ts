import { defineConfig } from '@playwright/test';
import { headless } from './tools/setup/system.mjs';

const port = Number(process.env.SIDESTEP_PORT ?? 4199);

// The built site in the system's Chromium: nothing is downloaded.
export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: 'build/e2e',
  fullyParallel: true,
  workers: 2,
  forbidOnly: !!process.env.CI,
  // The same page with the same input is drawn late when the machine is busy elsewhere. A test that passed at its second try is named.
  retries: 1,
  timeout: 60_000,
  expect: { timeout: 15_000 }, // two pages share the cores with workers that train: what comes late is not wrong
  use: {
    baseURL: `http://localhost:${port}/`,
    serviceWorkers: 'block', // they would answer what a test intercepts; offline.spec.ts allows them
    // Of a test that fails: a picture of its end. What it did and the page at each step, of every test, would take a fifth of their time:
    // `npx playwright test NAME --trace on` keeps that.
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: headless(),
      // The first two for containers and machines without a display; the others keep Chromium from calling home.
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  webServer: {
    command: `npx vite preview --config web/vite.config.ts --port ${port} --strictPort`,
    url: `http://localhost:${port}/`,
    reuseExistingServer: false,
  },
});
