import type { Catalog } from '../core/catalog.ts';
import type { Config, Notice } from '../core/config.ts';
import { raceChecksum } from '../core/hash.ts';
import { formatLink } from '../core/link.ts';
import type { ViewState } from '../core/view-state.ts';
import { parameterNames } from '../engine/readings.ts';
import { stillRace } from '../engine/still-race.ts';
import { Stage } from '../reader/stage.ts';
import { Run, runnerOf } from '../run/run.ts';
import { runSpec } from '../run/spec.ts';
import type { Palette } from '../toolkit/palette.ts';
import { quantitiesOf } from '../views/chart/chosen.ts';
import { Figure, MARGIN } from '../views/export/figure.ts';
import { MapPart } from '../views/export/map.ts';
import { RegionsPart } from '../views/export/regions.ts';
import { ContourGround } from '../views/plane/contour-ground.ts';
import { CurveGround } from '../views/plane/curve-ground.ts';
import type { Ground } from '../views/plane/ground.ts';
import { PairGround } from '../views/plane/pair-ground.ts';
import { PairRelief } from '../views/plane/pair-relief.ts';
import { hasPair, isPairable } from '../views/plane/parameters.ts';
import { withStart } from '../views/plane/reach.ts';
import { boxOf, Viewport } from '../views/plane/viewport.ts';
import { sourceOf } from '../worker/source.ts';
import { usage } from './args.ts';
import { type Bitmap, regionsOf } from './regions-of.ts';
import { type RunOptions, startHosts } from './run.ts';

/** What is drawn of a race. */
export interface Look extends Pick<RunOptions, 'dataUrl' | 'read' | 'files'> {
  /** What it shows. By default what the link does, of what can be drawn; else the plane, where there is one, and the curves. */
  views: readonly string[];
  /** How the link looks at the race, and the address before its `#`. */
  view: ViewState;
  page: string;
  /** Is told of what the link asks for that a figure does not have. */
  warn?: (notice: Notice) => void;
}

/** Of a map, tall against wide. */
const TALL = 0.62;
/** Milliseconds after which contours do not come: a problem may have no value anywhere. */
const PATIENCE = 20_000;
const PLANES = ['map', 'graph', 'regions', 'pair'];
const LOSS = ['curves', 'loss'];
const CURVES = ['trajectory', ...LOSS];

/** The map of a surface with its contours, once these are as fine as they get. */
const mapOf = (stage: Stage, palette: Palette, width: number): Promise<MapPart> =>
  mapOn(stage.problem.dim === 1 ? new CurveGround() : new ContourGround(), stage, palette, width);

