// web/oracle.json, which the page shows, is what a run of the module gives: `npm run oracle` writes it.
import { describe, expect, it } from 'vitest';
import { measure, roundedUp } from '../../tools/oracle.mjs';
import oracleJson from '../../web/oracle.json';
import type { Field } from '../../web/src/core/catalog.ts';
import { type Oracle, proofOf } from '../../web/src/panels/proof.ts';
import { loadWords, locale } from '../../web/src/toolkit/i18n.ts';
import { readJson } from './support/files.ts';
import { catalog, makeModule } from './support/module.ts';

const stored = oracleJson as Oracle;

describe('what each optimizer is held to', () => {
  it('is what the trajectories of PyTorch say of this build', async () => {
    const golden = (await readJson('tests/golden/surface-trajectories.json')) as { source: string; cases: object[] };
    const fresh: Oracle = measure(await makeModule(), golden, catalog.optimizers);
    const without = ({ optimizers, source }: Oracle) => [
      source,
      Object.entries(optimizers).map(([id, { cases, references }]) => ({ id, cases, references })),
    ];
    expect(without(stored)).toEqual(without(fresh));
    for (const [id, { cases, error }] of Object.entries(fresh.optimizers)) {
      if (!cases) continue;
      expect(error, id).toBeLessThan(1e-9);
      // Another compiler may move the last bits: the size is what is told.
      const size = (x: number | undefined) => Math.floor(Math.log10(Math.max(x ?? Number.NaN, 1e-17)));
      expect(Math.abs(size(stored.optimizers[id]?.error) - size(error)), id).toBeLessThanOrEqual(1);
    }
    const total = Object.values(stored.optimizers).reduce((sum, { cases = 0 }) => sum + cases, 0);
    expect(total).toBe(golden.cases.length);
  });

  it('is something for every one of the catalog, and in words', async () => {
    await locale.set('en');
    await loadWords('later');
    for (const optimizer of catalog.optimizers) {
      const { id } = optimizer;
      const { cases = 0, references = 0 } = stored.optimizers[id] ?? {};
      expect(cases + references, `${id} has no oracle`).toBeGreaterThan(0);
      const says = proofOf(optimizer);
      expect(says).toContain(cases > 0 ? `${cases} runs` : 'from the paper');
    }
    expect(proofOf({ id: 'nobody', fields: [] })).toBe('');
    const held = { cases: 3, error: 4e-13 };
    const among = { source: '', run: '1.13', read: '2.x', optimizers: { a: held, b: { ...held, set: ['slip'] } } };
    expect(proofOf({ id: 'a', fields: [] }, among)).toBe(
      'Matches PyTorch 1.13, which was run, in float64 to 4×10⁻¹³, step by step: 3 runs. PyTorch 2.x, which was read, has the same rule.',
    );
    const slip = { id: 'slip', name: { en: 'a slip', zh: '失误' } } as Field;
    expect(proofOf({ id: 'b', fields: [slip] }, among)).toMatch(
      /^With “a slip” it matches PyTorch 1\.13, which was run, /,
    );
  });

  it('does not say that PyTorch computes what an older one did, or lacks what it has', () => {
    const nadam = catalog.optimizers.find(({ id }) => id === 'nadam')!;
    expect(proofOf(nadam)).toContain('With “μ twice” it matches PyTorch 1.13');
    expect(stored.optimizers.nadam!.references).toBeGreaterThan(0);
    for (const one of catalog.optimizers) expect(proofOf(one)).not.toContain('does not have');
  });

  it('sees a trajectory that is off, and one that is short of rows', async () => {
    const golden = (await readJson('tests/golden/surface-trajectories.json')) as {
      source: string;
      cases: { optimizer: string; steps: [number, number[], number][] }[];
    };
    const [first] = golden.cases;
    const bent = structuredClone(first!);
    bent.steps[3]![1][0]! *= 1 + 1e-6;
    const only = catalog.optimizers.filter(({ id }) => id === bent.optimizer);
    const error = (one: typeof bent) =>
      (measure(module, { source: '', cases: [one] }, only) as Oracle).optimizers[bent.optimizer]!.error;
    const module = await makeModule();
    expect(error(first!)).toBeLessThan(1e-9);
    expect(error(bent)).toBeGreaterThan(1e-7);
    bent.steps[3]![1][0] = Number.NaN;
    expect(error(bent)).toBeNaN();
  });

  it('is rounded up, so that what is printed holds', () => {
    expect([0, 1e-12, 1.01e-12, 2.9e-12, 9.5e-12, 9e-12].map(roundedUp)).toEqual([
      0, 1e-12, 2e-12, 3e-12, 1e-11, 9e-12,
    ]);
  });
});
