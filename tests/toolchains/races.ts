// What a site with five races must show, whatever built it.
import { expect, type Page } from '@playwright/test';
import { said } from '../e2e/element.ts';
import { replayed } from '../e2e/stage.ts';

/** A race of the sites: its link, where it is no preset, and how many pictures it has. Of regions, each lane has a map. */
interface Race {
  link?: string;
  pictures: number;
}

const VALLEY = '#v=1&p=rosenbrock&o=sgd,lr=.001,momentum=.9&o=adam,lr=.05&steps=200';

const RACES: Record<string, Race> = {
  surface: { link: VALLEY, pictures: 2 },
  regions: { link: '#v=1&p=moons&o=sgd,lr=.1&o=adam,lr=.01&steps=60', pictures: 3 },
  graph: { link: '#v=1&p=quartic1d&o=sgd,lr=.01&o=adam,lr=.1&steps=100', pictures: 2 },
  formula: { link: '#v=1&p=formula,f=x%5E4%2By%5E2&o=sgd,lr=.01&o=adam,lr=.05&steps=100', pictures: 2 },
  preset: { pictures: 2 },
};

/** All that goes wrong on a page: exceptions, what the console warns of, and what does not come. */
export function faults(page: Page): string[] {
  const list: string[] = [];
  const ours = (url: string): boolean => !url.endsWith('/favicon.ico'); // browsers ask for it by themselves
  page.on('pageerror', (error) => list.push(`exception: ${error.stack ?? error.message}`));
  page.on('console', (message) => {
    if (/error|warning/.test(message.type()) && ours(message.location().url))
      list.push(`${message.type()}: ${message.text()} (${message.location().url})`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400 && ours(response.url())) list.push(`${response.status()} ${response.url()}`);
  });
  page.on('requestfailed', (request) => list.push(`${request.failure()?.errorText} ${request.url()}`));
  return list;
}

interface Inside {
  /** Groups of canvases, one over the other, of which none has a picture. */
  blank: string[];
  /** How many groups there are. */
  pictures: number;
  /** Elements that no script has defined. */
  undefined: string[];
}

/** Looks into a race. */
const inside = (page: Page, id: string): Promise<Inside> =>
  page.evaluate((id) => {
    const deep = (from: ParentNode): Element[] =>
      [...from.querySelectorAll('*')].flatMap((it) => [it, ...(it.shadowRoot ? deep(it.shadowRoot) : [])]);
    const all = deep(document.getElementById(id)!.shadowRoot!);
    const coloured = (canvas: HTMLCanvasElement): boolean => {
      const { width, height } = canvas;
      if (width === 0 || height === 0) return false;
      const scratch = new OffscreenCanvas(width, height).getContext('2d')!;
      scratch.drawImage(canvas, 0, 0);
      const pixels = new Uint32Array(scratch.getImageData(0, 0, width, height).data.buffer);
      return new Set(pixels).size > 3;
    };
    const groups = new Map<Element | null, HTMLCanvasElement[]>();
    for (const it of all.filter((it) => it instanceof HTMLCanvasElement && it.checkVisibility()))
      groups.set(it.parentElement, [...(groups.get(it.parentElement) ?? []), it as HTMLCanvasElement]);
    const blank = [...groups].filter(([, canvases]) => !canvases.some(coloured));
    return {
      pictures: groups.size,
      blank: blank.map(([at]) => at?.className || at?.localName || 'canvas'),
      undefined: [
        ...new Set(
          all
            .filter(
              (it) => it instanceof HTMLElement && it.localName.includes('-') && !customElements.get(it.localName),
            )
            .map((it) => it.localName),
        ),
      ],
    };
  }, id);

/** Brings a race before the reader. */
export type Reveal = (id: string) => Promise<void>;

/** On a page like any other. */
export const scrolled =
  (page: Page): Reveal =>
  (id) =>
    page.locator(`sidestep-race#${id}`).scrollIntoViewIfNeeded();

/** Plays a race to its end as fast as it goes. */
export async function drawsAndEnds(page: Page, id: string, race: Race, reveal: Reveal): Promise<void> {
  const element = page.locator(`sidestep-race#${id}`);
  await reveal(id);
  await expect.poll(async () => (await said(page)).some((it) => it.name === 'ready' && it.id === id)).toBe(true);
  await expect.poll(() => inside(page, id), id).toMatchObject({ blank: [], undefined: [] });
  await element.evaluate((it) => it.setAttribute('speed', '0'));
  await element.evaluate((it) => (it as HTMLElement & { play(): Promise<void> }).play());
  await expect.poll(async () => (await said(page)).some((it) => it.name === 'finish' && it.id === id)).toBe(true);
  const { checksum, link } = (await said(page)).find((it) => it.name === 'finish' && it.id === id)!.detail;
  expect.soft(checksum, id).toBe(await replayed(race.link ?? link));
  await expect
    .poll(() => inside(page, id), `${id} at its end`)
    .toMatchObject({ pictures: race.pictures, blank: [], undefined: [] });
}

/** The races of a site, one after the other, and the library. */
export async function fiveRaces(page: Page, reveal: Reveal): Promise<void> {
  for (const [id, race] of Object.entries(RACES)) await drawsAndEnds(page, id, race, reveal);
  const formula = page.locator('sidestep-race#formula');
  await reveal('formula');
  await expect.soft(formula.locator('.fair')).toBeVisible();
  await expect.soft(formula.locator('sidestep-formula input').first()).toBeVisible();
  expect.soft(page.workers().length, 'workers that live').toBeGreaterThan(0);
  await reveal('preset');
  await page.locator('#replay').click();
  await expect.soft(page.locator('#checksum')).toHaveText(await replayed(VALLEY));
}

/** How light a race's first picture is, 0 to 255. */
export const lightness = (page: Page, id: string): Promise<number> =>
  page.locator(`sidestep-race#${id} canvas`).evaluateAll((canvases) => {
    const canvas = canvases[0] as HTMLCanvasElement;
    const scratch = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d')!;
    scratch.drawImage(canvas, 0, 0);
    const { data } = scratch.getImageData(0, 0, canvas.width, canvas.height);
    let sum = 0;
    let weight = 0;
    for (let i = 0; i < data.length; i += 4) {
      sum += (data[i]! + data[i + 1]! + data[i + 2]!) * data[i + 3]!;
      weight += 3 * data[i + 3]!;
    }
    return sum / weight;
  });
