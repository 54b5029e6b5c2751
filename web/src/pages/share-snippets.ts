import type { Stage } from '../reader/stage.ts';
import { type Key, said, t } from '../toolkit/i18n.ts';
import { escaped } from '../views/export/escaped.ts';
import { captionOf } from '../views/export/figure.ts';
import { figureMarkdown } from '../views/export/markdown.ts';
import type { Origin } from '../views/export/traces.ts';
import { racePage } from './language.ts';

/** A text to be copied. */
export interface Snippet {
  id: string;
  label: Key;
  /** Lines that it has room for. */
  rows: number;
  text: string;
}

/** What is shared of the race on show. */
interface Shared {
  origin: Origin;
  /** Its link from the # on. */
  hash: string;
  /** The name of its picture. */
  file: string;
  /** The whole address of a file of the site. */
  page(file: string, hash?: string): string;
}

/** A race of the gallery that is as it is there has a page that needs no script. */
function pageOf({ page }: Shared): Snippet[] {
  const id = new URLSearchParams(location.search).get('race');
  const unchanged = document.querySelector('.lesson:not(.changed)') !== null;
  return id && unchanged ? [{ id: 'page', label: 'share.page', rows: 1, text: page(racePage(id)) }] : [];
}

function markdownOf(stage: Stage, { origin: { link, checksum }, file }: Shared): string {
  const caption = stage.experimenting ? said(stage.problem.name) : captionOf(stage);
  return figureMarkdown({ caption, file, link, checksum: checksum ? t('share.markdown.checksum', { checksum }) : '' });
}

/** What is copied of a race into other places. */
export function snippetsOf(stage: Stage, shared: Shared): Snippet[] {
  const { origin, hash, page } = shared;
  const name = escaped(said(stage.problem.name));
  // A frame cannot see whether the page around it is light or dark: its author says so.
  const theme = stage.prefs.theme === 'dark' ? 'dark' : 'light';
  const embed = escaped(page(`./embed.html?theme=${theme}`, hash));
  const script = escaped(page('./sidestep-race.js'));
  return [
    { id: 'link', label: 'share.link', rows: 2, text: origin.link },
    ...pageOf(shared),
    {
      id: 'iframe',
      label: 'share.iframe',
      rows: 3,
      text: `<iframe src="${embed}" title="${name}" width="100%" height="560" loading="lazy" style="border:0"></iframe>`,
    },
    {
      id: 'element',
      label: 'share.element',
      rows: 3,
      text: `<script type="module" src="${script}"></script>\n<sidestep-race config="${escaped(hash)}"></sidestep-race>`,
    },
    { id: 'markdown', label: 'share.markdown', rows: 3, text: markdownOf(stage, shared) },
  ];
}
