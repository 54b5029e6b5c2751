import type { Catalog } from '../core/catalog.ts';
import type { Config } from '../core/config.ts';
import { raceChecksum } from '../core/hash.ts';
import { formatLink } from '../core/link.ts';
import type { ViewState } from '../core/view-state.ts';
import { stillRace } from '../engine/still-race.ts';
import { Stage } from '../reader/stage.ts';
import type { Palette } from '../toolkit/palette.ts';
import { quantitiesOf } from '../views/chart/chosen.ts';
import { Figure, MARGIN } from '../views/export/figure.ts';
import { MapPart } from '../views/export/map.ts';
import { ContourGround } from '../views/plane/contour-ground.ts';
import { CurveGround } from '../views/plane/curve-ground.ts';
import { withStart } from '../views/plane/reach.ts';
import { boxOf, Viewport } from '../views/plane/viewport.ts';
import { sourceOf } from '../worker/source.ts';
import { usage } from './args.ts';
import { lanesOf } from './check.ts';
import { type RunOptions, startHosts } from './run.ts';

/** What is drawn of a race. */
export interface Look extends Pick<RunOptions, 'dataUrl' | 'read' | 'files'> {
  /** What it shows; by default the map, where there is one, and the curves. */
  views: readonly string[];
  /** How the link looks at the race, and the address before its `#`. */
  view: ViewState;
  page: string;
}

/** Of a map, tall against wide. */
const TALL = 0.62;
/** Milliseconds after which contours do not come: a problem may have no value anywhere. */
const PATIENCE = 20_000;
const [MAPS, CURVES] = [
  ['map', 'graph', 'trajectory'],
  ['curves', 'loss'],
];

/** The map of a surface with its contours, once these are as fine as they get. */
async function mapOf(stage: Stage, palette: Palette, width: number): Promise<MapPart> {
  const ground = stage.problem.dim === 1 ? new CurveGround() : new ContourGround();
  const view = new Viewport();
  [view.width, view.height] = [width, Math.round(width * TALL)];
  const { map, equal = false } = stage.view;
  const home = ground.home(stage);
  view.fit(map ? boxOf(map, home) : home, equal && !ground.flat);
  if (!map) view.box = withStart(view.box, stage.config.problem.start);
  // Contours come quickly at first, then once more in their fine form.
  for (let left = stage.problem.dim; left > 0; left--) {
    await new Promise<void>((ready) => {
      const late = setTimeout(ready, PATIENCE);
      ground.refine(stage, view, () => {
        clearTimeout(late);
        ready();
      });
    });
    await new Promise((rest) => setTimeout(rest)); // then it can be asked again
  }
  return new MapPart({ ground, view }, stage, palette, width);
}

/** A race that has run, as it is looked at. Rejects where a lane cannot be made, or where it has not what is to be seen. */
export async function runStage(config: Config, catalog: Catalog, look: Look): Promise<Stage> {
  const [host] = await startHosts(config, catalog, { ...look, workers: 1 });
  const useData = sourceOf(config, catalog, () => look.dataUrl) !== null;
  const lanes = await lanesOf(config, host!, useData);
  const quantity = look.views.find((name) => ![...MAPS, ...CURVES].includes(name));
  const view = { ...look.view, ...(look.views.length > 0 && { quantity: quantity ?? 'loss' }) };
  const stage = new Stage(catalog, stillRace(config, lanes, host!, view), false);
  const known = quantitiesOf(stage, quantity).map(({ id }) => id);
  if (quantity !== undefined && !known.includes(quantity))
    throw usage(`must be of ${[...(stage.isSurface ? ['map'] : []), ...known].join(', ')}`, '--view');
  if (!stage.isSurface && look.views.some((name) => MAPS.includes(name)))
    throw usage('this problem has no map', '--view');
  return stage;
}

/** The figure of a race, as the page exports it; `width` in pixels. */
export async function figureOf(stage: Stage, palette: Palette, width: number, look: Look): Promise<Figure> {
  const shows = (names: readonly string[]): boolean =>
    look.views.length === 0 || look.views.some((name) => names.includes(name));
  const map = stage.isSurface && shows(MAPS) ? await mapOf(stage, palette, width - 2 * MARGIN) : undefined;
  const curves = look.views.length === 0 || look.views.some((name) => !MAPS.includes(name));
  const checksum = raceChecksum(stage.race.lanes.map(({ hashes }) => hashes!.params));
  const link = `${look.page}${formatLink(stage.config, stage.catalog, checksum, look.view)}`;
  return new Figure(stage, { palette, map, curves }, { link, checksum }, width);
}
