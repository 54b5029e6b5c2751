import { html, nothing, type TemplateResult } from 'lit';
import type { Reading } from '../../core/module.ts';
import { gatesOf } from '../../engine/network-readings.ts';
import { laneNameParts } from '../../reader/lane-names.ts';
import type { Stage } from '../../reader/stage.ts';
import { num } from '../../toolkit/format.ts';
import { type Key, t } from '../../toolkit/i18n.ts';
import { fitCanvas } from '../canvas.ts';
import { ViewElement } from '../view.ts';
import { laneHead } from './lane-head.ts';
import { Sight } from './sight.ts';
import { enlarge, pictureOf, rgb, signed } from './thumb.ts';
import { Watch } from './watch.ts';
import { className } from './words.ts';

/** Gates that open and close lie between 0 and 1; the others on both sides of 0. */
const OPEN = /^[iforz]$/;

/** What they are called: an LSTM has one more than a GRU; the state comes last. */
const gatesIn = (reading: Reading | undefined): string[] => [
  ...(!reading ? '' : reading.shape[0] === 5 ? 'ifgoh' : 'rznh'),
];

/** The gates of the first recurrent layer over the sequence of one item: steps across, units down. */
class NetworkGates extends ViewElement {
  #sight!: Sight;
  #watch!: Watch<Reading>;
  protected override readonly heavy = true;

  protected override attach(stage: Stage): void {
    super.attach(stage);
    const sight = Sight.of(stage);
    this.#sight = sight;
    const renew = (): void => this.requestUpdate();
    this.#watch = new Watch(
      stage,
      (lane, signal) => gatesOf(stage.race.queries, lane, this.#item, signal),
      renew,
      () => String(this.#item),
    );
    this.#watch.start();
    const again = (): void => {
      this.#watch.look();
      renew();
    };
    this.own(sight.join(), sight.on('answers', again), sight.on('choice', again), () => this.#watch.stop());
  }

  /** The one that was chosen, or else the first on show. */
  get #item(): number {
    return this.#sight.chosen ?? this.#sight.order[0] ?? 0;
  }

  protected resized(): void {}
  protected recoloured(): void {}

  override render(): TemplateResult | typeof nothing {
    const { stage } = this;
    if (!this.#watch) return nothing;
    const names = laneNameParts(stage);
    const item = this.#item;
    const first = this.#sight.told[0];
    const readings = stage.config.lanes.map((_, i) => this.#watch.of(i));
    const labels = gatesIn(readings.find((it) => it !== undefined));
    const mean = (reading: Reading | undefined, gate: number): string => {
      if (!reading) return '–';
      const each = reading.values.length / labels.length;
      return num(reading.values.subarray(gate * each, (gate + 1) * each).reduce((sum, v) => sum + v, 0) / each, 2);
    };
    const right = first && (this.#sight.numbers ? num(first.right(item), 3) : className(stage, first.right(item)));
    return html`<div class="net-gates" role="group" aria-label=${t('network.gates')}>
      <i class="net-plus" hidden></i><i class="net-minus" hidden></i>
      <p class="net-head"><strong>${t('network.gates')}</strong> <span class="aside">${t('network.gates.key')}</span></p>
      <div class="table-scroll"><table class="net-sparks"><thead><tr>
        <td><span class="net-of-item"><canvas class="net-thumb" data-item=${item}></canvas> ${right === undefined ? '' : t('network.item.said', { item: item + 1, right })}</span></td>
        ${labels.map((gate) => html`<th scope="col"><i translate="no">${gate}</i> ${t(`network.gate.${gate}` as Key)}</th>`)}</tr></thead>
        <tbody>${names.map(
          (_, i) =>
            html`<tr><th scope="row">${laneHead(stage, names, i)}</th>${labels.map((gate, g) => {
              const x = mean(readings[i], g);
              return html`<td><canvas class="net-gate" data-lane=${i} data-gate=${g} role="img" aria-label=${t('network.gate.said', { gate, x })}></canvas><span class="net-last">${x}</span></td>`;
            })}</tr>`,
        )}</tbody></table></div>
    </div>`;
  }

  override updated(): void {
    this.redraw();
  }

  protected draw(): void {
    const colour = (name: string) => rgb(getComputedStyle(this.querySelector(`.${name}`)!).color);
    const [ink, plus, minus] = [rgb(this.palette.ink), colour('net-plus'), colour('net-minus')];
    const show = (canvas: HTMLCanvasElement, image: ImageData): void => {
      fitCanvas(canvas, this.roomOf(canvas));
      enlarge(canvas, image);
    };
    const thumb = this.querySelector<HTMLCanvasElement>('canvas[data-item]');
    const values = this.#sight.item(this.#item);
    const { size } = this.#sight;
    if (thumb && thumb.clientWidth > 0 && values && size) show(thumb, pictureOf(values, size, ink));
    for (const canvas of this.querySelectorAll<HTMLCanvasElement>('canvas[data-gate]')) {
      const reading = this.#watch.of(Number(canvas.dataset.lane));
      if (!reading || canvas.clientWidth === 0) continue;
      const [, steps, units] = reading.shape as [number, number, number];
      const gate = Number(canvas.dataset.gate);
      const its = reading.values.subarray(gate * steps * units, (gate + 1) * steps * units);
      const across = Float64Array.from(
        { length: its.length },
        (_, k) => its[(k % steps) * units + Math.floor(k / steps)]!,
      );
      const open = OPEN.test(gatesIn(reading)[gate]!);
      show(canvas, open ? signed(across, units, steps, 1, ink, ink) : signed(across, units, steps, 1, plus, minus));
    }
  }
}

customElements.define('sidestep-network-gates', NetworkGates);
