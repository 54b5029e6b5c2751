import { type Catalog, optimizerOf } from '../core/catalog.ts';
import { parseLink } from '../core/link.ts';
import { SidestepError } from '../core/module.ts';
import { fieldAt } from '../experiment/places.ts';
import type { CellLines } from '../experiment/report.ts';
import { type Asked, summarise } from '../experiment/report-statistics.ts';
import { experimentChecksum } from '../experiment/sweep.ts';
import { both, said, t } from '../toolkit/i18n.ts';
import { alongOf, curves } from './svg-curves.ts';
import { dots } from './svg-dots.ts';
import { type Cell, escaped, lines as linesOf, WIDTH } from './svg-parts.ts';

/** What a picture says, in both languages. */
export const reportWords = both(
  () => import('../../locales/report.en.json'),
  () => import('../../locales/report.zh.json'),
);

/** Beyond these nobody reads a picture. */
const MOST_ROWS = 400;

/** What a setting is called; its path where the catalog does not know. */
function labelOf(at: string, link: string, catalog: Catalog): string {
  const { config } = parseLink(link, catalog); // of one lane
  const field = config && fieldAt(config, at.replace(/^lanes\.\d+\./, 'lanes.0.'), catalog);
  return field ? said(field.name) : at;
}

function namesOf(cells: readonly Cell[], catalog: Catalog): Map<number, string> {
  const ids = new Map(cells.flatMap(({ report }) => report.lanes.map(({ lane, optimizer }) => [lane, optimizer])));
  const all = [...ids.values()];
  return new Map(
    [...ids].map(([lane, id]) => {
      const name = optimizerOf(catalog, id)?.name ?? id;
      const several = all.filter((other) => other === id).length > 1;
      return [lane, several ? t('report.lane', { name, n: `${lane}` }) : name];
    }),
  );
}

/** What a whole experiment tells that its runs do not. */
export interface Whole {
  link: string;
  /** Of each lane. */
  names: readonly string[];
  width: number;
}

/** A report as a picture, on light ground: curves over the one field that differs between cells, else dots for each lane of each cell. */
export function svgOf(all: readonly CellLines[], asked: Asked, catalog: Catalog, whole?: Whole): string {
  const rows = all.reduce((sum, { lanes }) => sum + lanes.length, 0);
  const along = all.length > 1 ? alongOf(all) : null;
  if (!along && rows > MOST_ROWS) {
    const message = `would have ${rows} rows; a picture shows at most ${MOST_ROWS}. --csv prints them all`;
    throw new SidestepError({ code: 'too-many', at: '--svg', message });
  }
  const cells = all.map((lines) => ({ lines, report: summarise(lines, asked) }));
  const names = whole ? new Map(whole.names.entries()) : namesOf(cells, catalog);
  const labels = (at: string): string => {
    const lane = /^lanes\.(\d+)\./.exec(at)?.[1];
    const its = all[0]!.lanes.find((one) => `${one.lane}` === lane) ?? all[0]!.lanes[0]!;
    const label = labelOf(at, its.lines[0]!.link, catalog);
    return lane === undefined ? label : `${names.get(Number(lane))} ${label}`;
  };
  const lines = all.flatMap(({ lanes }) => lanes.flatMap((lane) => lane.lines));
  const first = lines[0]!.link;
  const field = along ? labelOf(along.at, first, catalog) : '';
  const what = along ? t('report.along', { field }) : t('report.each');
  const title = t(`report.${asked.metric}`, { what });
  const origin = { runs: `${lines.length}`, checksum: experimentChecksum(lines), link: whole?.link ?? first };
  const about = t(whole ? 'report.whole' : 'report.about', origin);
  const width = whole?.width ?? WIDTH;
  const [heading, below] = linesOf(title, 28, width, 15, ' font-size="15" fill="#222"');
  const [origins, end] = linesOf(about, below - 1, width, 11, ' class="muted" font-size="11"');
  const frame = { top: end + 3, width };
  const [marks, height] = along
    ? curves(cells, asked, names, along, field, frame)
    : dots(cells, asked, names, labels, frame);
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" font-family="system-ui, sans-serif" font-size="13">`,
    `<title>${escaped(title)}</title>`,
    `<desc>${escaped(about)}</desc>`,
    '<style>text{paint-order:stroke;stroke:#fff;stroke-width:3px}.muted{fill:#666}.axis{stroke:#999}.grid{stroke:#e4e4e4}</style>',
    `<rect width="${width}" height="${height}" fill="#fff"/>`,
    ...heading,
    ...origins,
    ...marks,
    '</svg>',
  ].join('\n')}\n`;
}
