import { html, nothing, type TemplateResult } from 'lit';
import { answersTo } from '../../engine/network-readings.ts';
import { laneNameParts } from '../../reader/lane-names.ts';
import type { Stage } from '../../reader/stage.ts';
import { num } from '../../toolkit/format.ts';
import { t } from '../../toolkit/i18n.ts';
import { cross } from '../../toolkit/icons.ts';
import { COLOURS } from '../../toolkit/palette.ts';
import { fitCanvas } from '../canvas.ts';
import { ViewElement } from '../view.ts';
import { laneHead } from './lane-head.ts';
import { type Ink, type Preparation, preparationOf, prepared } from './prepare.ts';
import { Sight } from './sight.ts';
import { enlarge, pictureOf, rgb } from './thumb.ts';
import { Watch } from './watch.ts';
import { className, sureText } from './words.ts';

/** The field that is drawn on has so many places for each pixel of an item. */
const FINE = 10;
/** The width of a stroke, in pixels of an item. */
const STROKE = 2.6;
/** Items that tell how the data were made. */
const SAMPLE = 48;

/** What is drawn by hand, as the data would have it, and what every lane takes it for. */
class NetworkDraw extends ViewElement {
  #sight!: Sight;
  #watch!: Watch<Float64Array>;
  #ink: OffscreenCanvas | undefined;
  #bytes: Uint8Array | null = null;
  /** Grows with every change of what is drawn. */
  #version = 0;
  #last: readonly [number, number] | null = null;
  /** The stroke that is being drawn. */
  #takeBack = (): void => {};
  #preparation: Preparation | null = null;
  /** The first of the items that told it: of other data there are others. */
  #told: Float64Array | undefined;

  protected override attach(stage: Stage): void {
    super.attach(stage);
    const sight = Sight.of(stage);
    this.#sight = sight;
    const renew = (): void => this.requestUpdate();
    this.#watch = new Watch(
      stage,
      async (lane, signal) =>
        this.#bytes ? answersTo(stage.race.queries, lane, [...this.#bytes], signal) : new Float64Array(0),
      renew,
      () => String(this.#version),
    );
    this.#watch.start();
    this.own(sight.join(), sight.on('choice', renew), sight.on('answers', renew), () => this.#watch.stop());
  }

  protected resized(): void {}
  protected recoloured(): void {}

  get #extents(): readonly [rows: number, columns: number] {
    const [rows = 28, columns = 28] = this.stage.shape ?? [];
    return [rows, columns];
  }

  get #field(): OffscreenCanvas {
    const [rows, columns] = this.#extents;
    const [width, height] = [columns * FINE, rows * FINE];
    if (this.#ink?.width !== width || this.#ink.height !== height) this.#ink = new OffscreenCanvas(width, height);
    return this.#ink;
  }

