import { catalog } from '../core/catalog-data.ts';
import { said } from '../toolkit/i18n.ts';
import { plainSymbol } from '../toolkit/symbol.ts';
import { filled } from './filled.ts';
import type { Unit } from './gallery-claim-nouns.ts';
import type { Call, Part } from './gallery-claim-parts.ts';
import { Saying } from './gallery-claims.ts';

export { checkExperiment, experimentLink, experimentOf } from '../experiment/preset.ts';

/** What the gallery needs for presets that are experiments. It is loaded where there is one. */

const ofOne = {
  median: { en: 'median {column} of {lane}', zh: '{lane}的{column}中位数' },
  iqm: { en: 'interquartile mean of the {column} of {lane}', zh: '{lane}的{column}四分位均值' },
  spread: { en: 'interquartile range of the {column} of {lane}', zh: '{lane}的{column}四分位距' },
  runs: { en: 'number of runs of {lane}', zh: '{lane}的运行次数' },
  diverged: { en: 'number of runs of {lane} that diverge', zh: '{lane}发散的次数' },
  width: {
    en: 'width in decades of the range in which at least half of the runs of {lane} reach {what}',
    zh: '{lane}至少一半运行达到“{what}”的范围的宽度（数量级）',
  },
  best: { en: '{column} at which {lane} has its best median {what}', zh: '{lane}的{what}中位数最好时的 {column}' },
  most: { en: 'best median {what} of {lane}', zh: '{lane}的最好{what}中位数' },
};
const ofTwo = {
  probability: {
    en: 'probability that a run of {lane} beats one of {other} in {column}',
    zh: '{lane}的一次运行在{column}上优于{other}的一次运行的概率',
  },
  difference: {
    en: 'median over the seeds of the difference in {column} between {lane} and {other}',
    zh: '{lane}与{other}的{column}之差在各种子上的中位数',
  },
  seeds: {
    en: 'number of seeds from which on {lane} is shown to be better than {other} in {column}',
    zh: '足以看出{lane}的{column}优于{other}的种子数',
  },
  apart: {
    en: 'whatever the seed, {lane} is better than {other} in {column}',
    zh: '无论种子如何，{lane}的{column}都优于{other}',
  },
  ahead: {
    en: 'on the same seeds, {lane} is ahead of {other} in {column}',
    zh: '在相同种子上，{lane}的{column}领先于{other}',
  },
  undecided: {
    en: '{lane} cannot be told apart from {other} by {column}',
    zh: '{lane}与{other}的{column}分不出高下',
  },
};
const known = { ...ofOne, ...ofTwo };
const others = {
  where: { en: '{what} with {where}', zh: '{what}（{where}）' },
  first: { en: '{what} on the first {n} seeds', zh: '{what}（前 {n} 个种子）' },
};

const fields = [...catalog.optimizers, ...catalog.problems].flatMap(({ fields }) => fields).concat(catalog.race);

/** A claim of an experiment as people read it. */
export class ExperimentSaying extends Saying {
  protected override readonly pairs = Object.keys(ofTwo);

  protected override column(name: string): string {
    const field = name === 'loss' || name === 'accuracy' ? undefined : fields.find(({ id }) => id === name);
    if (!field) return super.column(name);
    // Those of the race have symbols that stand in no formula.
    return (!catalog.race.includes(field) && plainSymbol(field.symbol)) || said(field.name);
  }

  protected override unit(part: Part): Unit {
    if (part.kind !== 'call' || part.lanes.length === 0) return super.unit(part);
    if (part.name === 'probability') return 'share';
    if (!part.column || part.name === 'seeds') return undefined;
    return super.unit(part) && (part.name === 'spread' || part.name === 'difference') ? 'points' : super.unit(part);
  }

  protected override named(call: Call): string {
    const [what, ...more] = call.name === 'best' || call.name === 'width' ? call.parts : [undefined, ...call.parts];
    const isMost = what?.kind === 'name' && what.name === call.column;
    const text = filled(known[(isMost ? 'most' : call.name) as keyof typeof known], {
      lane: this.lane(call.lanes[0]!),
      other: this.lane(call.lanes[1] ?? '', 'others'),
      column: call.column ? this.column(call.column) : '',
      what: what ? this.symbols(what) : '',
    });
    if (call.count !== undefined) return filled(others.first, { what: text, n: `${call.count}` });
    return more[0] ? filled(others.where, { what: text, where: this.symbols(more[0]) }) : text;
  }
}
