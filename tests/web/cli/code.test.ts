// `npx sidestep-race code`: a race as a program.
import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { python, runPrograms } from '../code/support.ts';
import { root } from '../support/files.ts';
import { callIn } from '../support/terminal.ts';

const none = async function* () {};
const call = (...args: string[]) => callIn(['code', ...args], { file: none, standardInput: none });

const LINK = '#v=2&p=rosenbrock&o=adam,lr=.05&o=lion';

it('prints a program that names its race', async () => {
  const { status, out, err } = await call(LINK);
  expect([status, err]).toEqual([0, '']);
  expect(out).toMatch(/^# #v=1&p=rosenbrock&o=adam,lr=.05&o=lion\nimport json\n/);
  expect(out).toContain('def adam(');
  expect(out).toContain('def lion(');
});

it('prints one lane', async () => {
  const { out } = await call(LINK, '--lane', '1');
  expect(out).not.toContain('def adam(');
  expect(out).toContain('def lion(');
});

it('prints a program for a library, and says which lane it lacks', async () => {
  const { out } = await call(LINK, '--for', 'pytorch');
  expect(out).toContain('# Not here: Lion. PyTorch has no such rule.\n');
  expect(out).toContain('torch.optim.Adam(w, lr=0.05,');
});

it.each([
  [[LINK, '--for', 'theano'], 'usage --for must be one of numpy, pytorch, keras, optax, tfjs\n'],
  [[LINK, '--lane', '2'], 'usage --lane must be a whole number, 0 to 1\n'],
  [[LINK, '--for', 'pytorch', '--lane', '1'], /^unsupported lanes no lane has a rule/],
  [['#v=2&p=bandit&o=adam', '--for', 'tfjs'], /^unsupported problem there is such a program of surfaces and networks/],
  [['#v=2&p=flashes,net=lstm(3%2Crelu)+dense(4)&o=sgd', '--for', 'pytorch'], /^unsupported problem.net /],
  [['#v=2&p=beale&o=adam;5,o=sgd'], /^unsupported lanes.0.changes /],
] as [string[], string | RegExp][])('%o is refused', async (args, message) => {
  const { status, out, err } = await call(...args);
  expect([status, out]).toEqual([2, '']);
  expect(err).toMatch(message);
});

it.skipIf(!python)('prints what docs/cli.md says', async () => {
  const docs = await readFile(new URL('docs/cli.md', root), 'utf8');
  const [, link, said] = /code '([^']+)' > race.py && python3 race.py\n {4}(.*)\n/.exec(docs)!;
  const [result] = JSON.parse(runPrograms([(await call(link!)).out])[0]!.printed!);
  const [expected] = JSON.parse(said!);
  expect(result.loss).toBeCloseTo(expected.loss, 6);
  for (const [i, x] of expected.params.entries()) expect(result.params[i]).toBeCloseTo(x, 3);
});
