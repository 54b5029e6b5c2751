import { html, nothing, svg, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { type LaneName, laneNameParts } from '../../reader/lane-names.ts';
import type { Stage } from '../../reader/stage.ts';
import { count, num } from '../../toolkit/format.ts';
import { type Key, t } from '../../toolkit/i18n.ts';
import { COLOURS } from '../../toolkit/palette.ts';
import { fitCanvas } from '../canvas.ts';
import { choices } from '../experiment/choices.ts';
import { ViewElement } from '../view.ts';
import { laneHead } from './lane-head.ts';
import { type Answers, FILTERS, type Filter, mistakes } from './order.ts';
import { ROWS, Sight } from './sight.ts';
import { enlarge, pictureOf, rgb } from './thumb.ts';
import { className, errorOf, hasWords, itemsWord, kindOf, rowText, sureText } from './words.ts';

/** The width of the line under an answer. */
const LINE = 80;

/** Items that are worth a look, with every lane's answer: the wrong ones first. */
class NetworkItems extends ViewElement {
  #sight!: Sight;
  /** The canvases that show an item, and of which size and ink. */
  readonly #drawn = new WeakMap<HTMLCanvasElement, string>();
  protected override readonly heavy = true;

  protected override attach(stage: Stage): void {
    super.attach(stage);
    this.#sight = Sight.of(stage);
    const renew = (): void => this.requestUpdate();
    this.own(this.#sight.join(), this.#sight.on('answers', renew), this.#sight.on('choice', renew));
  }

  protected resized(): void {}
  protected recoloured(): void {}

  override render(): TemplateResult | typeof nothing {
    const { stage } = this;
    const sight = this.#sight;
    if (!sight) return nothing;
    const { order, answers, rows } = sight;
    const names = laneNameParts(stage);
    const shown = this.#kept(order.slice(0, rows));
    const more = order.length - shown.length;
    return html`${this.#tools()}
      <div class="table-scroll" tabindex="-1">
      <table class=${`net-items${hasWords(stage) ? ' words' : ''}`} @keydown=${this.#keys} aria-label=${t('network.items.title', { items: itemsWord(stage) })}>
        <thead><tr>
          <th scope="col">${t(`network.item.${kindOf(stage)}` as Key)}</th>
          <th scope="col">${t(sight.numbers ? 'network.target' : 'network.is')}</th>
          ${names.map((_, i) => this.#head(names, i, answers[i]))}
        </tr></thead>
        <tbody>${repeat(
          shown,
          (item) => item,
          (item, place) => this.#row(item, place, answers, names),
        )}</tbody>
      </table></div>
      <p class="doc net-foot"><span>${
        order.length === 0
          ? this.#none()
          : html`${t('network.shown', { n: count(shown.length), of: count(order.length) })}<span class="net-links">${this.#link(more > 0, 'network.more', rows + 2 * ROWS)}${this.#link(rows > ROWS, 'network.fewer', ROWS)}</span>`
      }</span><span>${t(sight.numbers ? 'network.key.numbers' : 'network.key')}</span></p>`;
  }

  /** Shows so many rows. */
  #link(offered: boolean, text: Key, rows: number): TemplateResult | typeof nothing {
    if (!offered) return nothing;
    return html` · <button type="button" class="link-button" @click=${() => this.#sight.choose({ rows })}>${t(text)}</button>`;
  }

  /** With the chosen item, wherever it is now. */
  #kept(shown: readonly number[]): readonly number[] {
    const { chosen } = this.#sight;
    return chosen === null || shown.includes(chosen) ? shown : [chosen, ...shown.slice(0, -1)];
  }

  #none(): string {
    return t(this.#sight.told.length === 0 ? 'network.coming' : 'network.nothing');
  }

  /** Which items are shown; where one cell of the confusion chose them, that. */
  #tools(): TemplateResult {
    const { stage } = this;
    const sight = this.#sight;
    const { confused, filter, numbers } = sight;
    const few = stage.config.lanes.length < 2;
    const fit = FILTERS.filter((id) =>
      numbers ? id === 'mistakes' || (id === 'disagree' && !few) : !few || id === 'mistakes' || id === 'unsure',
    );
    const words = (id: Filter): string =>
      t(numbers && id === 'mistakes' ? 'network.filter.errors' : (`network.filter.${id}` as Key));
    return html`<div class="net-tools">
      ${
        confused
          ? html`<span class="net-chosen">${t('network.confused', {
              name: laneNameParts(stage)[confused.lane]?.said ?? '',
              right: className(stage, confused.right),
              answer: className(stage, confused.answer),
            })} <button type="button" class="link-button" @click=${() => sight.choose({ confused: null })}>${t('network.unfilter')}</button></span>`
          : choices(t('network.filter'), fit, filter, words, (id) => sight.choose({ filter: id }))
      }
    </div>`;
  }

  #head(names: readonly LaneName[], i: number, answers: Answers | undefined): TemplateResult {
    const sight = this.#sight;
    const diverged = !answers || !(sight.numbers ? Number.isFinite(answers.answer(0)) : answers.told);
    const text = diverged
      ? '–'
      : sight.numbers
        ? t('network.rmse', { x: num(errorOf(answers), 3) })
        : t('network.wrong', { n: count(mistakes(answers)) });
    return html`<th scope="col" class="of-lane">${laneHead(this.stage, names, i)}<span class="aside">${text}</span></th>`;
  }

  #row(
    item: number,
    place: number,
    answers: readonly (Answers | undefined)[],
    names: readonly LaneName[],
  ): TemplateResult {
    const { stage } = this;
    const sight = this.#sight;
    const first = answers.find((it) => it !== undefined);
    if (!first) return html``;
    const right = sight.numbers ? num(first.right(item), 3) : className(stage, first.right(item));
    const chosen = sight.chosen === item;
    const label = t('network.item.said', { item: item + 1, right });
    const values = sight.item(item);
    const picture =
      kindOf(stage) === 'row'
        ? html`<span class="net-row">${values ? rowText(values) : ''}</span>`
        : html`<canvas class="net-thumb" data-item=${item}></canvas>`;
    const entry = chosen || (place === 0 && sight.chosen === null);
    return html`<tr class=${chosen ? 'chosen' : ''}>
      <th scope="row"><button type="button" class="net-pick" data-place=${place} tabindex=${entry ? 0 : -1} aria-pressed=${chosen ? 'true' : 'false'}
        aria-label=${label} title=${label} @click=${() => sight.choose({ chosen: chosen ? null : item })}>${picture}</button></th>
      <td class="net-right">${right}</td>
      ${names.map((_, i) => this.#answer(answers[i], item, i))}
    </tr>`;
  }

  #answer(answers: Answers | undefined, item: number, i: number): TemplateResult {
    const { stage } = this;
    if (this.#sight.numbers) {
      if (!answers || !Number.isFinite(answers.answer(item))) return html`<td class="of-lane">–</td>`;
      const error = answers.error(item);
      return html`<td class="of-lane"><span class="net-told">${num(answers.answer(item), 3)}</span> <span class="net-sure">${error > 0 ? '+' : ''}${num(error, 2)}</span></td>`;
    }
    if (!answers?.told) return html`<td class="of-lane">–</td>`;
    const wrong = answers.isWrong(item);
    const sure = answers.sure(item);
    const title = t('network.next', {
      name: className(stage, answers.next(item)),
      sure: sureText(answers.nextSure(item)),
    });
    return html`<td class=${`of-lane lane-${stage.swatches[i]! % COLOURS}${wrong ? ' wrong' : ''}`} title=${title}>
      <span class="net-told">${className(stage, answers.answer(item))}</span> <span class="net-sure">${sureText(sure)}</span><span class="visually-hidden">${t(wrong ? 'network.said.wrong' : 'network.said.right')}</span>
      <svg class="net-line" viewBox=${`0 0 ${LINE} 3`} preserveAspectRatio="none" aria-hidden="true" focusable="false">${svg`<path class="all" d=${`M0 1.5H${LINE}`} /><path class="share" d=${`M0 1.5H${LINE * sure}`} />`}</svg></td>`;
  }

  /** Up and down: the items; c: the confusion. */
  readonly #keys = (event: KeyboardEvent): void => {
    const at = event.target as HTMLElement;
    if (!at.matches('.net-pick') || event.ctrlKey || event.metaKey || event.altKey) return;
    const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === 'c') this.dispatchEvent(new Event('to-confusion', { bubbles: true }));
    else if (move === undefined) return;
    else this.querySelector<HTMLElement>(`.net-pick[data-place="${Number(at.dataset.place) + move}"]`)?.focus();
    event.preventDefault();
  };

  override updated(): void {
    this.redraw();
  }

  protected draw(): void {
    const sight = this.#sight;
    const { size } = sight;
    if (!size) return;
    const ink = rgb(this.palette.ink);
    for (const canvas of this.querySelectorAll<HTMLCanvasElement>('canvas[data-item]')) {
      const item = Number(canvas.dataset.item);
      const values = sight.item(item);
      const room = this.roomOf(canvas);
      if (!values || room.width < 2) continue;
      const key = `${item} ${room.width} ${ink}`;
      if (!fitCanvas(canvas, room) && this.#drawn.get(canvas) === key) continue;
      this.#drawn.set(canvas, key);
      enlarge(canvas, pictureOf(values, size, ink), true);
    }
  }
}

customElements.define('sidestep-network-items', NetworkItems);
