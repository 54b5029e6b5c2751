import { html, nothing, type TemplateResult } from 'lit';
import { datasetOf, isOwn } from '../core/own.ts';
import type { Stage } from '../reader/stage.ts';
import { StageElement } from '../reader/stage-element.ts';
import { between, type Key, said, t } from '../toolkit/i18n.ts';
import { lazyModule } from '../toolkit/lazy-modules.ts';
import { math } from '../toolkit/math.ts';
import { views } from '../views/all.ts';
import { ownViews, viewsCalled } from '../views/shown.ts';
import type { View } from '../views/view.ts';
import { entryOf, menuOf } from './menu.ts';

const begin = lazyModule('settings.title', () => import('../reader/begin.ts'));

/** The title of the page: which problem is raced, chosen right there, with its formula and source. */
class ProblemHead extends StageElement {
  static override properties = { ...StageElement.properties, row: { type: Boolean } };
  /** Whether the row of views stands at the end of its words. */
  declare row: boolean;

  protected override get isHead(): boolean {
    return true;
  }

  protected override attach(stage: Stage): void {
    super.attach(stage);
    let seen = 0;
    this.own(
      stage.on('view', () => this.row && this.requestUpdate()),
      stage.on('numbers', () => {
        const { length } = this.#offered;
        if (this.row && length !== seen) this.requestUpdate();
        seen = length;
      }),
    );
  }

  override render(): TemplateResult {
    const { problem, catalog, config } = this.stage;
    const { cite } = problem;
    const now = entryOf(catalog, config.problem);
    return html`<div class="problem-head">
      <h1 class="problem-name">
        <span class="problem-title" aria-hidden="true">${said(now?.name ?? problem.name)}</span>
        <select aria-label=${t('problem.choose')} @change=${this.choose}>
          ${menuOf(catalog).map(
            ([group, entries]) =>
              html`<optgroup label=${t(group)}>${entries.map(
                ({ value, name }) =>
                  html`<option value=${value} ?selected=${value === now?.value}>${said(name)}</option>`,
              )}</optgroup>`,
          )}
        </select>
      </h1>
      <div class="problem-formula" translate="no">${math(problem.tex)}</div>
      <p class="problem-doc">${said(problem.doc)}${between()}${cite ? html`<a class="cite" href=${cite.url} rel="noopener" target="_blank">${cite.text}</a>` : nothing}</p>
      ${this.row ? this.#views() : nothing}
    </div>`;
  }

  /** What can be asked for beside the race's own pictures. */
  get #offered(): View[] {
    return views.filter(
      (view) => view.optional && view.extent !== 'part' && viewsCalled(view.id, this.stage).includes(view),
    );
  }

  /** The race's own pictures, by the name of the first one, others, and the experiment. */
  #views(): TemplateResult {
    const { stage } = this;
    const [main] = ownViews(stage) as [View];
    const first = views.find(({ id }) => id === stage.view.views?.[0]);
    const offered = this.#offered;
    const whole = first?.extent === 'part' ? offered.find(({ extent }) => extent === 'whole') : first;
    const asked = whole?.id;
    const isOther = offered.some(({ id }) => id === asked);
    const choice = (id: string, title: Key, on: boolean, names: string[] | undefined): TemplateResult =>
      html`<button type="button" class="choice" aria-pressed=${on ? 'true' : 'false'} data-view=${id}
        @click=${() => (id === 'experiment' && stage.experiments?.back()) || stage.look({ views: names })}>${t(title)}</button>`;
    const { experimenting, design } = stage;
    const race = ownViews(stage).map(({ id }) => id);
    return html`<span class="choices view-row" role="group" aria-label=${t('view.row')}>
      ${choice(main.id, `view.row.${main.id}` as Key, !experimenting && !isOther, design ? race : undefined)}
      ${offered.map(({ id, apart, extent }) => choice(id, `view.row.${id}` as Key, !experimenting && asked === id, apart || extent === 'whole' ? [id] : [id, ...race]))}
      ${choice('experiment', 'view.experiment', experimenting, design ? undefined : ['experiment'])}
    </span>`;
  }

  private readonly choose = async (event: Event): Promise<void> => {
    const { stage } = this;
    const { catalog } = stage;
    const select = event.target as HTMLSelectElement;
    const entry = menuOf(catalog)
      .flatMap(([, entries]) => entries)
      .find(({ value }) => value === select.value);
    if (!entry) return;
    if (isOwn(datasetOf(catalog, entry.fields.data))) {
      // Only with a file is there such a race; until then the choice stays what it was.
      select.value = entryOf(catalog, stage.config.problem)?.value ?? '';
      stage.emit('own', undefined);
    } else if (await stage.modules.bring(begin)) {
      const { beginWith } = await begin();
      stage.edit(beginWith(entry.problem.id, entry.fields, stage.config, catalog));
    }
  };
}

customElements.define('sidestep-problem-head', ProblemHead);
