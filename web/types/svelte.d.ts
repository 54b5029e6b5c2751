// <sidestep-race> in Svelte: `import type {} from 'sidestep-race/svelte';` in any file of a project.
import type { HTMLAttributes } from 'svelte/elements';
import type { PartialConfig, SidestepRaceAttributes } from './element/attributes.js';
import type { SidestepEvents, SidestepRace } from './element/index.js';

type Handlers = {
  [K in keyof SidestepEvents as `on${K}` | `on:${K}`]?: (event: CustomEvent<SidestepEvents[K]>) => void;
};

declare module 'svelte/elements' {
  interface SvelteHTMLElements {
    'sidestep-race': Omit<HTMLAttributes<SidestepRace>, keyof SidestepRaceAttributes> &
      Omit<SidestepRaceAttributes, 'config'> &
      Handlers & { config?: string | PartialConfig | undefined };
  }
}
