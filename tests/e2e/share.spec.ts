import { readFile } from 'node:fs/promises';
import { expect, type Page, test } from '@playwright/test';
import { DIGITS, TOY } from './element.ts';
import { counter, finished, replayed, visit } from './stage.ts';

const dialog = (page: Page) => page.getByRole('dialog', { name: 'Share and export' });

async function open(page: Page, link: string): Promise<string> {
  await visit(page, { hash: link });
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  const sum = await replayed(link);
  await expect(dialog(page).getByText(sum, { exact: true })).toBeVisible({ timeout: 20_000 });
  return sum;
}

async function download(page: Page, name: string): Promise<Buffer> {
  const [file] = await Promise.all([
    page.waitForEvent('download', { timeout: 120_000 }),
    dialog(page).getByRole('button', { name }).click(),
  ]);
  await expect(dialog(page).getByRole('status')).toContainText(`Saved: ${file.suggestedFilename()}`);
  return readFile((await file.path())!);
}

test('three snippets, each with the checksum that the race will come to; copied by keyboard, and said', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const sum = await open(page, `${TOY.replace('steps=120', 'steps=5000')}`);
  for (const [label, holds] of [
    ['Link', `/${TOY.replace('steps=120', 'steps=5000')}&checksum=${sum}`],
    ['iframe', '/embed.html?theme=light#v=1'],
    ['Custom element', '<sidestep-race config="#v=1'],
  ] as const) {
    const button = dialog(page).getByRole('button', { name: `Copy: ${label}` });
    await button.focus();
    await page.keyboard.press('Enter');
    await expect(dialog(page).getByRole('status')).toHaveText(`Copied: ${label}`);
    const text = await page.evaluate(() => navigator.clipboard.readText());
    const plain = await page.evaluate(
      (html) => new DOMParser().parseFromString(html, 'text/html').documentElement.innerHTML.replaceAll('&amp;', '&'),
      text,
    );
    expect(label === 'Link' ? text : plain).toContain(holds);
    expect(text).toContain(sum);
  }
  const guide = dialog(page).getByRole('link', { name: 'How to embed a race' });
  await expect(guide).toHaveAttribute('href', './docs/embedding.en.html');
  for (const lang of ['en', 'zh'])
    expect((await page.request.get(new URL(`./docs/embedding.${lang}.html`, page.url()).href)).status()).toBe(200);
  await page.keyboard.press('Escape');
  await expect(dialog(page)).toBeHidden();
});

test('a copy that only this machine can open says so, and gives the published address where it knows one', async ({
  page,
}) => {
  await open(page, TOY);
  const link = dialog(page).getByRole('textbox', { name: 'Link' });
  await expect(link).toHaveValue(/^http:\/\/localhost:/);
  await expect(dialog(page).getByRole('note')).toContainText(/This copy is at localhost:\d+, which only this computer/);
  await expect(dialog(page).getByRole('note')).toContainText('put the built site on a web server');
  await page.keyboard.press('Escape');
  // As a build with SIDESTEP_SITE has it.
  await page.evaluate(() => {
    const canonical = document.createElement('link');
    [canonical.rel, canonical.href] = ['canonical', 'https://example.org/sidestep/'];
    document.head.append(canonical);
  });
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  await expect(link).toHaveValue(/^https:\/\/example\.org\/sidestep\/#v=1/);
  for (const name of ['iframe', 'Custom element'])
    await expect(dialog(page).getByRole('textbox', { name })).toHaveValue(/"https:\/\/example\.org\/sidestep\//);
  await dialog(page).getByRole('checkbox', { name: 'https://example.org/sidestep/' }).uncheck();
  await expect(link).toHaveValue(/^http:\/\/localhost:/);
});

test('a long race can be copied before its checksum is known, which is computed only while the dialog is open', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  let running = 0;
  page.on('worker', (worker) => {
    running++;
    worker.on('close', () => running--);
  });
  const long = `#v=1&p=network,train=2000,test=500,evaluate=50&o=sgd,lr=.1&steps=${100_000}`; // never run to its end
  await visit(page, { hash: long });
  await expect.poll(() => running).toBeGreaterThan(0);
  const before = running;
  for (let time = 0; time < 2; time++) {
    await page.getByRole('button', { name: 'Share', exact: true }).click();
    await expect(dialog(page).getByText(/still being computed/)).toBeVisible();
    await expect.poll(() => running).toBe(before + 1);
    await dialog(page).getByRole('button', { name: 'Copy: Link' }).click();
    await expect(dialog(page).getByRole('status')).toHaveText('Copied: Link');
    expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/steps=100000$/);
    await page.keyboard.press('Escape');
    await expect.poll(() => running).toBe(before);
  }
});

