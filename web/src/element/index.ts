// <sidestep-race>: this file is all that a page loads until one of them comes near the viewport.
import { setAssetsPath } from '../core/assets-path.ts';
import type { Config } from '../core/config.ts';
import { within } from '../core/limit.ts';
import type { Trouble } from '../core/trouble.ts';
import { askAhead } from './ahead.ts';
import type { Body } from './body.ts';
import { box, planOf } from './plan.ts';
import { dress } from './sheets.ts';

export { setAssetsPath } from '../core/assets-path.ts';
export type { PartialConfig, SidestepRaceAttributes } from './attributes.ts';
export type { SidestepEvents } from './events.ts';

/** How near the viewport is near; who saves data gets what is seen. A module for this (toolkit/saving.ts) would be as large as itself. */
const near = (): string =>
  (navigator as { connection?: { saveData?: boolean } }).connection?.saveData ? '0px' : '400px';

/** What did not come is also what would say so: this file has words of its own. */
function notLoaded(error: Error): never {
  const message = error.message.replace(/:? http\S+/, ''); // an address tells a reader nothing
  const en = `The scripts of this race cannot be loaded: ${message}`;
  const says = (lang: 'en' | 'zh'): string => (lang === 'zh' ? `这场比赛的脚本无法加载：${message}` : en);
  throw Object.assign(new Error(en), { code: 'no-script', in: says });
}

const Base = globalThis.HTMLElement ?? (class {} as typeof HTMLElement); // so that servers can import this

/**
 * A race of optimizers in an article. It computes only on screen, and shares its workers with the other races of the page. Its attributes
 * are `SidestepRaceAttributes`, its events `SidestepEvents`.
 *
 * @tagname sidestep-race
 * @slot - What stands below the race.
 * @slot poster - What is shown until the race is.
 * @csspart race - All of it.
 * @csspart figure - The pictures.
 * @csspart view - A picture; it has the part of its own id, too.
 * @csspart control - A control; it has the part of its name, too.
 * @csspart legend - The lanes, with the fields that `controls` names.
 * @cssprop --sidestep-width - How wide it wants to be where its place asks.
 * @cssprop --sidestep-height - The height of each picture.
 * @cssprop --sidestep-chart-height - The height of charts, where it is another.
 * @cssprop --paper - The ground.
 * @cssprop --ink - Texts.
 * @cssprop --accent - Links, and what is chosen.
 * @cssprop --lane-0 - The first lane; so to --lane-7.
 */
export class SidestepRace extends Base {
  // The second line is how the race is looked at (core/view-state.ts).
  static readonly observedAttributes = (
    'config preset controls toolbar lang theme type present view ' +
    'quantity against axis xaxis smooth equal speed at target map pair chart'
  ).split(' ');
  /** What each lane has recorded so far: a copy of every column, a number for each row; undefined until it has booted (body.ts). */
  declare readonly traces?: Record<string, Float64Array>[];
  #body: Body | null = null;
  #booting: Promise<Body> | null = null;
  #config: unknown = null;
  #near: IntersectionObserver | null = null;
  #on: IntersectionObserver | null = null;
  #seen = false;
  readonly #plan = box('plan');
  /** The window that it stands in, where that is another than this script's. */
  #frame: Window | null = null;

