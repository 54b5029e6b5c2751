// web/oracle.json, which the page shows, is what a run of the module gives: `npm run oracle` writes it.
import { beforeAll, describe, expect, it } from 'vitest';
import { measure, roundedUp } from '../../tools/oracle.mjs';
import oracleJson from '../../web/oracle.json';
import { type Settings, switchesOn } from '../../web/src/core/formula.ts';
import { formulas } from '../../web/src/panels/lane-formula.ts';
import { type Oracle, proofOf } from '../../web/src/panels/proof.ts';
import { loadWords, locale } from '../../web/src/toolkit/i18n.ts';
import { readJson } from './support/files.ts';
import { catalog, makeModule } from './support/module.ts';

const stored = oracleJson as unknown as Oracle;

const byId = (id: string) => catalog.optimizers.find((one) => one.id === id)!;
/** A lane with the defaults of what is not given. */
const laneOf = (id: string, settings: Settings = {}): Settings => ({
  ...Object.fromEntries(byId(id).fields.map((field) => [field.id, field.default])),
  ...settings,
});
const says = (id: string, settings?: Settings) => proofOf(byId(id), laneOf(id, settings))!;

describe('what each optimizer is held to', () => {
  beforeAll(async () => {
    await locale.set('en');
    await loadWords('later');
  });

  it('is what the trajectories of PyTorch say of this build', async () => {
    const golden = (await readJson('tests/golden/surface-trajectories.json')) as { source: string; cases: object[] };
    const fresh: Oracle = measure(await makeModule(), golden, catalog.optimizers, {});
    const without = ({ optimizers, source }: Oracle) => [
      source,
      Object.entries(optimizers).map(([id, { held }]) => ({
        id,
        held: held.map(({ settings, cases }) => [settings, cases]),
      })),
    ];
    expect(without(stored)).toEqual(without(fresh));
    for (const [id, { held }] of Object.entries(fresh.optimizers)) {
      for (const [i, { error, settings }] of held.entries()) {
        const what = `${id} ${JSON.stringify(settings)}`;
        expect(error, what).toBeLessThan(1e-9);
        // Another compiler may move the last bits: the size is what is told.
        const size = (x: number | undefined) => Math.floor(Math.log10(Math.max(x ?? Number.NaN, 1e-17)));
        expect(Math.abs(size(stored.optimizers[id]?.held[i]?.error) - size(error)), what).toBeLessThanOrEqual(1);
      }
    }
    const total = Object.values(stored.optimizers)
      .flatMap(({ held }) => held)
      .reduce((sum, { cases }) => sum + cases, 0);
    expect(total).toBe(golden.cases.length);
  });

  it('is something for every one of the catalog as it is by default', () => {
    for (const { id } of catalog.optimizers) {
      const { proven, text } = says(id);
      expect(proven, `${id}: ${text}`).toBe(true);
    }
    expect(proofOf({ id: 'nobody', fields: [] }, {})).toBeNull();
  });

  it('never is said of a lane one of whose switches was not on, or was, in any run', () => {
    for (const { id } of catalog.optimizers) {
      for (const one of formulas.rules[id]!.switches) {
        const now = laneOf(id)[one];
        const turned = one === 'schedule' ? 'cosine' : typeof now === 'boolean' ? !now : Number(now) === 0 ? 0.1 : 0;
        const lane = laneOf(id, { [one]: turned });
        const { proven, text } = proofOf(byId(id), lane)!;
        const on = switchesOn(formulas, id, lane).sort().join();
        const { held, references } = stored.optimizers[id]!;
        const among = (list: Settings[]) =>
          list.some((settings) => switchesOn(formulas, id, laneOf(id, settings)).sort().join() === on);
        const compared = among(held.map(({ settings }) => settings));
        expect(proven, `${id} with ${one} turned: ${text}`).toBe(compared || among(references));
        expect(/^Checked step by step against PyTorch/.test(text), `${id} with ${one} turned: ${text}`).toBe(compared);
      }
    }
  });

  it('is not said of an Adam that is known to be wrong', () => {
    expect(says('adam').text).toMatch(/^Checked step by step against PyTorch 1\.13 \(float64\): /);
    for (const wrong of [{ invertedCorrection: true }, { noRoot: true }, { biasCorrection: false }]) {
      const { text } = says('adam', wrong);
      expect(text).not.toMatch(/^Checked step by step against PyTorch/);
      expect(text).toMatch(/Checked against PyTorch 1\.13 \(float64\) with another setting of /);
    }
    expect(says('adam', { epsilonInside: true, amsgrad: true, noRoot: true }).text).toMatch(
      /^This combination of switches/,
    );
    expect(says('rmsprop', { schedule: 'cosine' }).proven).toBe(false);
    expect(says('rmsprop', { clipNorm: 1 }).proven).toBe(false);
  });

  it('does not say that PyTorch computes what an older one did', () => {
    const nadam = says('nadam').text;
    expect(nadam).toContain('Checked against a separate implementation');
    expect(nadam).toContain('Checked against PyTorch 1.13 (float64) with another setting of “μ twice”');
    expect(says('nadam', { muTwice: true }).text).toMatch(
      /^Checked step by step against PyTorch 1\.13.* The source of PyTorch 2\.x has a different rule\.$/,
    );
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
      (measure(module, { source: '', cases: [one] }, only, {}) as Oracle).optimizers[bent.optimizer]!.held[0]!.error;
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
