import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { membersOf } from '../../../tools/element-manifest.mjs';
import { SidestepRace } from '../../../web/src/element/index.ts';

it('the attributes that are typed are those that are read, and the guide has each', () => {
  const typed = membersOf('attributes.ts', 'SidestepRaceAttributes').map(({ name }: { name: string }) => name);
  // Read once, when it begins.
  expect([...SidestepRace.observedAttributes, 'loading', 'autoplay', 'data', 'assets'].sort()).toEqual(typed.sort());
  const guide = readFileSync(new URL('../../../docs/embedding.md', import.meta.url), 'utf8');
  expect(typed.filter((name: string) => !guide.includes(`\`${name}\``))).toEqual([]);
});
