import url from 'virtual:presets';
import { once } from '../core/once.ts';
import type { Preset } from '../core/preset.ts';
import { named } from '../core/trouble.ts';

const load = once<Preset[]>('presets.txt', url);

/** All presets, in the order of the gallery. */
export const loadPresets = (): Promise<Preset[]> => named('presets', load());
