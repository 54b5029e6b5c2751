// What editors and frameworks read of the element: custom-elements.json, made of its class, and web-types and VS Code's data, made of that.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { create, ts } from '@custom-elements-manifest/analyzer';
import { generateJetBrainsWebTypes } from 'custom-element-jet-brains-integration';
import { generateVsCodeCustomElementData } from 'custom-element-vs-code-integration';
import { root } from './setup/step.mjs';

const parse = (file) =>
  ts.createSourceFile(file, readFileSync(join(root, 'web/src/element', file), 'utf8'), ts.ScriptTarget.Latest, true);
const textOf = (comment) =>
  (typeof comment === 'string' ? comment : ts.getTextOfJSDocComment(comment))?.replaceAll('\n', ' ');

/** The members of an interface of such a file: what each is called, its type, and what its comment says. */
export function membersOf(file, name) {
  const source = parse(file);
  const found = source.statements.find((it) => ts.isInterfaceDeclaration(it) && it.name.text === name);
  if (!found) throw new Error(`${file} has no interface ${name}`);
  return found.members.map((member) => ({
    name: member.name.text,
    type: { text: member.type.getText(source).replace(' | undefined', '') },
    description: textOf(ts.getJSDocCommentsAndTags(member)[0]?.comment) ?? '',
  }));
}

/** The manifest: of the class its methods, slots, parts and properties of style, and its attributes and events from where they are typed. */
export function manifestOf() {
  const manifest = create({ modules: [parse('index.ts')] });
  const [module] = manifest.modules;
  module.path = 'element/sidestep-race.js';
  for (const { declaration } of module.exports) declaration.module = module.path;
  const element = module.declarations.find(({ tagName }) => tagName === 'sidestep-race');
  module.declarations = [element];
  element.attributes = membersOf('attributes.ts', 'SidestepRaceAttributes');
  element.events = membersOf('events.ts', 'SidestepEvents').map(({ type, ...event }) => ({
    ...event,
    type: { text: `CustomEvent<${type.text}>` },
  }));
  element.members = element.members.filter(({ kind, name, description }) =>
    kind === 'method' ? !/^#|Callback$/.test(name) : description !== undefined,
  );
  return manifest;
}

/** They take the name of the package that is around them. */
function rename(file) {
  const types = JSON.parse(readFileSync(file, 'utf8'));
  writeFileSync(file, `${JSON.stringify({ ...types, name: 'sidestep-race' }, null, 2)}\n`);
}

/** Writes all three into the package's folder. */
export function describe(folder, version) {
  const manifest = manifestOf();
  writeFileSync(join(folder, 'custom-elements.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  const options = { outdir: folder };
  const { log } = console;
  console.log = () => {}; // each says where it writes
  generateJetBrainsWebTypes(manifest, { ...options, packageJson: false, version });
  rename(join(folder, 'web-types.json'));
  generateVsCodeCustomElementData(manifest, {
    ...options,
    htmlFileName: 'vscode.html-custom-data.json',
    cssFileName: null,
  });
  console.log = log;
}
