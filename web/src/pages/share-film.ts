import { html, type TemplateResult } from 'lit';
import { StageElement } from '../reader/stage-element.ts';
import { t } from '../toolkit/i18n.ts';
import { whyIn } from '../toolkit/reasons.ts';
import { canFilm } from '../views/export/film.ts';
import type { Origin } from '../views/export/traces.ts';
import { type FilmKind, recordRace } from '../views/export/video.ts';

const LABELS: Readonly<Record<FilmKind, string>> = { gif: 'GIF', mp4: 'MP4', webm: 'WebM' };

/** The race as a film: what makes one, how far it is, and what ends it early. */
class ShareFilm extends StageElement {
  static override properties = {
    ...StageElement.properties,
    origin: { attribute: false },
    save: { attribute: false },
    say: { attribute: false },
    done: { state: true },
    kinds: { state: true },
  };
  declare origin: Origin;
  /** Gives the film to the reader, and returns its file's name. */
  declare save: (film: Blob, ending: string) => string;
  declare say: (text: string) => void;
  /** The share that is done, while a film is made. */
  declare done: number | null;
  /** What this browser can make: any makes a GIF. */
  declare kinds: readonly FilmKind[];
  #recording: AbortController | null = null;

  constructor() {
    super();
    this.done = null;
    this.kinds = ['gif'];
    void Promise.all((['mp4', 'webm'] as const).map(async (kind) => ((await canFilm(kind)) ? [kind] : []))).then(
      (videos) => {
        this.kinds = ['gif', ...videos.flat()];
      },
    );
  }

  override render(): TemplateResult {
    const button = (kind: FilmKind): TemplateResult =>
      html`<button type="button" class="file" @click=${() => this.#record(kind)}>${LABELS[kind]}</button> `;
    if (this.done === null) return html`${this.kinds.map(button)}`;
    return html`<progress aria-label=${t('share.recording')} max="1" .value=${this.done}></progress>
      <button type="button" class="file" @click=${() => this.stop()}>${t('share.cancel')}</button>`;
  }

  async #record(kind: FilmKind): Promise<void> {
    const recording = new AbortController();
    const { signal } = recording;
    this.#recording = recording;
    this.done = 0;
    this.say(t('share.recording'));
    try {
      const film = await recordRace(this.stage, document.body, this.origin, {
        ...{ kind, signal },
        progress: (share) => {
          this.done = Math.min(1, share);
        },
      });
      if (signal.aborted) this.say(t('share.cancelled'));
      else this.say(t('share.savedSize', { file: this.save(film, kind), size: (film.size / 1e6).toFixed(1) }));
    } catch (error) {
      this.say(t('share.failed', { why: whyIn(error) }));
    }
    if (this.#recording === recording) this.done = null;
  }

  /** Ends what is under way. */
  stop(): void {
    this.#recording?.abort();
  }
}

customElements.define('sidestep-share-film', ShareFilm);

export type { ShareFilm };
