// Which parts a network has on show, by its data and its layers.
import { expect, it } from 'vitest';
import { normalize } from '../../../web/src/core/config.ts';
import { ownViews, shownViews } from '../../../web/src/views/shown.ts';
import { catalog } from '../support/module.ts';

type Stage = Parameters<typeof shownViews>[0];

function stageOf(problem: Record<string, string>, shape: readonly number[]): Stage {
  const { config } = normalize({ problem, lanes: [{ optimizer: 'adam' }] }, catalog);
  const found = catalog.problems.find(({ id }) => id === config.problem.id)!;
  return { config, catalog, shape, problem: found, view: {}, lanes: [], experimenting: false } as never;
}
const ids = (stage: Stage, ...asked: string[]): string[] => shownViews(stage, asked).map(({ id }) => id);

it('a network is shown with all of its parts that its data and its layers have', () => {
  const image = [28, 28, 1];
  expect(ids(stageOf({ id: 'network' }, image), 'network')).toEqual(['network', 'weights', 'layers', 'draw']);
  expect(ids(stageOf({ id: 'network', net: 'gru(8) dense(10)' }, image), 'network')).toContain('gates');
  expect(ids(stageOf({ id: 'network' }, [32, 32, 3]), 'network')).not.toContain('draw');
  expect(ids(stageOf({ id: 'network' }, [4]), 'network')).toEqual(['network', 'weights', 'layers']);
  expect(ids(stageOf({ id: 'moons' }, [2]), 'network')).toEqual(['network', 'weights', 'layers']);
});

it('each part is shown alone by its name, and none where no network is trained', () => {
  const digits = stageOf({ id: 'network' }, [28, 28, 1]);
  expect(ids(digits, 'digits')).toEqual(['items']);
  expect(ids(digits, 'confusion', 'draw')).toEqual(['confusion', 'draw']);
  const surface = stageOf({ id: 'beale' }, []);
  expect(ids(surface, 'network')).toEqual(ownViews(surface).map(({ id }) => id));
  expect(ownViews(digits).map(({ id }) => id)).not.toContain('network');
});

it('of two parameters the map is the picture of the pair', () => {
  expect(ids(stageOf({ id: 'linear_regression' }, []), 'pair')).toEqual(['map']);
  expect(ids(stageOf({ id: 'beale' }, []), 'pair', 'loss')).toEqual(['map', 'curves']);
});
