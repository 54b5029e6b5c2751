import { catalog } from '../core/catalog-data.ts';
import { configOf, isExperiment, type Preset } from '../core/preset.ts';
import { experimentOf } from '../experiment/preset.ts';
import { laneLabels } from '../reader/preset-names.ts';
import { Saying, sayClaim, sayMeasured, wordsFor } from './gallery-claims.ts';
import { ExperimentSaying } from './gallery-experiment.ts';

/** What a preset claims and what was measured for it, in the language that is spoken: for the docs and for tests, where all is loaded. */
export function tellerOf(preset: Preset): {
  claim(text: string): string;
  measured(text: string, value: number | boolean): string;
} {
  const many = isExperiment(preset, catalog);
  const config = many ? experimentOf(preset, catalog).config : configOf(preset, catalog);
  const known = wordsFor(preset, config, laneLabels(preset, config, catalog));
  const kind = many ? ExperimentSaying : Saying;
  return {
    claim: (text) => sayClaim(text, known, kind),
    measured: (text, value) => sayMeasured(text, value, known, kind),
  };
}