  override render(): TemplateResult | typeof nothing {
    const { stage } = this;
    if (!this.#watch) return nothing;
    const names = laneNameParts(stage);
    const [rows, columns] = this.#extents;
    const box = this.#prepare()?.box ?? null;
    const drawn = this.#bytes !== null;
    return html`<div class="net-draw" role="group" aria-label=${t('network.draw')}>
      <p class="net-head"><strong>${t('network.draw')}</strong> <span class="aside">${t(box === null ? 'network.draw.plain' : 'network.draw.key')}</span></p>
      <div class="net-board">
        <div class="net-field">
          <canvas class="field" tabindex="0" role="application" aria-label=${t('network.draw.field')} @pointerdown=${this.#down} @pointermove=${this.#move} @pointerup=${this.#up} @pointercancel=${this.#cancel} @keydown=${this.#keys}></canvas>
          ${drawn ? html`<button type="button" class="icon-button net-clear" title=${t('network.draw.clear')} aria-label=${t('network.draw.clear')} @click=${() => this.#clear()}>${cross}</button>` : html`<span class="net-hint doc" aria-hidden="true">${t('network.draw.here')}</span>`}
          <button type="button" class="link-button" @click=${() => this.#back()}>${t('network.draw.item')}</button>
        </div>
        <div class="net-seen">
          <p class="net-as doc"><canvas class="net-thumb seen"></canvas><span>${t('network.draw.seen')}<br>${t(box === null ? 'network.draw.size' : 'network.draw.centred', { rows, columns })}</span></p>
          <table class="net-said" aria-live="polite"><thead class="visually-hidden"><tr><th scope="col">${t('network.lane')}</th><th scope="col">${t('network.answer')}</th><th scope="col">${t('network.certainty')}</th><th scope="col">${t('network.runner-up')}</th></tr></thead>
          <tbody>${names.map((_, i) => this.#said(laneHead(stage, names, i), i, drawn))}</tbody></table>
        </div>
      </div>
    </div>`;
  }

  #said(head: TemplateResult, i: number, drawn: boolean): TemplateResult {
    const { stage } = this;
    const chances = this.#watch.of(i);
    const row = (...cells: unknown[]): TemplateResult =>
      html`<tr class=${`lane-${stage.swatches[i]! % COLOURS}`}><th scope="row">${head}</th>${cells.map((cell) => html`<td>${cell}</td>`)}</tr>`;
    if (!drawn || !chances?.length) return row('', '', '');
    if (!chances.every(Number.isFinite)) return row('–', '', '');
    if (this.#sight.numbers) return row(html`<span class="net-told">${num(chances[0], 3)}</span>`, '', '');
    const [first, second] = [...chances.keys()].sort((a, b) => chances[b]! - chances[a]!) as [number, number];
    return row(
      html`<span class="net-told">${className(stage, first)}</span>`,
      sureText(chances[first]!),
      t('network.then', { name: className(stage, second), sure: sureText(chances[second]!) }),
    );
  }

  /** How the data were made: told by some of them, once they are there. */
  #prepare(): Preparation | null {
    const sight = this.#sight;
    const count = sight.told[0]?.count ?? 0;
    if (count === 0) return null;
    const list = Array.from({ length: Math.min(SAMPLE, count) }, (_, k) => sight.item(k));
    if (list[0] === this.#told || list.some((it) => it === undefined)) return this.#preparation;
    this.#told = list[0];
    this.#preparation = preparationOf(list as Float64Array[], ...this.#extents);
    return this.#preparation;
  }

  #context(): OffscreenCanvasRenderingContext2D {
    const ctx = this.#field.getContext('2d', { willReadFrequently: true })!;
    [ctx.lineCap, ctx.lineJoin, ctx.lineWidth] = ['round', 'round', STROKE * FINE];
    return ctx;
  }

  #at(event: PointerEvent): readonly [number, number] {
    const { left, top, width, height } = (event.currentTarget as Element).getBoundingClientRect();
    const [x, y] = [(event.clientX - left) / width, (event.clientY - top) / height];
    return [x * this.#field.width, y * this.#field.height];
  }

  readonly #down = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    event.preventDefault();
    (event.currentTarget as HTMLElement).focus({ preventScroll: true });
    (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
    const { width, height } = this.#field;
    const [ink, bytes] = [this.#context().getImageData(0, 0, width, height), this.#bytes];
    this.#takeBack = () => {
      this.#context().putImageData(ink, 0, 0);
      this.#changed();
      this.#bytes = bytes; // none, where it was the first stroke
    };
    this.#last = this.#at(event);
    this.#line(this.#last);
  };

  readonly #move = (event: PointerEvent): void => {
    if (!this.#last) return;
    this.#line(this.#at(event));
  };

  readonly #up = (): void => {
    this.#last = null;
  };

  readonly #cancel = (): void => {
    if (this.#last) this.#takeBack();
    this.#up();
  };

  #line(to: readonly [number, number]): void {
    const ctx = this.#context();
    ctx.beginPath();
    ctx.moveTo(...this.#last!);
    ctx.lineTo(...to);
    ctx.stroke();
    this.#last = to;
    this.#changed();
  }

  /** A figure that is typed is drawn. */
  readonly #keys = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (/^[\p{L}\p{N}]$/u.test(event.key)) {
      const { width, height } = this.#field;
      const ctx = this.#context();
      ctx.clearRect(0, 0, width, height);
      [ctx.textAlign, ctx.textBaseline] = ['center', 'middle'];
      ctx.font = `${0.8 * height}px ${this.palette.font}`;
      ctx.fillText(event.key, width / 2, height / 2);
      this.#changed();
    } else if (event.key === 'Backspace' || event.key === 'Delete') this.#clear();
    else return;
    event.preventDefault();
    event.stopPropagation(); // r begins the race anew elsewhere
  };

  #clear(): void {
    const { width, height } = this.#field;
    this.#context().clearRect(0, 0, width, height);
    this.#changed();
  }

  /** Draws the chosen item, or the first on show, as it is in the data. */
  #back(): void {
    const sight = this.#sight;
    const values = sight.item(sight.chosen ?? sight.order[0] ?? 0);
    if (!values || !sight.size) return;
    const { width, height } = this.#field;
    const small = new OffscreenCanvas(sight.size[1], sight.size[0]);
    small.getContext('2d')!.putImageData(pictureOf(values, sight.size, [0, 0, 0]), 0, 0);
    const ctx = this.#context();
    ctx.clearRect(0, 0, width, height);
    ctx.imageSmoothingEnabled = false;
    ctx.drawImage(small, 0, 0, width, height);
    this.#changed();
  }

  #changed(): void {
    const { width, height } = this.#field;
    const { data } = this.#context().getImageData(0, 0, width, height);
    const values = new Float64Array(width * height);
    for (let k = 0; k < values.length; k++) values[k] = data[4 * k + 3]! / 255;
    const ink: Ink = { width, height, values };
    this.#bytes = prepared(ink, ...this.#extents, this.#preparation ?? { box: null });
    this.#version++;
    this.#watch.look();
    this.requestUpdate();
  }

  override updated(): void {
    this.redraw();
  }

  protected draw(): void {
    const field = this.querySelector<HTMLCanvasElement>('canvas.field');
    if (!field || field.clientWidth < 2) return;
    const room = this.roomOf(field);
    fitCanvas(field, room);
    const ctx = field.getContext('2d')!;
    const { width, height } = room;
    ctx.clearRect(0, 0, width, height);
    ctx.drawImage(this.#field, 0, 0, width, height);
    ctx.save();
    ctx.globalCompositeOperation = 'source-in';
    ctx.fillStyle = this.palette.ink;
    ctx.fillRect(0, 0, width, height);
    ctx.restore();
    const seen = this.querySelector<HTMLCanvasElement>('canvas.seen')!;
    fitCanvas(seen, this.roomOf(seen));
    const [rows, columns] = this.#extents;
    enlarge(seen, pictureOf(this.#bytes ?? new Uint8Array(rows * columns), [rows, columns, 1], rgb(this.palette.ink)));
  }
}

customElements.define('sidestep-network-draw', NetworkDraw);