async function mapOn(ground: Ground, stage: Stage, palette: Palette, width: number): Promise<MapPart> {
  const view = new Viewport();
  [view.width, view.height] = [width, Math.round(width * TALL)];
  const { map, equal = false } = stage.view;
  const home = ground.home(stage);
  view.fit(map ? boxOf(map, home) : home, equal && !ground.flat);
  if (!map) view.box = withStart(view.box, stage.config.problem.start);
  // Contours come quickly at first, then once more in their fine form.
  for (let left = ground.flat ? 1 : 2; left > 0; left--) {
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

/** The loss over two parameters, named, the others held where a lane has come to. */
async function pairMapOf(stage: Stage, palette: Palette, width: number): Promise<MapPart> {
  const ground = new PairGround(new PairRelief());
  ground.pair.stage = stage;
  ground.names = await parameterNames(stage.race.queries, 0).catch(() => []);
  return mapOn(ground, stage, palette, width);
}

/** What of a race can be seen beside its curves. */
function planeOf(stage: Stage): 'map' | 'regions' | undefined {
  if (stage.problem.dim === 1 || stage.problem.dim === 2) return 'map';
  return stage.problem.plane ? 'regions' : undefined;
}

/** The pictures that are asked for, by --view or by the link; where nobody asks, the plane and the curves. */
function asked(stage: Stage, views: readonly string[]): { planes: string[]; curves: boolean } {
  const plane = planeOf(stage);
  if (views.length === 0) return { planes: plane ? [plane] : [], curves: true };
  const planes = views.flatMap((name) => {
    if (name === 'trajectory') return plane ?? [];
    return PLANES.includes(name) ? (name === 'graph' ? 'map' : name) : [];
  });
  return { planes, curves: views.some((name) => !['trajectory', ...PLANES].includes(name)) };
}

/** Of these views those that a figure of this race draws, and what to say of the first of the others. */
function drawable(stage: Stage, views: readonly string[]): { drawn: string[]; left: string | undefined } {
  const plane = planeOf(stage);
  const isPair = isPairable(stage.problem) && hasPair(stage);
  const planes = [...(plane ? [plane] : []), ...(isPair ? ['pair'] : [])];
  const curves = ['loss', ...views].flatMap((name) => quantitiesOf(stage, name).map(({ id }) => id));
  const all = [...new Set([...planes, ...curves])];
  const pictureOf = (name: string): string | undefined =>
    name === 'trajectory' ? plane : name === 'graph' ? 'map' : name === 'curves' ? 'loss' : name;
  const drawn: string[] = [];
  let left: string | undefined;
  for (const name of views) {
    const picture = pictureOf(name);
    const isPlane = planes.includes(picture!);
    const others = drawn.map(pictureOf).filter((other) => planes.includes(other!) === isPlane);
    if (!picture || !all.includes(picture))
      left ??= `a figure has no '${name}'; of this race it draws ${all.join(', ')}`;
    else if (others.some((other) => other !== picture))
      left ??= `a figure has one picture of the plane and one chart; '${name}' is one more`;
    else drawn.push(name);
  }
  return { drawn, left };
}

/** A race that has run and is still in its host, as it is looked at. Rejects where a lane cannot be made. */
export async function runStage(config: Config, catalog: Catalog, look: Look): Promise<Stage> {
  const [host] = await startHosts(config, catalog, { ...look, workers: 1 });
  const useData = sourceOf(config, catalog, () => look.dataUrl) !== null;
  const lanes = config.lanes.map((lane) => new Run(runSpec(config, lane, { every: 1 })));
  for (const lane of lanes) {
    await lane.create(runnerOf(host!), useData);
    await lane.runTo(() => config.steps, 0);
  }
  const stageOf = (view: ViewState): Stage => new Stage(catalog, stillRace(config, lanes, host!, view), false);
  const stage = stageOf(look.view);
  const { drawn: views, left } = drawable(stage, look.views.length > 0 ? look.views : (look.view.views ?? []));
  if (left !== undefined && look.views.length > 0) throw usage(left, '--view');
  if (left !== undefined) look.warn?.({ code: 'ignored', at: 'view.views', message: left });
  const quantity = views.find((name) => ![...PLANES, ...CURVES].includes(name));
  const curve = quantity ?? (views.some((name) => LOSS.includes(name)) ? 'loss' : undefined);
  return stageOf({ ...look.view, ...(curve !== undefined && { quantity: curve }), views });
}

/** The figure of a race, as the page exports it; `width` in pixels. */
export async function figureOf(
  stage: Stage,
  palette: Palette,
  width: number,
  look: Look,
  bitmap: Bitmap,
): Promise<Figure> {
  const { planes, curves } = asked(stage, stage.view.views ?? []);
  const inner = width - 2 * MARGIN;
  const map = planes.includes('map')
    ? await mapOf(stage, palette, inner)
    : planes.includes('pair')
      ? await pairMapOf(stage, palette, inner)
      : undefined;
  const seen = planes.includes('regions') ? await regionsOf(stage, palette, bitmap) : [];
  const regions = RegionsPart.of(seen, palette, inner);
  const checksum = raceChecksum(stage.race.lanes.map(({ hashes }) => hashes!.params));
  const link = `${look.page}${formatLink(stage.config, stage.catalog, checksum, look.view)}`;
  return new Figure(stage, { palette, map, regions, curves }, { link, checksum }, width);
}
