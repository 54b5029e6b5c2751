// The element in notebooks: what crosses between the browser and a kernel. tests/e2e/anywidget.spec.ts has the browser's side.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { pythonWith } from '../../../tools/setup/system.mjs';
import { race } from '../../../web/src/api/node.ts';
import { ATTRIBUTES, attributeOf, notebookTheme, packed } from '../../../web/src/element/anywidget.ts';
import { root } from '../support/files.ts';

const path = (file: string): string => fileURLToPath(new URL(file, root));
const read = (file: string): string => readFileSync(path(file), 'utf8');

it('a trait is written as the attribute that an author would write', () => {
  const traits = [null, undefined, '', 'loss', ['loss', 'x'], 0, false, { steps: 5 }];
  expect(traits.map(attributeOf)).toEqual([null, null, null, 'loss', 'loss,x', '0', 'false', '{"steps":5}']);
});

describe('the theme of a notebook', () => {
  const dark = (dataset: Record<string, string>, theme: string | null = null) =>
    notebookTheme({ body: { dataset }, documentElement: { getAttribute: () => theme } } as unknown as Document);

  it.each([
    ['JupyterLab', { jpThemeLight: 'false' }, null, 'dark'],
    ['JupyterLab', { jpThemeLight: 'true' }, null, 'light'],
    ['VS Code', { vscodeThemeKind: 'vscode-dark' }, null, 'dark'],
    ['VS Code', { vscodeThemeKind: 'vscode-high-contrast-light' }, null, 'light'],
    ['Colab', {}, 'dark', 'dark'],
    ['a page', {}, null, null],
  ])('%s', (_, dataset, theme, is) => {
    expect(dark(dataset as Record<string, string>, theme)).toBe(is);
  });
});

it('race.py has a trait for each attribute, and the address of this version', () => {
  const text = read('docs/examples/race.py');
  const traits = [...text.matchAll(/^ {4}(\w+) = attribute\(\)$/gm)].map(([, name]) => name);
  expect(traits.sort()).toEqual([...ATTRIBUTES].sort());
  expect(text).toContain(`VERSION = "${JSON.parse(read('package.json')).version}"`);
});

const python = pythonWith('numpy, traitlets');

it.skipIf(!python)('the notebook prints what the race comes to, and steers it', async () => {
  const { cells } = JSON.parse(read('docs/examples/race.ipynb')) as {
    cells: { cell_type: string; source: string[] }[];
  };
  const sources = cells.filter(({ cell_type }) => cell_type === 'code').map(({ source }) => source.join(''));
  const [, link] = /config="([^"]+)"/.exec(sources.join('\n'))!;
  const result = await race(link!);
  const traces = result.lanes.map(({ trace }) => trace);
  const { columns, values } = packed(traces);
  const lanes = result.lanes.map(({ optimizer, step }) => ({ optimizer, step }));
  const input = JSON.stringify({
    cells: sources,
    state: { _columns: columns, lanes, step: 200, link: result.link, checksum: result.checksum },
    values: Buffer.from(values.buffer as ArrayBuffer).toString('base64'),
  });
  const folders = [path('tests/web/element/notebook'), path('docs/examples')];
  const out = execFileSync(python!, [path('tests/web/element/notebook/run_notebook.py')], {
    input,
    env: { ...process.env, PYTHONPATH: folders.join(':'), PYTHONDONTWRITEBYTECODE: '1' },
    maxBuffer: 1 << 26,
  });
  const ran = JSON.parse(out.toString());
  expect(ran.first).toMatchObject({ config: link, controls: ['play', 'lr'], view: null, checksum: null });
  expect(ran.traces).toEqual(
    traces.map((trace) => Object.fromEntries(Object.entries(trace).map(([k, v]) => [k, [...v]]))),
  );
  const below = traces.map(({ step, loss }) => step[loss.findIndex((it) => it < 3)]);
  expect(ran.printed).toMatch(
    new RegExp(
      `^sgd: loss \\S+, below 3 from step ${below[0]}\\nadam: loss \\S+, below 3 from step ${below[1]}\\n${result.checksum} #`,
    ),
  );
  expect(ran.config.lanes.map(({ name }: { name: string }) => name)).toEqual(['Adam, 0.01', 'Adam, 0.1']);
  expect(ran.sent).toEqual([{ type: 'sidestep:seek', t: 75 }]);
  expect(ran.module).toMatch(/^export \{ default \} from "https:\/\/[^"]+\/anywidget\.js";$/);
});
