import type { Catalog, Text } from './catalog.ts';
import { type ClaimLane, type Measured, parseClaim } from './claim.ts';
import { type Config, type Notice, normalize } from './config.ts';
import { Notices } from './notices.ts';
import type { Trace } from './trace.ts';
import { readView, type ViewState } from './view-state.ts';

/** A race or an experiment with a lesson, and what it shows as claims that are checked: one file of web/presets. */
export interface Preset {
  id: string;
  /** Where it stands in the gallery. */
  order: number;
  /** The part of the gallery: one of SECTIONS. */
  section: string;
  name: Text;
  /** One paragraph. */
  lesson: Text;
  /** One sentence for its card, where the first one of the lesson does not stand alone. */
  summary?: Text;
  /** What is commonly printed about this race, where a tutorial does. */
  printed?: Text;
  /** Numbers of the lesson that this race cannot show: constants of its problem, results of other races. The tests hold all others to its claims. */
  given?: number[];
  /** A key for each lane in claims, where optimizer ids do not tell lanes apart. */
  labels?: string[];
  /** What people call these lanes, by label; the others are called by their rule and settings. */
  names?: Record<string, Text>;
  /** How it is looked at: what shows the lesson. */
  view?: unknown;
  /** A config as files hold it, of an experiment with axes; what is left out is default. */
  config: unknown;
  claims: string[];
}

/** What is raced, and how it is called and looked at. */
export type PresetRace = Pick<Preset, 'id' | 'config' | 'view' | 'labels' | 'names'>;

export const SECTIONS: readonly { id: string; name: Text }[] = [
  { id: 'shape', name: { en: 'The shape of the surface', zh: '曲面的形状' } },
  { id: 'scale', name: { en: 'Scale and memory', zh: '尺度与记忆' } },
  { id: 'noise', name: { en: 'Noise and learning rates', zh: '噪声与学习率' } },
  { id: 'data', name: { en: 'Small data', zh: '小数据集' } },
  { id: 'tutorial', name: { en: 'Tutorial figures, checked', zh: '核对教程中的数字' } },
  {
    id: 'experiment',
    name: { en: 'Experiments: many seeds, ranges, equal tuning', zh: '实验：多个种子、参数范围、同等调参' },
  },
  { id: 'convention', name: { en: 'Conventions and frameworks', zh: '约定与框架' } },
  { id: 'wrong', name: { en: 'Known wrong versions', zh: '常见的错误写法' } },
];

export interface Checked {
  claim: string;
  holds: boolean;
  measured: Measured[];
}

const isText = (x: unknown): x is Text => {
  const text = x as Text | null;
  return (
    typeof text === 'object' && typeof text?.en === 'string' && typeof text.zh === 'string' && !!text.en && !!text.zh
  );
};

const isList = (x: unknown): x is string[] => Array.isArray(x) && x.every((item) => typeof item === 'string');

/** Whether a preset is an experiment, and not one race. */
export const isExperiment = ({ config }: Preset, catalog: Catalog): boolean =>
  normalize(config, catalog).notices.some(({ code }) => code === 'experiment');

/** How a preset is read. */
interface Reading {
  config: Config;
  notices: readonly Notice[];
  /** Throws where a claim makes no sense. */
  parse(claim: string): unknown;
}

/** What is wrong with a preset's file, in words; empty when nothing is. `reading`: of one that is no race. */
export function mistakesIn(input: unknown, catalog: Catalog, reading?: Reading): string[] {
  const preset = input as Preset;
  const { config, notices, parse } = reading ?? { ...normalize(preset.config, catalog), parse: parseClaim };
  const wrong: string[] = [];
  const must = (right: boolean, message: string): boolean => {
    if (!right) wrong.push(message);
    return right;
  };
  const known = [
    'id',
    'order',
    'section',
    'name',
    'lesson',
    'summary',
    'printed',
    'given',
    'labels',
    'names',
    'view',
    'config',
    'claims',
  ];
  for (const key of Object.keys(preset)) must(known.includes(key), `there is no field '${key}'`);
  must(typeof preset.id === 'string' && /^[a-z0-9-]+$/.test(preset.id), 'id must be of small letters, digits and -');
  must(Number.isFinite(preset.order), 'order must be a number');
  must(
    SECTIONS.some(({ id }) => id === preset.section),
    `there is no section '${preset.section}'`,
  );
  for (const key of ['name', 'lesson'] as const) must(isText(preset[key]), `${key} must be in English and Chinese`);
  for (const key of ['summary', 'printed'] as const)
    must(preset[key] === undefined || isText(preset[key]), `${key} must be in English and Chinese`);
  const looks = new Notices();
  readView(preset.view, looks);
  for (const { at, message } of [...notices, ...looks.all()]) wrong.push(`config: ${at} ${message}`);
  if (preset.labels !== undefined && must(isList(preset.labels), 'labels must be a list of words')) {
    must(preset.labels.length === config.lanes.length, 'there must be a label for each lane');
    must(new Set(preset.labels).size === preset.labels.length, 'labels must differ');
  }
  for (const [label, name] of Object.entries(preset.names ?? {})) {
    must(preset.labels?.includes(label) ?? false, `names: there is no label '${label}'`);
    must(isText(name), `the name of '${label}' must be in English and Chinese`);
  }
  if (must(isList(preset.claims) && preset.claims.length > 0, 'claims must be a list of texts')) {
    for (const claim of preset.claims) {
      try {
        parse(claim);
      } catch (error) {
        wrong.push((error as Error).message);
      }
    }
  }
  return wrong;
}

/** What a preset calls its lanes, where it does. */
export const namesIn = ({ labels, names }: Pick<Preset, 'labels' | 'names'>): (Text | undefined)[] =>
  labels?.map((label) => names?.[label]) ?? [];

/** The config of a preset that is a race, with every field filled in. */
export const configOf = (preset: Preset, catalog: Catalog): Config => normalize(preset.config, catalog).config;

/** How the race of a preset is looked at. */
export const viewOf = ({ view }: Preset): ViewState => readView(view, new Notices()) ?? {};

/** Checks every claim of a preset against a race that has ended, of which a row is known for every step. */
export function checkClaims(
  preset: Preset,
  config: Config,
  lanes: readonly { trace: Trace; status: string }[],
): Checked[] {
  const all: ClaimLane[] = lanes.map(({ trace, status }, i) => ({
    label: preset.labels?.[i],
    optimizer: config.lanes[i]?.optimizer ?? '',
    trace,
    diverged: status === 'diverged',
  }));
  return preset.claims.map((claim) => ({ claim, ...parseClaim(claim).check(all) }));
}
