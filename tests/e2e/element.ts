import { expect, type Page } from '@playwright/test';

export const TOY = '#v=1&p=rosenbrock&o=sgd,lr=.001,momentum=.9&o=adam,lr=.05&steps=120';
export const DIGITS = '#v=1&p=network,train=1000,test=200&o=sgd,lr=.1&o=adam,lr=.003&steps=40';

/** A page that loads the element from `script` and keeps what its elements say in `window.said`. */
export const article = (script: string, body: string, head = ''): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>An article</title>${head}
<script type="module" src="./listen.js"></script><script type="module" src="${script}"></script></head>
<body>${body}</body></html>`;

/** A file beside the page, so that a policy against inline scripts allows it. */
export const LISTEN = `window.said = [];
for (const name of ['ready', 'step', 'finish', 'error']) {
  document.addEventListener('sidestep-' + name, ({ target, detail }) => {
    if (name !== 'step' || !said.some((it) => it.name === name && it.id === target.id)) said.push({ name, id: target.id, detail });
  });
}`;

export interface Said {
  name: string;
  id: string;
  // biome-ignore lint/suspicious/noExplicitAny: what an event carries differs
  detail: any;
}

export const said = (page: Page): Promise<Said[]> => page.evaluate(() => (window as unknown as { said: Said[] }).said);

/** Waits for a race's end; gives its checksum. */
export async function finish(page: Page, id: string, timeout = 30_000): Promise<string> {
  await expect
    .poll(async () => (await said(page)).find((it) => it.name === 'finish' && it.id === id), { timeout })
    .toBeTruthy();
  return (await said(page)).find((it) => it.name === 'finish' && it.id === id)!.detail.checksum;
}
