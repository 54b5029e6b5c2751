import { html, nothing, type TemplateResult } from 'lit';
import { told } from '../core/trace.ts';
import { laneNameParts, laneNames } from '../reader/lane-names.ts';
import { briefStatus, laneStatus, troubled } from '../reader/lane-status.ts';
import type { Stage } from '../reader/stage.ts';
import { StageElement } from '../reader/stage-element.ts';
import { isTested } from '../reader/traits.ts';
import { underWay } from '../reader/under-way.ts';
import { count, fixed, percent } from '../toolkit/format.ts';
import { cancelFrame, nextFrame } from '../toolkit/frame.ts';
import { t } from '../toolkit/i18n.ts';
import { lazyModule } from '../toolkit/lazy-modules.ts';
import { isSeen, watchSight } from '../toolkit/sight.ts';
import { swatch } from '../toolkit/swatch.ts';
import { write } from '../toolkit/translated.ts';
import { columnLabel, ownColumns } from './chart/quantities.ts';
import { lastTested } from './tested.ts';
import type { View } from './view.ts';

const SPOKEN = 4000; // milliseconds between two sentences for those who listen
const READ = 100; // and between two numbers in a cell: nobody reads faster, and each is a layout of the page
const UNSEEN = 1000; // the same of a race that plays elsewhere in the page

/** Who leads, in words: there is nothing to say of it before the first step. */
let standing: typeof import('./summary.ts') | undefined;
const leaderModule = lazyModule('view.table', async () => {
  standing ??= await import('./summary.ts');
});

/** What tests tell, and how it is said. */
const TESTED = [
  { id: 'accuracy', say: percent },
  { id: 'trainAccuracy', say: percent },
  { id: 'r2', say: fixed },
  { id: 'trainR2', say: fixed },
  { id: 'testLoss', say: fixed },
];

/** Everything that the canvases show, in numbers. */
class LiveTable extends StageElement {
  static override properties = { unseen: { attribute: false } };
  /** For those alone who hear the page: nothing to scroll. */
  declare unseen: boolean | undefined;
  #spoken = 0;
  #timer = 0;
  #due = 0;
  #filled = 0;
  #columns = '';
  #asked = false;

