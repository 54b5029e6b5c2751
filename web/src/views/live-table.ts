import { html, type TemplateResult } from 'lit';
import { count, fixed, percent } from '../ui/format.ts';
import { cancelFrame, nextFrame } from '../ui/frame.ts';
import { t } from '../ui/i18n.ts';
import { laneNames } from '../ui/lane-names.ts';
import { laneStatus, troubled } from '../ui/lane-status.ts';
import { Piece } from '../ui/piece.ts';
import type { Stage } from '../ui/stage.ts';
import { swatch } from '../ui/swatch.ts';
import { lastAccuracy, summary } from './summary.ts';
import type { View } from './view.ts';

const SPOKEN = 4000; // milliseconds between two sentences for those who listen

/** Everything that the canvases show, in numbers. */
class LiveTable extends Piece {
  #spoken = 0;
  #timer = 0;

  protected override attach(stage: Stage): void {
    super.attach(stage);
    const fill = (): void => this.#fill();
    this.own(
      stage.on('numbers', () => nextFrame(fill)),
      () => cancelFrame(fill),
      () => clearTimeout(this.#timer),
    );
  }

  override updated(): void {
    this.#fill();
  }

  override render(): TemplateResult {
    const { stage } = this;
    const { isSurface, problem } = stage;
    const names = laneNames(stage);
    const axes = ['x', 'y', 'z'].slice(0, problem.dim);
    return html`<div class="table-scroll" tabindex="0" role="region" aria-label=${t('view.table')}><table class="live">
      <caption class="visually-hidden">${t('view.table')}</caption>
      <thead><tr><th scope="col">${t('table.lane')}</th><th scope="col">${t('axis.step')}</th><th scope="col">${t('metric.loss')}</th>
        <th scope="col">${t('metric.gradNorm')}</th>${
          isSurface
            ? axes.map((axis) => html`<th scope="col">${axis}</th>`)
            : html`<th scope="col">${t('metric.accuracy')}</th>`
        }<th scope="col">${t('table.millis')}</th><th scope="col" class="status-head">${t('table.status')}</th></tr></thead>
      <tbody>${names.map(
        (name, i) =>
          html`<tr><th scope="row">${swatch(stage.slots[i]!)}<span>${name}</span></th><td></td><td></td><td></td>${
            isSurface ? axes.map(() => html`<td></td>`) : html`<td></td>`
          }<td></td><td class="status-cell"></td></tr>`,
      )}</tbody>
    </table></div>
    <p class="visually-hidden spoken" aria-live="polite"></p>`;
  }

  #fill(): void {
    const { stage } = this;
    const rows = this.querySelectorAll<HTMLTableRowElement>('tbody tr');
    const losses = stage.lanes.map((lane) => (troubled(lane) ? Number.NaN : lane.trace.last('loss')));
    const best = Math.min(...losses.filter((loss) => !Number.isNaN(loss)));
    for (const [i, lane] of stage.lanes.entries()) {
      const row = rows[i];
      if (!row) continue;
      const { trace } = lane;
      const place = stage.isSurface
        ? Array.from({ length: stage.problem.dim }, (_, k) => fixed(trace.last(`x${k}`), 5))
        : [percent(lastAccuracy(stage, i))];
      const status = laneStatus(lane) || t(`status.${lane.status}`);
      const texts = [
        count(lane.step),
        fixed(trace.last('loss')),
        fixed(trace.last('gradNorm')),
        ...place,
        fixed(trace.last('millis'), 3),
        status,
      ];
      texts.forEach((text, k) => {
        const cell = row.cells[k + 1];
        if (cell && cell.textContent !== text) cell.textContent = text;
      });
      row.classList.toggle('leads', losses[i] === best);
      row.classList.toggle('troubled', troubled(lane));
    }
    this.#speak();
  }

  /** The race in one sentence now and then: often enough to follow, seldom enough to listen. */
  #speak(): void {
    const wait = this.#spoken + SPOKEN - performance.now();
    clearTimeout(this.#timer);
    if (wait > 0) {
      this.#timer = window.setTimeout(() => this.#speak(), wait);
      return;
    }
    this.#spoken = performance.now();
    const line = this.querySelector('.spoken');
    const text = summary(this.stage);
    if (line && line.textContent !== text) line.textContent = text;
  }
}

customElements.define('sidestep-live-table', LiveTable);

export const liveTable: View = {
  id: 'table',
  title: 'view.table',
  fits: () => true,
  render: (stage) => html`<sidestep-live-table .stage=${stage}></sidestep-live-table>`,
};