test('the race stands while its files are made, so that all are of one moment', async ({ page }) => {
  await visit(page, { hash: '#v=1&p=rosenbrock&o=sgd,lr=.001&o=adam,lr=.05&steps=4000', fast: false });
  await expect(page.locator('.counter-now')).not.toHaveText('0');
  await page.getByRole('button', { name: 'Share' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await expect(page.locator('sidestep-transport .play')).toHaveAccessibleName('Play (space)');
  await page.keyboard.press('Escape');
  await expect(page.locator('sidestep-transport .play')).toHaveAccessibleName('Pause (space)');
});

test('a refused clipboard leaves the text selected', async ({ page }) => {
  await page.addInitScript(() => {
    navigator.clipboard.writeText = () => Promise.reject(new Error('no'));
  });
  await open(page, TOY);
  await dialog(page).getByRole('button', { name: 'Copy: Link' }).click();
  await expect(dialog(page).getByRole('status')).toContainText('refused');
  expect(
    await page.evaluate(() => getSelection()?.toString() || (document.activeElement as HTMLTextAreaElement).value),
  ).toContain('checksum=');
});

for (const [what, link, rows] of [
  ['a toy', TOY, 121],
  ['a network', DIGITS, 41],
] as const) {
  test(`the figure and the traces of ${what} carry their link`, async ({ page }) => {
    await visit(page, { hash: link });
    await finished(page, rows - 1, 60_000);
    await page.getByRole('button', { name: 'Share', exact: true }).click();
    const sum = await replayed(link);
    await expect(dialog(page).getByText(sum, { exact: true })).toBeVisible();
    const svg = (await download(page, 'SVG')).toString();
    const parts = await page.evaluate((text) => {
      const found = new DOMParser().parseFromString(text, 'image/svg+xml').documentElement;
      return {
        tag: found.tagName,
        desc: found.querySelector('desc')?.textContent,
        text: [...found.querySelectorAll('text')].map((it) => it.textContent).join(' '),
        levels: found.querySelectorAll('path[fill-rule="evenodd"]').length,
        dashed: found.querySelectorAll('path[stroke-dasharray]').length,
        beyond: [...found.querySelectorAll('text')].filter((it) => {
          const box = (it as SVGTextElement).getAttribute('textLength') ?? '0';
          return Number(box) > 760;
        }).length,
        images: found.querySelectorAll('image').length,
      };
    }, svg);
    expect(parts).toMatchObject({
      tag: 'svg',
      desc: expect.stringContaining(`${link}&checksum=${sum}`),
      beyond: 0,
      images: 0,
    });
    expect(parts.dashed).toBeGreaterThan(0);
    if (what === 'a toy') expect(parts.levels, 'level sets as paths').toBeGreaterThan(4);
    expect(svg.length).toBeLessThan(400_000);
    expect(parts.text).toContain(`checksum ${sum}`);
    expect(parts.text).toMatch(/Adam|SGD/);
    const png = await download(page, 'PNG');
    const seen = await page.evaluate(
      async (bytes) => {
        const bitmap = await createImageBitmap(new Blob([new Uint8Array(bytes)], { type: 'image/png' }));
        const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
        const context = canvas.getContext('2d')!;
        context.drawImage(bitmap, 0, 0);
        const { data } = context.getImageData(0, 0, bitmap.width, bitmap.height);
        return { width: bitmap.width, colours: new Set(new Uint32Array(data.buffer)).size };
      },
      [...png],
    );
    expect(seen.width).toBe(1600);
    expect(seen.colours).toBeGreaterThan(20);
    const csv = (await download(page, 'CSV')).toString().trimEnd().split('\n');
    expect(csv[0]).toContain(`${link}&checksum=${sum}`);
    expect(csv[1]).toBe(`# checksum ${sum}`);
    // Of a network a third line says what its accuracy on training items is of.
    const said = what === 'a network' ? ['# trainAccuracy of the first 200 training items'] : [];
    expect(csv.slice(2, 2 + said.length)).toEqual(said);
    expect(csv[2 + said.length]).toMatch(/^lane,optimizer,step,loss,gradNorm/);
    expect(csv.length).toBe(3 + said.length + 2 * rows);
    const json = JSON.parse((await download(page, 'JSON')).toString());
    expect(json).toMatchObject({
      checksum: sum,
      link: expect.stringContaining(link),
      lanes: [{ optimizer: 'sgd', status: 'finished' }, { optimizer: 'adam' }],
    });
    expect(json.lanes[1].trace.loss.length).toBe(rows);
  });
}

for (const lang of ['en', 'zh']) {
  test(`no text of an exported figure is cut at its edge (${lang})`, async ({ page }) => {
    const lane = '&o=adam,lr=.0123456789,beta1=.87654321,beta2=.987654321';
    await visit(page, { hash: `#v=1&p=ravine${lane.repeat(16)}&steps=5`, lang });
    await expect(counter(page)).toHaveText('5');
    await page.getByRole('button', { name: lang === 'zh' ? '分享' : 'Share', exact: true }).click();
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('dialog').getByRole('button', { name: 'SVG' }).click(),
    ]);
    const svg = (await readFile((await file.path())!)).toString();
    const seen = await page.evaluate((text) => {
      const host = document.createElement('div');
      host.style.cssText = 'position: fixed; inset: 0; z-index: 9';
      host.innerHTML = text.replace(/ textLength="[^"]*"/g, ''); // as wide as they are here
      document.body.append(host);
      const right = host.querySelector('svg')!.getBoundingClientRect().right;
      const texts = [...host.querySelectorAll('text')];
      return {
        texts: texts.length,
        cut: texts.filter((it) => it.getBoundingClientRect().right > right).map((it) => it.textContent),
        whole: texts.map((it) => it.textContent).join(''),
      };
    }, svg);
    expect(seen.cut).toEqual([]);
    expect(seen.texts).toBeGreaterThan(30);
    expect(seen.whole).toContain('beta2=.987654321'); // the link, to its end
  });
}