  constructor() {
    super();
    const [poster, below] = [document.createElement('slot'), document.createElement('slot')];
    poster.name = 'poster';
    this.attachShadow({ mode: 'open' }).append(box('room', [box('yet', [this.#plan, poster]), below]));
  }

  connectedCallback(): void {
    if (Object.hasOwn(this, 'config')) {
      const { config } = this; // set before this script had come
      Reflect.deleteProperty(this, 'config');
      this.config = config;
    }
    if (this.#body) this.#body.join();
    else {
      dress(this.shadowRoot!);
      this.#reserve();
    }
    const view = this.ownerDocument.defaultView as (typeof globalThis & Window) | null;
    if (!view?.IntersectionObserver) return; // nobody sees this document
    this.#frame = view === window ? null : view;
    this.#frame?.addEventListener('pagehide', this.#frameGone);
    this.#on = new view.IntersectionObserver((entries) => {
      this.#seen = entries.at(-1)!.isIntersecting;
      this.#body?.running.inView(this.#seen);
    });
    this.#on.observe(this);
    if (this.getAttribute('loading')?.trim().toLowerCase() === 'eager' || this.#booting) this.#start();
    else {
      this.#near = new view.IntersectionObserver(
        (entries) => {
          if (entries.some(({ isIntersecting }) => isIntersecting)) this.#start();
        },
        { rootMargin: near() },
      );
      this.#near.observe(this);
    }
  }

  /** What stands in a frame that is removed is not told: it would race on, and never be given up. */
  readonly #frameGone = ({ persisted }: PageTransitionEvent): void => {
    if (!persisted) this.remove();
  };

  disconnectedCallback(): void {
    this.#near?.disconnect();
    this.#on?.disconnect();
    this.#frame?.removeEventListener('pagehide', this.#frameGone);
    this.#seen = false;
    this.#body?.leave();
  }

  /** Keeps room for what will come; nothing in the place of what cannot. */
  #reserve(): void {
    this.#plan.replaceChildren(...(this.#alert ? [] : planOf(this)));
  }

  attributeChangedCallback(name: string, old: string | null, now: string | null): void {
    if (old === now) return;
    this.#reserve();
    if (name !== 'config' && name !== 'preset') this.#body?.refresh();
    else if (this.#body || this.#alert) this.config = null;
  }

  /** The whole config of the race; null until it has booted. It may be set to a config (what is left out is default) or a link. */
  get config(): Config | null {
    return this.#body?.config ?? null;
  }
  set config(config: unknown) {
    this.#config = config;
    if (this.#body) this.#body.load(config).catch((error) => this.#fail(error));
    else if (this.#alert) this.#start().catch(() => {}); // what was wrong may be mended
  }

  /** The link of the race as it is on show; null until it has booted. */
  get link(): string | null {
    return this.#body?.link ?? null;
  }

  /** Plays while it is on screen; from the start when it has ended. */
  async play(): Promise<void> {
    await (await this.#start()).running.play();
  }

  async pause(): Promise<void> {
    (await this.#start()).running.pause();
  }

  /** Takes every lane n steps on. */
  async step(n = 1): Promise<void> {
    await (await this.#start()).running.step(n);
  }

  /** Back to step 0. */
  async reset(): Promise<void> {
    await (await this.#start()).running.command((race) => race.reset());
  }

  /** Takes every lane to step t, forwards or backwards. */
  async seek(t: number): Promise<void> {
    await (await this.#start()).running.seek(t);
  }

  #start(): Promise<Body> {
    this.#near?.disconnect();
    this.#booting ??= this.#boot();
    this.#booting.catch((error) => {
      this.#booting = null; // another try may do better
      this.#fail(error);
    });
    return this.#booting;
  }

  async #boot(): Promise<Body> {
    const assets = this.getAttribute('assets');
    if (assets !== null) setAssetsPath(assets);
    askAhead(this.#zh, this.hasAttribute('preset'));
    const { Body } = await within(import('./body.ts')).catch(notLoaded);
    const asked = this.#asked();
    const body = await Body.open(this, this.shadowRoot!, this.#config);
    this.#body = body;
    if (!this.isConnected) body.leave();
    body.running.inView(this.#seen);
    this.#wrong = '';
    if (this.#asked().some((it, i) => it !== asked[i])) await body.load(this.#config); // asked for another meanwhile
    return body;
  }

  /** What says which race it is. */
  #asked(): unknown[] {
    return [this.#config, this.getAttribute('config'), this.getAttribute('preset')];
  }

  /** Whether its language is Chinese, as far as this half can tell. */
  get #zh(): boolean {
    return /^zh/i.test(this.closest<HTMLElement>('[lang]')?.lang || navigator.language);
  }

  /** What was said last to be wrong: who answers by giving the same again would never end. */
  #wrong = '';

  #fail(error: unknown): void {
    const trouble = error as Partial<Trouble & { at: string }>;
    const { code = 'internal', at = '', message = String(error) } = trouble;
    if (!this.#body) this.#tell(trouble.in?.(this.#zh ? 'zh' : 'en') ?? message);
    if (message === this.#wrong) return;
    this.#wrong = message;
    const detail = { code, at, message };
    this.dispatchEvent(new CustomEvent('sidestep-error', { detail, bubbles: true, composed: true }));
  }

  /** Under the poster, so that a reader is not left with a blank, nor without another try. */
  #tell(message: string): void {
    const box = this.#alert ?? document.createElement('p');
    const again = document.createElement('button');
    box.setAttribute('role', 'alert');
    box.textContent = `Sidestep: ${message} `;
    again.textContent = 'Try again · 重试';
    again.onclick = () => void this.#start().catch(() => {}); // said again
    box.append(again);
    this.shadowRoot!.append(box);
    this.#reserve();
  }

  get #alert(): HTMLElement | null {
    return this.shadowRoot!.querySelector('p');
  }
}

if (globalThis.customElements && !customElements.get('sidestep-race'))
  customElements.define('sidestep-race', SidestepRace);

declare global {
  interface HTMLElementTagNameMap {
    'sidestep-race': SidestepRace;
  }
}
