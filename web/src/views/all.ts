import { accuracyCurves } from './accuracy-curves.ts';
import { contourMap } from './contour-map.ts';
import { decisionRegions } from './decision-regions.ts';
import { experimentViews } from './experiment.ts';
import { functionGraph } from './function-graph.ts';
import { liveTable } from './live-table.ts';
import { lossCurves } from './loss-curves.ts';
import { networkViews } from './network.ts';
import { pairMap } from './pair-map.ts';
import { stepView } from './step.ts';
import type { View } from './view.ts';

/** Every view, in the order of the page. To add one: one file, and one line here. */
export const views: readonly View[] = [
  contourMap,
  functionGraph,
  decisionRegions,
  lossCurves,
  accuracyCurves,
  liveTable,
  stepView,
  pairMap,
  ...networkViews,
  ...experimentViews,
];
