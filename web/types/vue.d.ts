// <sidestep-race> in templates of Vue: `import type {} from 'sidestep-race/vue';` in any file of a project.
import type { DefineComponent, HTMLAttributes, PublicProps } from 'vue';
import type { PartialConfig, SidestepRaceAttributes } from './element/attributes.js';
import type { SidestepEvents, SidestepRace } from './element/index.js';

type Handlers = {
  [K in keyof SidestepEvents as K extends `${infer A}-${infer B}` ? `on${Capitalize<A>}${Capitalize<B>}` : never]?: (
    event: CustomEvent<SidestepEvents[K]>,
  ) => void;
};
type Props = Omit<HTMLAttributes, keyof SidestepRaceAttributes> &
  Omit<SidestepRaceAttributes, 'config'> &
  Handlers & { config?: string | PartialConfig | undefined };

declare module 'vue' {
  interface GlobalComponents {
    'sidestep-race': new () => SidestepRace & { $props: Props & PublicProps };
  }
}

export type SidestepRaceComponent = DefineComponent<Props>;
