import { html, nothing, type TemplateResult } from 'lit';
import type { Reading } from '../../core/module.ts';
import { weightsOf } from '../../engine/network-readings.ts';
import { laneNameParts } from '../../reader/lane-names.ts';
import type { Stage } from '../../reader/stage.ts';
import { count, num } from '../../toolkit/format.ts';
import { type Key, t } from '../../toolkit/i18n.ts';
import { fitCanvas } from '../canvas.ts';
import { choices } from '../experiment/choices.ts';
import { ViewElement } from '../view.ts';
import { laneHead } from './lane-head.ts';
import { common, firstLayer, flattened, type Layout, layoutOf, mostMoved, moved, unitOf, way } from './pictures.ts';
import { rgb, signed } from './thumb.ts';
import { Watch } from './watch.ts';

/** Between two pictures, and how wide one is at least and at most, in CSS pixels. */
const [GAP, LEAST, MOST] = [6, 40, 52];
/** The height of a table's picture. */
const TABLE = 64;
/** Numbers that a hidden table tells of each lane. */
const TOLD = 16;

type Size = Readonly<Record<'rows' | 'columns', number>>;
type Paint = (values: Float64Array, size: Size) => OffscreenCanvas;

const SHOWN = ['learnt', 'weights'] as const;
const WHICH = ['moved', 'all'] as const;

/** The first layer's weights as pictures, each lane beside the others: the same unit from the same start in one column. */
class NetworkWeights extends ViewElement {
  #watch!: Watch<Reading>;
  #shown: (typeof SHOWN)[number] = 'learnt';
  #which: (typeof WHICH)[number] = 'moved';
  protected override readonly heavy = true;

  protected override attach(stage: Stage): void {
    super.attach(stage);
    this.#watch = new Watch(
      stage,
      (lane, signal) => weightsOf(stage.race.queries, lane, 0, signal),
      () => this.requestUpdate(),
    );
    this.#watch.start();
    this.own(() => this.#watch.stop());
  }

  protected resized(): void {
    this.requestUpdate();
  }
  protected recoloured(): void {}

  get #readings(): (Reading | undefined)[] {
    return this.stage.config.lanes.map((_, i) => this.#watch.of(i));
  }