test('the race as a film', async ({ page }) => {
  test.slow(); // each picture is encoded
  const lane = '&o=adam,lr=.0123456789,beta1=.87654321,beta2=.987654321';
  await open(page, TOY.replace('steps=120', 'steps=30') + lane.repeat(6));
  const film = await download(page, 'WebM');
  expect([...film.subarray(0, 4)]).toEqual([0x1a, 0x45, 0xdf, 0xa3]); // EBML
  expect(film.length).toBeGreaterThan(5000);
  const seen = await decoded(page, film, 'video/webm');
  expect(seen.seconds, 'long enough to watch, at full speed too').toBeGreaterThan(5);
  expect(seen.seconds).toBeLessThan(25);
  // The whole figure: map, curves, legend, caption, and all of the link.
  expect(seen.width).toBe(1000);
  expect(seen.height).toBeGreaterThan(850);
});

/** What a browser that plays a film makes of it. */
const decoded = (page: Page, film: Buffer, type: string) =>
  page.evaluate(
    async ([bytes, type]) => {
      const video = document.createElement('video');
      video.src = URL.createObjectURL(new Blob([new Uint8Array(bytes)], { type }));
      await new Promise((resolve, reject) => {
        video.onloadeddata = resolve;
        video.onerror = reject;
      });
      video.currentTime = video.duration - 0.1;
      await new Promise((resolve) => {
        video.onseeked = resolve;
      });
      return { width: video.videoWidth, height: video.videoHeight, seconds: video.duration };
    },
    [[...film], type] as const,
  );

