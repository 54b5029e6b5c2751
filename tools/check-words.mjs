// The texts that a reader sees: one glossary, spaces and punctuation as each language sets them, numbers by one rule, both languages.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { pathToFileURL } from 'node:url';
import { runChecks } from './run-checks.mjs';
import { root as repository } from './setup/step.mjs';
import { proseOf } from './vite/course.mjs';
import { faultsOf, pairFaults, repeats, twinsOf } from './words/rules.mjs';
import { pairsIn, wordsIn } from './words/sources.mjs';
import { pairsOf, pairsOfReasons, pairsOfStrings, textsOfHtml, textsOfMarkdown } from './words/texts.mjs';

const GLOSSARY = 'docs/glossary.md';
/** It names the words that it forbids; and claims are written by a program, from presets. */
const UNREAD = [GLOSSARY, 'docs/claims.md'];

/** The project's files, read as its checks need them. */
class Files {
  constructor(root) {
    this.root = root;
  }
  text = (file) => readFileSync(join(this.root, file), 'utf8');
  json = (file) => JSON.parse(this.text(file));
  /** Of a folder itself. */
  list = (folder, pattern) =>
    readdirSync(join(this.root, folder))
      .filter((name) => pattern.test(name))
      .map((name) => posix.join(folder, name));
  /** Of the page; a terminal speaks English. */
  sources = () =>
    readdirSync(join(this.root, 'web/src'), { recursive: true })
      .map((name) => `web/src/${name.replaceAll('\\', '/')}`)
      .filter((name) => name.endsWith('.ts') && !name.startsWith('web/src/cli/'));
  twins = () => (existsSync(join(this.root, GLOSSARY)) ? twinsOf(this.text(GLOSSARY)) : []);
}

/** Every text with its translation: { en, zh, at, file: { en, zh } }. */
function* pairs(files) {
  for (const en of files.list('web/locales', /\ben\.json$/)) {
    const zh = en.replace(/en\.json$/, 'zh.json');
    for (const pair of pairsOfStrings(files.json(en), files.json(zh))) yield { ...pair, file: { en, zh } };
  }
  const both = (file) => ({ en: file, zh: file });
  const reasons = 'web/locales/reasons.zh.json';
  for (const pair of pairsOfReasons(files.json(reasons))) yield { ...pair, file: both(reasons) };
  const others = ['catalog', 'conventions', 'path', 'begin'].map((name) => `web/${name}.json`);
  for (const file of [...others, ...files.list('web/presets', /\.json$/)])
    for (const pair of pairsOf(files.json(file))) yield { ...pair, file: both(file) };
  for (const file of files.sources()) for (const pair of pairsIn(files.text(file))) yield { ...pair, file: both(file) };
}

/** Every text: { text, lang, at, file }; one that stands in many places of a file, once. */
function* texts(files) {
  const seen = new Set();
  for (const { at, file, ...pair } of pairs(files))
    for (const lang of ['en', 'zh']) {
      const key = `${file[lang]} ${lang} ${pair[lang]}`;
      if (pair[lang] && !seen.has(key)) yield { text: pair[lang], lang, at, file: file[lang] };
      seen.add(key);
    }
  const langOf = (file) => (file.includes('.zh.') ? 'zh' : 'en');
  for (const file of files.list('docs/examples', /\.html$/))
    for (const part of textsOfHtml(files.text(file))) yield { ...part, lang: langOf(file), file };
  const docs = [...files.list('.', /^README.*\.md$/), ...files.list('docs', /\.md$/)];
  for (const file of docs.filter((name) => !UNREAD.includes(name)))
    for (const part of textsOfMarkdown(files.text(file)))
      yield { ...part, lang: langOf(file), file, terse: langOf(file) === 'en' };
  for (const file of files.list('docs/course', /\.md$/))
    for (const part of textsOfMarkdown(proseOf(files.text(file)))) yield { ...part, lang: langOf(file), file };
}

export function checkTexts(root = repository) {
  const files = new Files(root);
  const twins = files.twins();
  return [...texts(files)].flatMap(({ text, lang, at, file, terse }) =>
    faultsOf(text, lang, twins, terse).map((fault) => `${file}: ${at}: ${fault}`),
  );
}

export function checkLanguages(root = repository) {
  const files = new Files(root);
  const keys = files.list('web/locales', /\ben\.json$/).flatMap((file) => Object.keys(files.json(file)));
  return [
    ...[...pairs(files)].flatMap(({ en, zh, at, file }) =>
      pairFaults(en, zh).map((fault) => `${file.zh}: ${at}: ${fault}`),
    ),
    ...keys.filter((key, i) => keys.indexOf(key) < i).map((key) => `web/locales: ${key} stands in two files`),
  ];
}

/** A label shows its symbol beside its name, and a group its name above those of its fields. */
export function checkLabels(root = repository) {
  const files = new Files(root);
  const { optimizers, problems } = files.json('web/catalog.json');
  const words = { en: files.json('web/locales/en.json'), zh: files.json('web/locales/zh.json') };
  const found = [...optimizers, ...problems].flatMap(({ id, fields }) =>
    (fields ?? []).flatMap((field) =>
      ['en', 'zh'].flatMap((lang) => [
        ...(repeats(field.name[lang], field.symbol)
          ? [`${id}.${field.id}: its symbol again in “${field.name[lang]}”`]
          : []),
        ...(field.group && words[lang][`group.${field.group}`] === field.name[lang]
          ? [`${field.id}: has its group's name, “${field.name[lang]}”`]
          : []),
      ]),
    ),
  );
  return [...new Set(found)].map((fault) => `web/catalog.json: ${fault}`);
}

export function checkSources(root = repository) {
  const files = new Files(root);
  return files
    .sources()
    .flatMap((file) =>
      wordsIn(files.text(file)).map(({ text, line }) => `${file}:${line}: not in the locales: ${text}`),
    );
}

export const checks = {
  'texts: glossary, spaces, punctuation, numbers': checkTexts,
  'texts: both languages say the same': checkLanguages,
  'labels: nothing twice': checkLabels,
  'no words in TypeScript': checkSources,
};

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) runChecks(checks);
