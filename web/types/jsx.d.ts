// <sidestep-race> in JSX: `import type {} from 'sidestep-race/jsx';` in any file of a React or Next project.
import type { DetailedHTMLProps, HTMLAttributes } from 'react';
import type { SidestepRaceAttributes } from './element/attributes.js';
import type { SidestepEvents, SidestepRace } from './element/index.js';

type Handlers = { [K in keyof SidestepEvents as `on${K}`]?: (event: CustomEvent<SidestepEvents[K]>) => void };
type Props = Omit<DetailedHTMLProps<HTMLAttributes<SidestepRace>, SidestepRace>, keyof SidestepRaceAttributes> &
  SidestepRaceAttributes &
  Handlers & { class?: string };

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'sidestep-race': Props;
    }
  }
}
