import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { num } from '../toolkit/format.ts';
import { sentences, t } from '../toolkit/i18n.ts';
import type { Preview } from '../worker/protocol.ts';

const MOST_COLUMNS = 8;
const MOST_CLASSES = 20;
/** Columns among which one is picked from a list; of more, by its number. */
const MOST_LISTED = 500;
/** Pixels of a canvas that every browser draws. */
const MOST_PIXELS = 4096;

const short = (x: number): string => num(x);

export const shapeText = (shape: readonly number[]): string => shape.join('×');

/** What is in files of the reader's own: counts, the first rows or images, and what will be made of them. */
export function preview(
  shown: Preview,
  chooseColumn: (column: number) => void,
  chooseNumbers: (numbers: boolean) => void,
): TemplateResult {
  const { shape, classes, train, test, kind, count: items } = shown;
  const more = classes.length - MOST_CLASSES;
  return html`<p><strong>${shown.name}</strong>
      ${t(classes.length > 0 ? 'own.items' : 'own.items.numbers', { items, shape: shapeText(shape), n: classes.length })}</p>
    <ul class="own-classes">${classes
      .slice(0, MOST_CLASSES)
      .map(({ name, items }) => html`<li><span>${name}</span> ${items}</li>`)}
      ${more > 0 ? html`<li>${t('notice.more', { n: more })}</li>` : nothing}</ul>
    ${kind === 'table' ? table(shown, chooseColumn, chooseNumbers) : shape.length === 3 && Math.max(...shape) <= MOST_PIXELS ? images(shown) : nothing}
    <p class="doc">${sentences(t('own.split', { train, test }), t(kind === 'table' ? 'own.scaled' : 'own.pixels'))}
      ${/^(UTF-8)?$/.test(shown.encoding) ? nothing : t('own.encoding', { encoding: shown.encoding })}</p>`;
}

/** Which column of a table holds the classes or numbers. */
export const columnChoice = (
  columns: readonly string[],
  at: number,
  choose: (column: number) => void,
): TemplateResult =>
  html`<label class="own-column">${t('own.column')}
    ${columns.length > MOST_LISTED ? columnNumber(columns, at, choose) : columnList(columns, at, choose)}</label>`;

const columnNumber = (columns: readonly string[], at: number, choose: (column: number) => void): TemplateResult =>
  html`<input type="number" min="1" max=${columns.length} .value=${`${at + 1}`} @change=${(event: Event) => {
    const column = (event.target as HTMLInputElement).valueAsNumber - 1;
    if (column in columns) choose(column);
  }}> ${columns[at]}`;

const columnList = (columns: readonly string[], at: number, choose: (column: number) => void): TemplateResult =>
  html`<select @change=${(event: Event) => choose((event.target as HTMLSelectElement).selectedIndex)}>
      ${columns.map((name, i) => html`<option ?selected=${i === at}>${name}</option>`)}
    </select>`;

function table(
  { columns, column, items, labels, targets, classes, shape }: Preview,
  chooseColumn: (column: number) => void,
  chooseNumbers: (numbers: boolean) => void,
) {
  const numbers = classes.length === 0;
  const inputs = shape[0]!;
  const at = column ?? 0;
  const first = [...columns.keys()].slice(0, MOST_COLUMNS);
  const shown = first.includes(at) ? first : [...first.slice(0, -1), at];
  const cell = (row: number, i: number) =>
    i === at
      ? numbers
        ? short(targets[row]!)
        : classes[labels[row]!]!.name
      : short(items[row * inputs + (i < at ? i : i - 1)]!);
  const mark = (i: number) => (i === at ? (numbers ? 'told-column' : 'class-column') : '');
  return html`${columnChoice(columns, at, chooseColumn)}
    <label class="own-column">${t('own.what')}
      <select @change=${(event: Event) => chooseNumbers((event.target as HTMLSelectElement).selectedIndex === 1)}>
        <option ?selected=${!numbers}>${t('own.classes')}</option><option ?selected=${numbers}>${t('own.numbers')}</option>
      </select></label>
    <div class="own-scroll" tabindex="0" role="region" aria-label=${t('own.rows')}>
      <table class="own-rows">
        <thead><tr>${shown.map((i) => html`<th scope="col" class=${mark(i)}>${columns[i]}</th>`)}</tr></thead>
        <tbody>${[...labels.keys()].map(
          (row) => html`<tr>${shown.map((i) => html`<td class=${mark(i)}>${cell(row, i)}</td>`)}</tr>`,
        )}</tbody>
      </table>
      ${columns.length > shown.length ? html`<p class="doc">${t('notice.more', { n: columns.length - shown.length })}</p>` : nothing}
    </div>`;
}

function images({ labels, classes, shape, reference }: Preview): TemplateResult {
  const [height, width] = shape as [number, number];
  return html`<div class="own-images">${repeat(
    [...labels].entries(),
    ([i]) => `${reference} ${i}`,
    ([, label]) =>
      html`<figure><canvas width=${width} height=${height}></canvas><figcaption>${classes[label]!.name}</figcaption></figure>`,
  )}</div>`;
}

/** Draws the images onto their canvases, in order. */
export function drawImages(canvases: Iterable<HTMLCanvasElement>, { items, shape }: Preview): void {
  const [height = 1, width = 1, channels = 1] = shape;
  let item = 0;
  for (const canvas of canvases) {
    const context = canvas.getContext('2d');
    if (!context) return;
    const image = context.createImageData(width, height);
    const start = item++ * height * width * channels;
    for (let pixel = 0; pixel < height * width; pixel++) {
      for (let colour = 0; colour < 3; colour++) {
        image.data[4 * pixel + colour] = items[start + pixel * channels + (channels >= 3 ? colour : 0)]!;
      }
      image.data[4 * pixel + 3] = 255;
    }
    context.putImageData(image, 0, 0);
  }
}
