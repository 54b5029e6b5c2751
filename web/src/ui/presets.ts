import url from 'virtual:presets';
import type { Preset } from '../core/preset.ts';

/** All presets, in the order of the gallery; fetched once. */
export const loadPresets = (() => {
  let loading: Promise<Preset[]> | undefined;
  return (): Promise<Preset[]> => {
    loading ??= fetch(url).then((response) => {
      if (!response.ok) throw new Error(`the server answered ${response.status}`);
      return response.json() as Promise<Preset[]>;
    });
    return loading;
  };
})();