  protected override attach(stage: Stage): void {
    super.attach(stage);
    const fill = (): void => {
      this.#due = 0;
      this.#filled = performance.now();
      const now = ownColumns(stage.lanes[0]?.trace).join();
      if (now !== this.#columns) this.requestUpdate();
      else this.inItsLanguage(() => this.#fill());
      this.#columns = now;
    };
    const ask = (): void => {
      const soon = isSeen(this) || !stage.playing;
      if (this.#due && !soon) return;
      clearTimeout(this.#due);
      const wait = this.#filled + (soon ? READ : UNSEEN) - performance.now();
      this.#due = window.setTimeout(() => nextFrame(fill, this.ownerDocument.defaultView), wait);
    };
    this.own(stage.on('numbers', ask), watchSight(this, ask), () => {
      cancelFrame(fill);
      clearTimeout(this.#due);
      clearTimeout(this.#timer);
      this.#due = 0;
    });
  }

  override updated(): void {
    this.#fill();
  }

  override render(): TemplateResult {
    const { stage } = this;
    const names = laneNameParts(stage);
    const places = this.#places();
    return html`<div class="table-scroll" tabindex=${this.unseen ? nothing : 0} role="group" aria-label=${t('view.table')}><table class="live">
      <caption class="visually-hidden">${t('view.table')}</caption>
      <thead><tr><th scope="col">${t('table.lane')}</th><th scope="col">${t('axis.step')}</th><th scope="col">${t(isTested(stage.problem) ? 'metric.trainLoss' : 'metric.loss')}</th>
        <th scope="col">${t('metric.gradNorm')}</th>${places.map(({ label }) => html`<th scope="col">${label}</th>`)}<th scope="col">${t('table.millis')}</th><th scope="col" class="status-head">${t('table.status')}</th></tr></thead>
      <tbody translate="no">${names.map(
        ({ name, marks, full }, i) =>
          html`<tr><th scope="row" title=${full}>${swatch(stage.swatches[i]!)}<span>${name} <span class="lane-marks">${marks}</span></span></th><td></td><td></td><td></td>${places.map(() => html`<td></td>`)}<td></td><td class="status-cell" translate="yes"></td></tr>`,
      )}</tbody>
    </table></div>
    <p class="visually-hidden spoken" aria-live="polite"></p>`;
  }

  /** Where the lanes are: on a surface their coordinates, else how well they do, by what the problem measures. */
  #places(): { id: string; label: string; read(lane: number): string }[] {
    const { stage } = this;
    const { problem, lanes } = stage;
    const trace = lanes[0]?.trace;
    if (isTested(problem))
      return TESTED.filter(({ id }) => trace?.columns.includes(id)).map(({ id, say }) => ({
        id,
        label: columnLabel(id),
        read: (i) => say(lastTested(stage, i, id)),
      }));
    const coordinates = Array.from({ length: problem.dim }, (_, k) => `x${k}`);
    const columns = coordinates.length > 0 ? coordinates : ownColumns(trace).slice(0, 3);
    return columns.map((name) => ({
      id: name,
      label: columnLabel(name),
      read: (i) => {
        const trace = lanes[i]?.trace;
        return fixed(trace && trace.last(told(trace, name)), 5);
      },
    }));
  }

  #fill(): void {
    const { stage } = this;
    const places = this.#places();
    const rows = this.querySelectorAll<HTMLTableRowElement>('tbody tr');
    this.#loadLeader();
    const lead = standing?.leader(stage) ?? null;
    const names = laneNameParts(stage);
    const says = lead && standing ? standing.sayLead(lead, laneNames(stage)) : '';
    // The cell that shows what the lead is measured by, if one does.
    const telling =
      lead?.rows === 1 ? ['step', 'loss', 'gradNorm', ...places.map(({ id }) => id)].indexOf(lead.column) : -1;
    for (const [i, lane] of stage.lanes.entries()) {
      const row = rows[i];
      if (!row) continue;
      const { trace } = lane;
      const place = places.map(({ read }) => read(i));
      const status = briefStatus(lane) || t(`status.${lane.status}`);
      const why = laneStatus(lane) || status;
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
        if (cell) write(cell, text);
      });
      const last = row.cells[texts.length];
      if (last && last.title !== why) last.title = why;
      const leads = lead?.lanes.includes(i) ?? false;
      row.classList.toggle('leads', leads);
      for (const [k, cell] of [...row.cells].entries())
        cell.classList.toggle('telling', leads && k === telling + 1 && k > 0);
      const title = [names[i]!.full, ...(leads ? [says] : [])].join(' · ');
      if (row.cells[0]!.title !== title) row.cells[0]!.title = title;
      row.classList.toggle('troubled', troubled(lane));
    }
    this.#speak();
  }

  /** Loads once, after the first step, what tells of the leader. */
  #loadLeader(): void {
    const { stage } = this;
    if (standing || this.#asked || stage.step === 0) return;
    this.#asked = true;
    void underWay(stage).then(async () => {
      if ((await stage.modules.bring(leaderModule)) && this.isConnected) this.inItsLanguage(() => this.#fill());
    });
  }

  /** The race in one sentence now and then: often enough to follow, seldom enough to listen. */
  #speak(): void {
    const wait = this.#spoken + SPOKEN - performance.now();
    clearTimeout(this.#timer);
    if (wait > 0) {
      this.#timer = window.setTimeout(() => this.#speak(), wait);
      return;
    }
    if (!standing) return;
    this.#spoken = performance.now();
    const line = this.querySelector('.spoken');
    const text = this.inItsLanguage(() => standing!.summary(this.stage));
    if (line) write(line, text);
  }
}

customElements.define('sidestep-live-table', LiveTable);

export const liveTable: View = {
  id: 'table',
  title: 'view.table',
  fits: () => true,
  render: (stage) => html`<sidestep-live-table .stage=${stage}></sidestep-live-table>`,
};

/** The same beside pictures that stand without it. */
export const unseenTable = (stage: Stage): TemplateResult =>
  html`<div class="visually-hidden unseen"><sidestep-live-table .stage=${stage} .unseen=${true}></sidestep-live-table></div>`;
