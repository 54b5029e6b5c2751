// `virtual:presets`: the address of all presets; `virtual:preset-races`: that of their races alone, a fifth of it, for articles.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { json } from './json.mjs';

const filesIn = (folder) =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .map((file) => join(folder, file));

/** The presets of a folder, in the order of the gallery. */
export const presetsIn = (folder) =>
  filesIn(folder)
    .map((file) => JSON.parse(readFileSync(file, 'utf8')))
    .sort((a, b) => a.order - b.order);

const raceOf = ({ id, config, view, labels, names }) => ({ id, config, view, labels, names });

/** The plugins, for the presets of this folder. */
export const presets = (folder) => [
  json(
    'presets',
    () => presetsIn(folder),
    () => filesIn(folder),
  ),
  json(
    'preset-races',
    () => presetsIn(folder).map(raceOf),
    () => filesIn(folder),
  ),
];