  #layout(): { layout: Layout; units: number } | null {
    const some = this.#readings.find((it) => it !== undefined);
    if (!some) return null;
    const { problem } = this.stage.config;
    const [inputs, units] = some.shape as [number, number];
    return { layout: layoutOf(String(problem.net), this.stage.shape, inputs, units), units };
  }

  override render(): TemplateResult | typeof nothing {
    const { stage } = this;
    if (!this.#watch) return nothing;
    const names = laneNameParts(stage);
    const its = this.#layout();
    const readings = this.#readings;
    const layer = firstLayer(String(stage.config.problem.net));
    const title = t(
      layer.startsWith('embedding')
        ? 'network.embedding'
        : layer.startsWith('conv')
          ? 'network.filters'
          : 'network.first',
    );
    const isUnits = its?.layout.kind !== 'table';
    return html`<div class="net-weights" role="group" aria-label=${title}>
      <i class="net-plus" hidden></i><i class="net-minus" hidden></i>
      <p class="net-head"><strong>${title}</strong> <span class="aside"><code translate="no">${layer}</code> · ${t(isUnits ? 'network.columns.units' : layer.startsWith('embedding') ? 'network.columns.symbols' : 'network.columns.table')} · ${t('network.signs')}</span></p>
      <div class="net-tools">
        ${choices(
          t('network.weights.what'),
          SHOWN,
          this.#shown,
          (id) => t(`network.weights.${id}`),
          (id) => this.#set(() => (this.#shown = id)),
        )}
        ${
          its && isUnits
            ? choices(
                t('network.weights.which'),
                WHICH,
                this.#which,
                (id) => t(`network.weights.${id === 'all' ? 'every' : 'moved'}` as Key, { n: count(its.units) }),
                (id) => this.#set(() => (this.#which = id)),
              )
            : nothing
        }
        <span class="key">${t('network.way')}</span>
      </div>
      <ul class="net-strips">${names.map(({ full }, i) => {
        const values = readings[i]?.values;
        const far = values && its ? num(way(values, its.units), 3) : '–';
        return html`<li>${laneHead(stage, names, i)}
          <canvas role="img" data-lane=${i} aria-label=${t('network.weights.said', { name: full, what: t(`network.weights.${this.#shown}`), way: far })}></canvas>
          <span class="net-way">${far}</span></li>`;
      })}</ul>
      ${its && !stage.playing ? this.#table(its.units) : nothing}
    </div>`;
  }

  /** How far the units moved, in numbers. */
  #table(units: number): TemplateResult {
    const names = laneNameParts(this.stage);
    const order = this.#order(units).slice(0, TOLD);
    return html`<div class="visually-hidden"><table><caption>${t('network.weights.table')}</caption>
      <thead><tr><td></td>${order.map((u) => html`<th scope="col">${t('network.unit', { n: u + 1 })}</th>`)}</tr></thead>
      <tbody>${names.map(({ said }, i) => {
        const values = this.#readings[i]?.values;
        const each = values && moved(values, units);
        return html`<tr><th scope="row">${said}</th>${order.map((u) => html`<td>${num(each?.[u], 3)}</td>`)}</tr>`;
      })}</tbody></table></div>`;
  }

  #set(change: () => void): void {
    change();
    this.requestUpdate();
  }

  /** The units from left to right, the same in all lanes. */
  #order(units: number): number[] {
    const all = this.#readings.flatMap((it) => it?.values ?? []);
    return this.#which === 'all' ? Array.from({ length: units }, (_, u) => u) : mostMoved(all as Float64Array[], units);
  }

  override updated(): void {
    this.redraw();
  }

  protected draw(): void {
    const its = this.#layout();
    const canvases = [...this.querySelectorAll<HTMLCanvasElement>('canvas[data-lane]')];
    const width = canvases[0] ? this.roomOf(canvases[0]).width : 0;
    if (!its || width < 2) return;
    const { layout, units } = its;
    const learnt = this.#shown === 'learnt';
    const perRow = Math.max(1, Math.floor((width + GAP) / (LEAST + GAP)));
    const isUnits = layout.kind === 'units';
    const order = this.#order(units);
    const shown = isUnits ? (this.#which === 'all' ? order : order.slice(0, perRow)) : [...order.keys()];
    const parts = this.#readings.map((it) =>
      it
        ? shown.map((u) => {
            const unit = unitOf(it.values, units, u, learnt);
            return isUnits ? flattened(unit, layout.channels) : unit;
          })
        : [],
    );
    const paint = this.#paint(common(parts));
    for (const [i, canvas] of canvases.entries()) {
      if (isUnits) this.#drawUnits(canvas, parts[i]!, layout, Math.min(perRow, shown.length), paint);
      else this.#drawTable(canvas, parts[i]!, layout, paint);
    }
  }

  /** Numbers as a small picture, in the colours of the theme. */
  #paint(scale: number): Paint {
    const colour = (name: string) => rgb(getComputedStyle(this.querySelector(`.${name}`)!).color);
    const [plus, minus] = [colour('net-plus'), colour('net-minus')];
    return (values, { rows, columns }) => {
      const small = new OffscreenCanvas(columns, rows);
      small.getContext('2d')!.putImageData(signed(values, rows, columns, scale, plus, minus), 0, 0);
      return small;
    };
  }

  /** A canvas of that height, empty, to draw squares on. */
  #prepared(canvas: HTMLCanvasElement, height: number): CanvasRenderingContext2D {
    canvas.style.height = `${height}px`;
    const room = this.roomOf(canvas);
    fitCanvas(canvas, room);
    const ctx = canvas.getContext('2d')!;
    ctx.clearRect(0, 0, room.width, room.height);
    ctx.imageSmoothingEnabled = false;
    ctx.strokeStyle = this.palette.rule;
    return ctx;
  }

  #drawUnits(
    canvas: HTMLCanvasElement,
    parts: readonly Float64Array[],
    size: Size,
    perRow: number,
    paint: Paint,
  ): void {
    const wide = Math.min(MOST, (canvas.clientWidth + GAP) / perRow - GAP);
    const tall = (wide * size.rows) / size.columns;
    const lines = Math.max(1, Math.ceil(parts.length / perRow));
    const ctx = this.#prepared(canvas, Math.ceil(lines * (tall + GAP) - GAP));
    for (const [k, part] of parts.entries()) {
      const [x, y] = [(k % perRow) * (wide + GAP), Math.floor(k / perRow) * (tall + GAP)];
      ctx.drawImage(paint(part, size), x, y, wide, tall);
      ctx.strokeRect(x + 0.5, y + 0.5, wide - 1, tall - 1);
    }
  }

  /** `parts`: of each unit its inputs. */
  #drawTable(
    canvas: HTMLCanvasElement,
    parts: readonly Float64Array[],
    layout: Layout & { kind: 'table' },
    paint: Paint,
  ): void {
    const ctx = this.#prepared(canvas, TABLE);
    if (parts.length === 0) return;
    const { rows, columns, unitsDown } = layout;
    const values = Float64Array.from({ length: rows * columns }, (_, k) => {
      const [r, c] = [Math.floor(k / columns), k % columns];
      return unitsDown ? parts[r]![c]! : parts[c]![r]!;
    });
    ctx.drawImage(paint(values, layout), 0, 0, canvas.clientWidth, TABLE);
    ctx.strokeRect(0.5, 0.5, canvas.clientWidth - 1, TABLE - 1);
  }
}

customElements.define('sidestep-network-weights', NetworkWeights);
