import url from 'virtual:preset-races';
import { once } from '../core/once.ts';
import type { PresetRace } from '../core/preset.ts';
import { named } from '../core/trouble.ts';

const load = once<PresetRace[]>('preset-races.txt', url);

/** The races of all presets, without what the gallery says of them. */
export const loadPresetRaces = (): Promise<PresetRace[]> => named('presets', load());
