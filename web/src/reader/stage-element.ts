import { LitElement, type PropertyDeclarations, type PropertyValues } from 'lit';
import { langAt, locale, speaking } from '../toolkit/i18n.ts';
import { inDocumentOrder } from '../toolkit/tasks.ts';
import { untranslated, watch } from '../toolkit/translated.ts';
import type { Stage } from './stage.ts';

/**
 * A part of the page. It renders into its host rather than a shadow root of its own: one style sheet serves the page and,
 * adopted by a single root, an embedded race. It speaks the language of the
 * place where it stands, and renders again when that changes.
 */
export abstract class StageElement extends LitElement {
  static override properties: PropertyDeclarations = { stage: { attribute: false } };
  declare stage: Stage;
  #offs: (() => void)[] = [];
  #joined = false;
  /** It stood on the page before its script had come, and was given properties there. */
  readonly #late = this.isConnected;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    watch(this.getRootNode());
    this.own(locale.on('change', () => this.requestUpdate()));
    this.#join();
    if (this.hasUpdated) this.placed(); // it was moved
  }

  override firstUpdated(): void {
    if (this.isConnected) this.placed();
  }

  /** Listens to what it has rendered: after the first rendering, and again whenever it comes to stand somewhere. */
  protected placed(): void {}

  /** A piece that was defined after it stood on the page is given its stage only now. */
  override willUpdate(_changed: PropertyValues): void {
    this.#join();
  }

  #join(): void {
    if (this.#joined || !this.stage || !this.isConnected) return; // it may have gone while it waited for its turn
    this.#joined = true;
    this.attach(this.stage);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#joined = false;
    for (const off of this.#offs.splice(0)) off();
  }

  /** Keeps what ends a subscription until the piece leaves the document. */
  protected own(...offs: (() => void)[]): void {
    this.#offs.push(...offs);
  }

  /** Everything that is said outside of a rendering is said in here. */
  protected inItsLanguage<T>(say: () => T): T {
    return speaking(langAt(this), say);
  }

  /** A page of many parts that all change would be one long task. Old properties are taken at once, before newer ones come. */
  protected override scheduleUpdate(): Promise<void> | void {
    if ((this.#late || this.isHead) && !this.hasUpdated) return this.performUpdate();
    return inDocumentOrder(this, () => this.performUpdate());
  }

  /** Whether it stands above the picture: it comes with the page, or it would push down what is shown already. */
  protected get isHead(): boolean {
    return false;
  }

  /** The role of a part with a name: a landmark where there is one of it, but an article has as many as figures. */
  protected get partRole(): 'region' | 'group' {
    return this.closest('.race') ? 'group' : 'region';
  }

  protected override performUpdate(): void {
    this.inItsLanguage(() => untranslated(this, () => super.performUpdate()));
  }

  /** Subscribes to what the piece shows. */
  protected attach(stage: Stage): void {
    this.own(stage.on('config', () => this.requestUpdate()));
  }
}
