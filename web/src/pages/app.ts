import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import '../panels/fair.ts';
import { explainCatalog } from '../reader/explain.ts';
import { listenToKeys } from '../reader/keys.ts';
import { linkReader } from '../reader/link-sync.ts';
import { between, t } from '../toolkit/i18n.ts';
import { courseLink } from './language.ts';
import '../panels/lane-list.ts';
import '../panels/loading.ts';
import '../panels/notices.ts';
import type { OwnData } from '../panels/own-data.ts';
import { StageElement } from '../reader/stage-element.ts';
import { underWay } from '../reader/under-way.ts';
import { afterPaint, type LazyModule, lazyModule } from '../toolkit/lazy-modules.ts';
import '../panels/problem-head.ts';
import '../panels/settings.ts';
import type { Stage } from '../reader/stage.ts';
import '../panels/transport.ts';
import { savesData, touched } from '../toolkit/saving.ts';
import { nextTask } from '../toolkit/tasks.ts';
import { shownViews } from '../views/shown.ts';
import { takeDropped } from './drop.ts';
import './header.ts';
import { help, openHelp } from './help.ts';
import { showTheme } from './theme.ts';
import { showType } from './type.ts';

const lesson = lazyModule('part.lesson', () => import('./gallery-lesson.ts'));
// Only a race from the gallery has one.
const taught = new URLSearchParams(location.search).has('race');
if (taught) void lesson().catch(() => {}); // named when there is a page

const begin = lazyModule('settings.title', () => import('../reader/begin.ts'));
const ownData = lazyModule('own.title', () => import('../panels/own-data.ts'), 'later');
const chips = lazyModule('lanes.title', () => import('../panels/lane-chips.ts'));
const looks = lazyModule('part.looks', () => import('../../styles/later.css'));

const [VIEWS, LANES, ALL] = [1, 2, 3];

/** Whether the lanes stand below the picture, and not beside it (layout.css). */
const isNarrow = (): boolean =>
  innerWidth <= 58 * Number.parseFloat(getComputedStyle(document.documentElement).fontSize);

/** The page: what is raced, how it goes, and who races. */
class App extends StageElement {
  static override properties = { depth: { state: true } };
  /** How much of the page is there: what is looked at first comes before the rest, and each has a frame of its own. */
  declare depth: number;

  constructor() {
    super();
    this.depth = 0;
  }

  protected override attach(stage: Stage): void {
    void this.deepen();
    if (taught) void stage.modules.bring(lesson);
    // A file of the reader's own, or another network, has other pictures although the problem is the same.
    const pictures = (): string =>
      [stage.problem.id, stage.experimenting, ...shownViews(stage, stage.view.views).map(({ id }) => id)].join();
    let now = pictures();
    let asked = stage.view.views;
    this.own(
      stage.on('config', () => {
        const next = pictures();
        if (next !== now) this.requestUpdate();
        now = next;
      }),
      stage.on('session', () => {
        showTheme(stage.prefs.theme);
        void showType(stage.prefs);
        if (stage.view.views !== asked) this.requestUpdate();
        asked = stage.view.views;
      }),
      listenToKeys(document, stage, () => openHelp(stage)),
      stage.on('own', () => void this.askForFiles()),
      takeDropped((files) => void this.askForFiles(files)), // at once: the browser opens what nobody takes, and the page is gone
    );
    window.addEventListener('online', stage.modules.retry);
    this.own(() => window.removeEventListener('online', stage.modules.retry));
    const narrow = new ResizeObserver(() => isNarrow() && void stage.modules.bring(chips));
    void underWay(stage).then(() => narrow.observe(this));
    this.own(() => narrow.disconnect());
    const late = [looks, this.watchNames];
    const bring = async (parts: LazyModule[]) => {
      for (const next of parts) {
        void stage.modules.bring(next);
        await nextTask();
      }
    };
    // A link may show any control at once, and ask for files before there is a race.
    const linked = location.hash.length > 1;
    if (linked) void bring(late);
    const idle = underWay(stage).then(() => (savesData() ? touched() : undefined));
    void idle.then(() =>
      bring([
        ...(linked ? [] : late),
        lazyModule('part.notes', () => explainCatalog(stage.catalog)),
        linkReader,
        begin,
        help,
      ]),
    );
  }

  private async deepen(): Promise<void> {
    for (const depth of [VIEWS, LANES, ALL]) {
      await afterPaint();
      this.depth = depth;
    }
  }

  private readonly watchNames = lazyModule('share.link', async () => {
    const { watchNames } = await import('../views/unknown.ts');
    const { stage } = this;
    this.own(
      watchNames(stage, (notices) => {
        this.requestUpdate(); // what is not there is not shown
        stage.setNotices([...stage.notices, ...notices]);
      }),
    );
  });

  private readonly askForFiles = async (files: File[] = []): Promise<void> => {
    if (!(await this.stage.modules.bring(ownData))) return;
    const dialog = this.querySelector<OwnData>('sidestep-own-data');
    await dialog?.open();
    await dialog?.take(files);
  };

  override render(): TemplateResult {
    const { stage } = this;
    const asked = stage.view.views;
    const shown = shownViews(stage, asked).slice(0, this.depth < VIEWS ? 1 : undefined);
    return html`
      <button type="button" class="skip" @click=${() => this.querySelector<HTMLElement>('#lanes')?.focus()}>${t('page.skip')}</button>
      <sidestep-header .stage=${stage}></sidestep-header>
      <sidestep-notices .stage=${stage}></sidestep-notices>
      <main class="layout ${stage.isSurface ? 'surface' : 'data'}">
        <div class="stage">
          <sidestep-problem-head .stage=${stage} row></sidestep-problem-head>
          <sidestep-lesson .stage=${stage}></sidestep-lesson>
          <sidestep-loading .stage=${stage}></sidestep-loading>
          ${repeat(
            shown,
            ({ id }) => id,
            (view, i) =>
              html`<section class="view view-${view.id}" aria-label=${t(view.title)}>${view.render(stage)}</section>${
                i === 0 && !view.apart
                  ? html`<sidestep-transport .stage=${stage}></sidestep-transport><sidestep-lane-chips .stage=${stage}></sidestep-lane-chips>`
                  : ''
              }`,
          )}
          ${asked && !stage.experimenting ? html`<button type="button" class="text-button" @click=${() => stage.look({ views: undefined })}>${t('view.all')}</button>` : nothing}
        </div>
        ${
          this.depth >= LANES
            ? html`<aside class="side" id="lanes" tabindex="-1">
                <sidestep-fair .stage=${stage}></sidestep-fair>
                <sidestep-lanes .stage=${stage}></sidestep-lanes>
                ${this.depth < ALL ? nothing : html`<sidestep-settings .stage=${stage}></sidestep-settings>`}
              </aside>`
            : nothing
        }
      </main>
      ${this.depth >= ALL ? html`<footer class="page-foot"><p>${t('page.footer')}${between()}<a href=${courseLink()}>${t('page.course')}</a></p></footer>` : nothing}
      <sidestep-own-data .stage=${stage}></sidestep-own-data>
      <sidestep-help .stage=${stage}></sidestep-help>`;
  }
}

customElements.define('sidestep-app', App);
