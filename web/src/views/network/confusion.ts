import { html, nothing, svg, type TemplateResult } from 'lit';
import { laneNameParts } from '../../reader/lane-names.ts';
import type { Stage } from '../../reader/stage.ts';
import { StageElement } from '../../reader/stage-element.ts';
import { num, percent } from '../../toolkit/format.ts';
import { sentences, t } from '../../toolkit/i18n.ts';
import { COLOURS } from '../../toolkit/palette.ts';
import { choices } from '../experiment/choices.ts';
import { type Answers, accuracyOf, commonest, confusion, type Mistake } from './order.ts';
import { Sight } from './sight.ts';
import { className, hasWords, itemsWord } from './words.ts';

/** Steps from no mistakes to the most, in ink. */
const INKS = 10;
/** Smaller numbers are told by the ink alone, where there are larger ones. */
const TOLD = 3;
/** Of more classes a cell has no room for a number. */
const ROOM = 12;
/** Of still more the commonest mistakes are told, so many of them. */
const [MOST_CLASSES, LISTED] = [24, 12];
/** Points of numbers told against numbers right. */
const MOST_POINTS = 1000;
const SIDE = 220;

/** How often items of one class are answered as each, or of numbers what is told against what is right; of one lane. */
class NetworkConfusion extends StageElement {
  #sight!: Sight;
  /** The cell that arrow keys come to. */
  #cell: [row: number, column: number] = [0, 0];