test('the race as MP4, where the browser encodes H.264', async ({ page }) => {
  test.slow(); // each picture is encoded
  await open(page, TOY.replace('steps=120', 'steps=12'));
  const film = await download(page, 'MP4');
  expect(film.subarray(4, 8).toString()).toBe('ftyp');
  expect(film.indexOf('moov'), 'it plays while it comes').toBeLessThan(film.indexOf('mdat'));
  const { width, height, seconds } = await decoded(page, film, 'video/mp4');
  expect([width, height > 700, seconds > 5, seconds < 25]).toEqual([1000, true, true, true]);
});

test('no MP4 is offered where the browser cannot encode it', async ({ page }) => {
  await page.addInitScript(() => {
    const { isConfigSupported } = VideoEncoder;
    VideoEncoder.isConfigSupported = async (config) =>
      config.codec.startsWith('avc1') ? { supported: false, config } : isConfigSupported.call(VideoEncoder, config);
  });
  await open(page, TOY);
  await expect(dialog(page).getByRole('button', { name: 'WebM' })).toBeVisible();
  await expect(dialog(page).getByRole('button', { name: 'MP4' })).toHaveCount(0);
});

test('a film can be ended early, and is a GIF where that is asked for', async ({ page }) => {
  test.slow(); // each picture is encoded
  await open(page, TOY.replace('steps=120', 'steps=12'));
  const progress = await page.evaluate(async () => {
    const film = document.querySelector('sidestep-share-film') as HTMLElement & { updateComplete: Promise<unknown> };
    const click = (): void => film.querySelector<HTMLElement>('button:not(:disabled)')!.click();
    click();
    await film.updateComplete; // before the film is there
    const shown = film.querySelector('progress') !== null;
    click();
    return shown;
  });
  expect(progress).toBe(true);
  await expect(dialog(page).getByRole('status')).toHaveText('Recording cancelled.');
  const gif = await download(page, 'GIF');
  expect(gif.subarray(0, 6).toString()).toBe('GIF89a');
  expect([gif.readUInt16LE(6), gif.readUInt16LE(8) > 500]).toEqual([800, true]);
  expect(gif.length).toBeLessThan(600_000);
  await expect(dialog(page).getByRole('status')).toHaveText(/\.gif \(0\.\d MB\)$/);

  const markdown = dialog(page).getByRole('textbox', { name: /^Markdown/ });
  await expect(markdown).toHaveValue(
    /^\[!\[.+\]\(sidestep-\w+\.svg\)\]\(<http:.+checksum=(\w{16})>\)\n\n.+ Checksum `\1`$/,
  );
  await dialog(page).getByText('QR code of the link').click();
  await expect(dialog(page).getByRole('img', { name: 'QR code of the link' })).toBeVisible();
  expect((await download(page, 'Save the QR code')).toString()).toMatch(/^<svg /);
});

test('a race of the gallery has a page without scripts, which the dialog names until the race is changed', async ({
  page,
}) => {
  await page.goto('./race/beale.zh.html');
  const its = page.url();
  await expect(page.locator('script')).toHaveCount(0);
  const picture = page.locator('img');
  await expect.poll(() => picture.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBeGreaterThan(100);
  const png = await page.getByRole('link', { name: '图片' }).getAttribute('href');
  expect((await page.request.get(new URL(png!, its).href)).headers()['content-type']).toBe('image/png');
  const name = await page.locator('h1').innerText();
  await page.getByRole('link', { name: '运行比赛' }).click();
  await expect(page.locator('.lesson h2')).toHaveText(name);
  const share = page.locator('.share-open');
  await share.click();
  const address = page.locator('#share-page');
  await expect(address).toHaveValue(its);
  await page.keyboard.press('Escape');
  await page.locator('sidestep-field-number input').first().fill('0.5');
  await page.keyboard.press('Enter');
  await share.click();
  await expect(page.locator('#share-link')).toBeVisible();
  await expect(address).toHaveCount(0);
});
