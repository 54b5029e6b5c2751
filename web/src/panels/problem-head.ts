import { html, nothing, type TemplateResult } from 'lit';
import { datasetOf, isOwn } from '../core/own.ts';
import { StageElement } from '../reader/stage-element.ts';
import { said, t } from '../toolkit/i18n.ts';
import { lazyModule } from '../toolkit/lazy-modules.ts';
import { math } from '../toolkit/math.ts';
import { entryOf, menuOf } from './menu.ts';

const begin = lazyModule('settings.title', () => import('../reader/begin.ts'));

/** The title of the page: which problem is raced, chosen right there, with its formula and source. */
class ProblemHead extends StageElement {
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
      <p class="problem-doc">${said(problem.doc)} ${cite ? html`<a class="cite" href=${cite.url} rel="noopener" target="_blank">${cite.text}</a>` : nothing}</p>
    </div>`;
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