  protected override attach(stage: Stage): void {
    super.attach(stage);
    this.#sight = Sight.of(stage);
    const renew = (): void => this.requestUpdate();
    this.own(this.#sight.join(), this.#sight.on('answers', renew), this.#sight.on('choice', renew));
  }

  override render(): TemplateResult | typeof nothing {
    const sight = this.#sight;
    if (!sight) return nothing;
    const { stage } = this;
    const names = laneNameParts(stage);
    const ids = names.map((_, i) => String(i));
    const now = sight.answers[sight.lane];
    return html`<div class="net-confusion">
      <h2>${t(sight.numbers ? 'network.told' : 'network.confusion')}</h2>
      ${
        names.length > 1
          ? choices(
              t('network.lane'),
              ids,
              String(sight.lane),
              (id) => names[Number(id)]!.said,
              (id) => sight.choose({ lane: Number(id), ...(sight.confused && { confused: null }) }),
            )
          : nothing
      }
      ${now && now.count > 0 ? (sight.numbers ? this.#points(now) : this.#matrix(now, names[sight.lane]!.said)) : nothing}
    </div>`;
  }

  #matrix(lane: Answers, name: string): TemplateResult {
    const { stage } = this;
    const classes = stage.classes ?? 0;
    if (!lane.told || classes === 0) return html`<p class="doc">–</p>`;
    const table = confusion(lane, classes);
    const mistakes = commonest(table);
    const [most] = mistakes;
    if (classes > MOST_CLASSES) return this.#list(mistakes, table);
    const each = Array.from({ length: classes }, (_, i) => i);
    const small = classes > ROOM;
    const [row, column] = [Math.min(this.#cell[0], classes - 1), Math.min(this.#cell[1], classes - 1)];
    return html`<table class=${`net-matrix${small ? ' small' : hasWords(stage) ? ' words' : ''}`} @keydown=${this.#keys} aria-label=${t('network.confusion.of', { name })}>
      <thead><tr><td></td>${each.map((c) => html`<th scope="col"><span>${small ? nothing : className(stage, c)}</span></th>`)}</tr></thead>
      <tbody>${table.map(
        (counts, r) =>
          html`<tr><th scope="row">${small ? nothing : className(stage, r)}</th>${counts.map((n, c) => this.#cellOf(n, r, c, most?.count ?? 1, small, r === row && c === column))}</tr>`,
      )}</tbody>
    </table>
    <p class="net-axes doc"><span>${t('network.rows.is')}</span><span>${t('network.answered')} →</span></p>
    <p class="doc">${sentences(most ? t('network.worst', { name, n: most.count, right: className(stage, most.right), answer: className(stage, most.answer) }) : '', t('network.diagonal', { share: percent(accuracyOf(table), 1) }))}</p>`;
  }

  #list(mistakes: readonly Mistake[], table: readonly (readonly number[])[]): TemplateResult {
    const { stage } = this;
    const sight = this.#sight;
    return html`<ul class="net-mistakes">${mistakes.slice(0, LISTED).map(({ right, answer, count }) => {
      const text = t('network.cell', { n: count, right: className(stage, right), answer: className(stage, answer) });
      return html`<li><button type="button" class="link-button" @click=${() => sight.choose({ confused: { lane: sight.lane, right, answer } })}>${text}</button></li>`;
    })}</ul>
    <p class="doc">${t('network.diagonal', { share: percent(accuracyOf(table), 1) })}</p>`;
  }

  #cellOf(n: number, right: number, answer: number, most: number, small: boolean, reached: boolean): TemplateResult {
    const sight = this.#sight;
    const { stage } = this;
    const on = right === answer;
    const { confused } = sight;
    const chosen = confused?.lane === sight.lane && confused.right === right && confused.answer === answer;
    const ink = on || n === 0 ? 0 : Math.max(1, Math.round((INKS * n) / most));
    const text = small || ((n < Math.min(TOLD, most) || n === 0) && !on) ? nothing : n;
    const label = t('network.cell', { n, right: className(stage, right), answer: className(stage, answer) });
    return html`<td><button type="button" class=${`cell ink-${ink}${on ? ' on' : ''}`} tabindex=${reached ? 0 : -1} aria-pressed=${chosen ? 'true' : 'false'} data-cell=${`${right} ${answer}`}
      aria-label=${label} title=${label} @focus=${() => this.#reach(right, answer)} @click=${() => sight.choose({ confused: chosen || n === 0 ? null : { lane: sight.lane, right, answer } })}>${text}</button></td>`;
  }

  #reach(row: number, column: number): void {
    if (this.#cell[0] === row && this.#cell[1] === column) return;
    this.#cell = [row, column];
    this.requestUpdate();
  }

  /** The cell that keys come to first. */
  override focus(): void {
    this.querySelector<HTMLElement>('.cell[tabindex="0"]')?.focus();
  }

  readonly #keys = (event: KeyboardEvent): void => {
    const { cell } = (event.target as HTMLElement).dataset;
    const move = { ArrowDown: [1, 0], ArrowUp: [-1, 0], ArrowRight: [0, 1], ArrowLeft: [0, -1] }[event.key];
    if (!cell || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'c') this.dispatchEvent(new Event('to-items', { bubbles: true }));
    else if (move) {
      const [row, column] = cell.split(' ').map(Number) as [number, number];
      this.querySelector<HTMLElement>(`[data-cell="${row + move[0]!} ${column + move[1]!}"]`)?.focus();
    } else return;
    event.preventDefault();
  };

  /** What is told against what is right; on the line they are equal. */
  #points(lane: Answers): TemplateResult {
    const { stage } = this;
    const sight = this.#sight;
    const every = Math.ceil(lane.count / MOST_POINTS);
    const items = Array.from({ length: Math.floor(lane.count / every) }, (_, i) => i * every);
    const all = items.flatMap((item) => [lane.right(item), lane.answer(item)]).filter(Number.isFinite);
    const [low, high] = [Math.min(...all), Math.max(...all)];
    const x = (v: number): number => 4 + ((v - low) / (high - low || 1)) * (SIDE - 8);
    const dot = (item: number, r: number): string => {
      const [cx, cy] = [x(lane.right(item)), SIDE - x(lane.answer(item))];
      return Number.isFinite(cx + cy)
        ? `M${(cx - r).toFixed(1)} ${cy.toFixed(1)}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0`
        : '';
    };
    const { chosen } = sight;
    return html`<svg class="net-points" viewBox=${`0 0 ${SIDE} ${SIDE}`} width=${SIDE} height=${SIDE} role="img" aria-label=${t('network.told.of', { name: laneNameParts(stage)[sight.lane]!.said, items: itemsWord(stage) })}>
      <path class="equal" d=${`M4 ${SIDE - 4}L${SIDE - 4} 4`} />
      ${svg`<path class=${`dots lane-${stage.swatches[sight.lane]! % COLOURS}`} d=${items.map((item) => dot(item, 1.6)).join('')} />`}
      ${chosen === null ? '' : svg`<path class="chosen" d=${dot(chosen, 5)} />`}
    </svg>
    <p class="net-axes doc"><span>${num(low, 3)}</span><span>${t('network.right')} →</span><span>${num(high, 3)}</span></p>
    <p class="doc">${t('network.told.key')}</p>`;
  }
}

customElements.define('sidestep-network-confusion', NetworkConfusion);
