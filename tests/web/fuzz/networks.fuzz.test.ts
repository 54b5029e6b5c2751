// Networks and shapes that somebody broke on purpose: each is described, or refused by name; none traps, throws or takes long.
import { expect, it } from 'vitest';
import { isFailure, type SidestepModule } from '../../../web/src/core/module.ts';
import { networkOf } from '../../../web/src/engine/descriptions.ts';
import { processorMillis, runs } from '../support/fuzz.ts';
import { makeModule, measured } from '../support/module.ts';
import { oddTexts, oddValues, Seeded } from '../support/seeded.ts';

const layers =
  'dense conv pool avgpool lstm gru embedding batchnorm dropout flatten relu leakyrelu tanh sigmoid gelu'.split(' ');
const counts = '1 2 3 5 10 63 64 65 256 4096 65536 65537 99999999999999999999 0 -1 .5 0.999 1. 1e3 a'.split(' ');
const named = ['same', 'valid', 'sequence', 'SAME', ''];
const extents = [1, 2, 3, 7, 28, 63, 64, 65, 1000, 4096, 65536, 2 ** 20, 2 ** 26, 2 ** 28, 2 ** 29, 2 ** 29 + 1, 1e9];
const pieces = ['(', ')', ',', ' ', '（', '，', '\n', '.', '-', ...oddTexts];

function network(random: Seeded): string {
  const call = () => {
    const given = [...random.some(2, counts), ...random.some(1, named), ...random.some(1, counts)];
    return random.pick(layers) + (given.length > 0 ? `(${given.join(',')})` : '');
  };
  const small = [
    'dense(7)',
    'relu',
    'conv(3,3,same)',
    'pool(2)',
    'gru(4,sequence)',
    'batchnorm',
    'dropout(.3)',
    'flatten',
  ];
  const text = Array.from({ length: 1 + random.below(6) }, () => (random.below(2) ? random.pick(small) : call())).join(
    ' ',
  );
  if (random.below(3) > 0) return text;
  const at = random.below(text.length + 1);
  return text.slice(0, at) + random.pick(pieces) + text.slice(at + random.below(3));
}

function shape(random: Seeded): unknown {
  if (random.below(8) === 0) return random.pick(oddValues);
  if (random.below(2) === 0) return random.pick([[8, 8, 3], [28, 28, 1], [20, 4], [12]]);
  const list: unknown[] = Array.from({ length: random.below(5) }, () => random.pick(extents));
  if (random.below(8) === 0) list.push(random.pick(oddValues));
  return list;
}

/** The layers of a network on items of that shape, as the page reads them. */
function layersOf(module: SidestepModule, { net, shape }: { net: string; shape: unknown }) {
  const of = { problem: { id: 'network', net } };
  const reading = measured(module, { id: 'network_layers', shape: shape as number[] }, of);
  return isFailure(reading) ? reading : networkOf(reading);
}

const told =
  /^((bad-net|unknown-id) problem\.net|bad-data instrument\.shape|(wrong-type|bad-length|not-finite|out-of-range|no-memory) instrument(\.shape(\.\d)?)?|bad-length problem\.net|wrong-type problem\.net|no-memory problem\.net)$/;

it('every network is described, or refused by the layer that is wrong', { timeout: 600_000 }, () => {
  const random = new Seeded(2);
  let module = makeModule();
  return (async () => {
    let described = 0;
    for (let run = runs(1500); run > 0; run--) {
      const spec = { net: network(random), shape: shape(random) as number[] };
      const begin = processorMillis();
      const result = layersOf(await module, spec);
      const [took, said] = [
        processorMillis() - begin,
        JSON.stringify([spec.net.slice(0, 300), String(spec.shape).slice(0, 60)]),
      ];
      expect(took, said).toBeLessThan(2000);
      if (isFailure(result)) {
        expect(`${result.code} ${result.at}`, said).toMatch(told);
        expect(result.message, said).toMatch(/\S/);
      } else {
        described++;
        expect(result.params, said).toBeGreaterThan(0);
        expect(result.params, said).toBeLessThanOrEqual(2 ** 26);
        expect(result.layers.reduce((sum, { params }) => sum + params, 0)).toBe(result.params);
        for (const { output } of result.layers)
          expect(output.every((extent) => extent >= 1 && extent <= 2 ** 29)).toBe(true);
      }
      if ((await module).HEAPU8.length > 2 ** 29) module = makeModule(); // tables of large images
    }
    expect(described).toBeGreaterThan(runs(1500) / 100);
  })();
});

it.each<[string, number[], string]>([
  [
    'conv(1,64,same,64) dense(2)',
    [2 ** 26, 1, 1],
    'needs an image of 67108864×64×1 with its border, which is too large',
  ],
  ['conv(4096,64) dense(2)', [64, 64, 2 ** 17], 'makes the network larger than 2²⁶ parameters'],
  ['conv(1,64) dense(2)', [64, 64, 2 ** 17], 'makes the network larger than 2²⁶ parameters'],
  ['embedding(4096) dense(2)', [2 ** 29], 'has an output of 536870912×4096, which is too large'],
  ['batchnorm dense(2)', [], 'must be a list of whole numbers ≥ 1'],
])('%s on an absurd shape is refused by name', async (net, shape, message) => {
  const result = layersOf(await makeModule(), { net, shape });
  expect(isFailure(result) && result.message).toContain(message);
});
