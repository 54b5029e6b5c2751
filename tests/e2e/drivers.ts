import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import puppeteer, { type LaunchOptions } from 'puppeteer-core';
import { headless as chromiumPath, find } from '../../tools/setup/system.mjs';

/** A browser as far as tests need it that are the same in all three; Playwright drives one of them alone. */
export interface Driver {
  goto(url: string): Promise<void>;
  /** The value of an expression on the page. */
  value(expression: string): Promise<unknown>;
  /** Opens another tab, which hides the page's; gives what closes it. Not every browser can. */
  hide?(): Promise<() => Promise<void>>;
  close(): Promise<void>;
}

/** Debian's stock Firefox ESR, over WebDriver BiDi. */
export const firefoxPath = (): string | undefined => find('firefox-esr', 'firefox');

export const firefox = (): Promise<Driver> => launched({ browser: 'firefox', executablePath: firefoxPath()! });

export { chromiumPath };

export const chromium = (): Promise<Driver> =>
  launched({
    browser: 'chrome',
    executablePath: chromiumPath()!,
    headless: 'shell',
    args: ['--no-sandbox', '--disable-gpu'],
  });

async function launched(options: LaunchOptions): Promise<Driver> {
  const browser = await puppeteer.launch({ headless: true, ...options });
  const page = await browser.newPage();
  return {
    goto: async (url) => {
      await page.goto(url, { waitUntil: 'load' });
    },
    value: (expression) => page.evaluate(expression),
    hide: async () => {
      const tab = await browser.newPage();
      await tab.bringToFront();
      return async () => {
        await tab.close();
        await page.bringToFront();
      };
    },
    close: () => browser.close(),
  };
}

const miniBrowsers = ['x86_64-linux-gnu', 'aarch64-linux-gnu'].map(
  (arch) => `/usr/lib/${arch}/webkit2gtk-4.1/MiniBrowser`,
);
export const webkitPath = (): string | undefined =>
  find('WebKitWebDriver') && find('xvfb-run') ? miniBrowsers.find(existsSync) : undefined;

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });

/** WebKitGTK's MiniBrowser, by plain WebDriver on a display of its own. In the locale C.UTF-8 its language would be 'C', which no Intl takes. */
export async function webkit(): Promise<Driver> {
  const port = await freePort();
  const server: ChildProcess = spawn(
    'xvfb-run',
    ['-a', 'env', 'WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS=1', 'LC_ALL=C', 'WebKitWebDriver', `--port=${port}`],
    { stdio: 'ignore', detached: true },
  );
  const call = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const { value } = (await response.json()) as { value: unknown };
    if (!response.ok) throw new Error(JSON.stringify(value));
    return value;
  };
  const end = (): void => {
    if (server.pid) process.kill(-server.pid); // with the display and the browser that it started
  };
  try {
    for (let tries = 0; ; tries++) {
      const up = await call('GET', '/status').then(
        () => true,
        () => false,
      );
      if (up) break;
      if (tries === 100) throw new Error('WebKitWebDriver did not start');
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    const options = { binary: webkitPath(), args: ['--automation'] };
    const { sessionId } = (await call('POST', '/session', {
      capabilities: { alwaysMatch: { 'webkitgtk:browserOptions': options } },
    })) as { sessionId: string };
    const session = `/session/${sessionId}`;
    return {
      goto: async (url) => {
        await call('POST', `${session}/url`, { url });
      },
      value: (expression) => call('POST', `${session}/execute/sync`, { script: `return (${expression});`, args: [] }),
      close: async () => {
        await call('DELETE', session).catch(() => {});
        end();
      },
    };
  } catch (error) {
    end();
    throw error;
  }
}
