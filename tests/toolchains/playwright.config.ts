import { defineConfig } from '@playwright/test';
import base from '../../playwright.config.ts';

// Builds take their time, one after the other; the sites are served by the tests themselves.
export default defineConfig({
  ...base,
  testDir: '.',
  outputDir: '../../build/e2e-toolchains',
  webServer: undefined,
  fullyParallel: false,
  workers: 1,
  timeout: 600_000,
  reporter: 'list',
  use: { ...base.use, baseURL: undefined },
});
