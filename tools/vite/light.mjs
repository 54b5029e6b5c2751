// Libraries as the page uses them, without what it never asks for and a bundler must keep.
import { basename } from 'node:path';
import { needed, spared } from './glue.mjs';

/** Of a file: what goes, and what stands there instead. */
const changes = {
  'uPlot.esm.js': [
    // The moment it loads it makes formats of numbers and dates, for labels that we write ourselves (web/src/views/chart/options.ts):
    // tens of milliseconds in which the page stands still.
    ["new Intl.NumberFormat(domEnv ? nav.language : 'en-US')", '{ format: String }'],
    // A chart may have been moved into another document than the script's.
    ['onMouse(mouseup, doc, mouseUp, false)', 'onMouse(mouseup, over.ownerDocument, mouseUp, false)'],
    ['offMouse(mouseup, doc)', 'offMouse(mouseup, over.ownerDocument)'],
    // It draws places from 0 to 1: no scale is of time, nor another than linear.
    [/^const months = [\s\S]*?(?=^const onlyWhole)/m, ''],
    [/^const \[ timeIncrs.*$/gm, ''],
    [/^\tconst _tzDate [\s\S]*?_timeSeriesVal .*$/m, ''],
    [/let isTime = .*/g, ''],
    [/\bisTime\b/g, 'false'],
    [/\b(\w+\.)?distr +(>= 3|== +[234]|== 100)/g, 'false'],
    // All series share one axis, and the table is the legend.
    [/\bmode == 2\b/g, 'false'],
    [/\bmode == 1\b/g, 'true'],
    ['showLegend = legend.show', 'showLegend = false'],
    // Lines and their marks are drawn by us (web/src/views/chart/lines.ts).
    [/^\/\/ TODO: drawWrap[\s\S]*?(?=^\/\/ BUG: align)/m, ''],
    [/^const (linear|points)Path = .*$/gm, ''],
    ['linearPath || ', ''],
    ['paths: pointsPath,', ''],
    // Helpers: bars, splines, dates.
    [/^uPlot\.assign = assign;[\s\S]*(?=^export )/m, ''],
  ],
  // It only unpacks; what packs was kept for the tables that it makes as it loads.
  'pako.mjs': [
    [/^zero\$1\(\w+\);$/gm, ''],
    [/^var configuration_table = \[[\s\S]*?^\];$/m, ''],
  ],
  'sidestep.mjs': needed,
  'sidestep-all.mjs': [[/new URL\('sidestep-all\.wasm', import\.meta\.url\)\.href/, "''"]],
  'sidestep-step.mjs': [[/new URL\('sidestep-step\.wasm', import\.meta\.url\)\.href/, "''"]],
  // It is told its levels one by one; with those that it would find itself comes all of d3-array.
  'd3-contour.mjs': [
    [/(?<=function contours\(values\) \{)[\s\S]*?(?=^ {2}\}$)/m, ''],
    ['threshold = thresholdSturges', 'threshold'],
  ],
};

/** Whether there is a lighter one of a file. */
export const isHeavy = (file) => basename(file) in changes;

/** A library's file so. Throws where its source has changed. */
export function lightened(file, code) {
  for (const [gone, instead] of changes[basename(file)]) {
    const light = code.replace(gone, instead);
    if (light === code) throw new Error(`${basename(file)} has no "${gone}" any more`);
    code = light;
  }
  return basename(file) === 'sidestep.mjs' ? spared(code) : code;
}

export const light = () => ({
  name: 'sidestep:light',
  apply: 'build',
  transform: (code, id) => (isHeavy(id) ? { code: lightened(id, code), map: null } : undefined),
});
