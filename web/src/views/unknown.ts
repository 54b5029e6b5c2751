import { type Notice, quoted } from '../core/notices.ts';
import type { Stage } from '../reader/stage.ts';
import { has, isQuantity, made, viewsCalled } from './shown.ts';

/** Names in the view state that this race has nothing for; none as long as nobody knows. */
export function unknownNames(stage: Stage): Notice[] {
  if (!made(stage)) return [];
  const { quantity, views: asked = [] } = stage.view;
  const wrong = (name: string, at: string): Notice[] =>
    has(stage, name) ? [] : [{ code: 'unknown-id', at, message: `there is no picture or quantity ${quoted(name)}` }];
  return [
    ...(quantity === undefined ? [] : wrong(quantity, 'view.quantity')),
    ...asked
      .filter((name) => isQuantity(name) && !viewsCalled(name, stage).length)
      .flatMap((name) => wrong(name, 'view.views')),
  ];
}

/** Calls `tell` with the names that mean nothing, once it is known, whenever the race is looked at in another way. */
export function watchNames(stage: Stage, tell: (notices: Notice[]) => void): () => void {
  let seen: unknown;
  const look = (): void => {
    if (seen === stage.view || !made(stage)) return;
    seen = stage.view;
    const notices = unknownNames(stage);
    if (notices.length > 0) tell(notices);
  };
  look();
  const offs = [stage.on('numbers', look), stage.on('view', look)];
  return () => {
    for (const off of offs) off();
  };
}
