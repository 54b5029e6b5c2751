import { html, nothing, type TemplateResult } from 'lit';
import type { Problem } from '../core/catalog.ts';
import type { Config } from '../core/config.ts';
import { said, t } from './i18n.ts';
import { math } from './math.ts';
import { Piece } from './piece.ts';
import { hasData, isSurface } from './traits.ts';

/** The race that a problem begins with, given the one that is on: what to keep of it is the page's decision. */
export type BeginWith = (problem: Problem, now: Config) => Config;

/** Problems by what they are, in the catalog's order. */
function groups(problems: readonly Problem[]): [string, Problem[]][] {
  const all = new Map<string, Problem[]>();
  for (const problem of problems) {
    const kind = isSurface(problem)
      ? t(problem.dim === 1 ? 'kind.function' : 'kind.surface')
      : t(hasData(problem) ? 'kind.data' : 'kind.sequence');
    all.set(kind, [...(all.get(kind) ?? []), problem]);
  }
  return [...all];
}

/** The title of the page: which problem is raced, chosen right there, with its formula and source. */
class ProblemHead extends Piece {
  static override properties = { begin: { attribute: false } };
  declare begin: BeginWith;

  override render(): TemplateResult {
    const { problem, catalog } = this.stage;
    const { cite } = problem;
    return html`<div class="problem-head">
      <h1 class="problem-name">
        <span class="problem-title" aria-hidden="true">${said(problem.name)}</span>
        <select aria-label=${t('problem.choose')} @change=${this.choose}>
          ${groups(catalog.problems).map(
            ([kind, problems]) =>
              html`<optgroup label=${kind}>${problems.map(
                ({ id, name }) => html`<option value=${id} ?selected=${id === problem.id}>${said(name)}</option>`,
              )}</optgroup>`,
          )}
        </select>
      </h1>
      <div class="problem-formula" translate="no">${math(problem.tex)}</div>
      <p class="problem-doc">${said(problem.doc)} ${cite ? html`<a class="cite" href=${cite.url} rel="noopener" target="_blank">${cite.text}</a>` : nothing}</p>
    </div>`;
  }

  private readonly choose = (event: Event): void => {
    const { stage } = this;
    const problem = stage.catalog.problems.find(({ id }) => id === (event.target as HTMLSelectElement).value);
    if (problem) stage.edit(this.begin(problem, stage.config));
  };
}

customElements.define('sidestep-problem-head', ProblemHead);
