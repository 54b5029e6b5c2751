import { html, nothing, type TemplateResult } from 'lit';
import type { Stage } from '../reader/stage.ts';
import { StageElement } from '../reader/stage-element.ts';
import { t } from '../toolkit/i18n.ts';

const mega = (bytes: number): string => (bytes / 1e6).toFixed(1);

/** How far the data has come. */
class Loading extends StageElement {
  #shown = false;

  protected override attach(stage: Stage): void {
    super.attach(stage);
    this.own(stage.on('rows', () => (this.stage.race.loading || this.#shown) && this.requestUpdate()));
  }

  override render(): TemplateResult | typeof nothing {
    const { loading } = this.stage.race;
    this.#shown = loading !== null;
    if (!loading) return nothing;
    const text = t('loading.data', { done: mega(loading.done), total: mega(loading.total) });
    return html`<div class="loading" role="status"><span>${text}</span>
      <progress max=${Math.max(1, loading.total)} .value=${loading.done} aria-label=${t('loading.title')}></progress></div>`;
  }
}

customElements.define('sidestep-loading', Loading);
