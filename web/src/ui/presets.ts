import url from 'virtual:presets';
import { once } from '../core/once.ts';
import type { Preset } from '../core/preset.ts';

/** All presets, in the order of the gallery. */
export const loadPresets = once<Preset[]>(url);
