import { catalog } from '../core/catalog-data.ts';
import { said } from '../toolkit/i18n.ts';
import { plainSymbol } from '../toolkit/symbol.ts';
import { filled } from './filled.ts';
import { Saying } from './gallery-claims.ts';

export { checkExperiment, experimentLink, experimentOf } from '../experiment/preset.ts';

/** What the gallery needs for presets that are experiments. It is loaded where there is one. */

const ofOne = {
  median: { en: 'median {column} of {lane}', zh: '{lane}的{column}中位数' },
  iqm: { en: 'interquartile mean of the {column} of {lane}', zh: '{lane}的{column}四分位均值' },
  spread: { en: 'interquartile range of the {column} of {lane}', zh: '{lane}的{column}四分位距' },
  runs: { en: 'runs of {lane}', zh: '{lane}的运行次数' },
  diverged: { en: 'runs of {lane} that diverge', zh: '{lane}发散的次数' },
};
const ofTwo = {
  probability: { en: 'chance that {lane} beats {other} in {column}', zh: '{lane}的{column}胜过{other}的概率' },
  difference: {
    en: '{column} of {lane} minus that of {other}, median over the seeds',
    zh: '{lane}与{other}的{column}之差（各种子的中位数）',
  },
  apart: {
    en: '{lane} is better than {other} in {column}, whatever the seed',
    zh: '{lane}的{column}好于{other}，不论种子',
  },
  ahead: { en: '{lane} is ahead of {other} in {column}, seed by seed', zh: '{lane}的{column}逐种子领先于{other}' },
  undecided: { en: '{lane} and {other} can’t be told apart by {column}', zh: '{lane}与{other}的{column}分不出高下' },
  seeds: {
    en: 'seeds until {lane} is shown to be better than {other} in {column}',
    zh: '能看出{lane}的{column}好于{other}的种子数',
  },
};
const others = {
  best: { en: '{column} of {lane} where its median {what} is best', zh: '{lane}{what}中位数最好时的{column}' },
  most: { en: 'best median {what} of {lane}', zh: '{lane}最好的{what}中位数' },
  width: {
    en: 'decades in which half of the runs of {lane} or more have {what}',
    zh: '{lane}至少一半运行满足“{what}”的范围（数量级）',
  },
  where: { en: '{what} ({where})', zh: '{what}（{where}）' },
  first: { en: 'first {n} seeds', zh: '前 {n} 个种子' },
};

const fields = [...catalog.optimizers, ...catalog.problems].flatMap(({ fields }) => fields).concat(catalog.race);

/** A claim of an experiment as people read it. */
export class ExperimentSaying extends Saying {
  protected override column(name: string): string {
    const field = name === 'loss' || name === 'accuracy' ? undefined : fields.find(({ id }) => id === name);
    return field ? plainSymbol(field.symbol) || said(field.name) : super.column(name);
  }

  protected override called(name: string): string {
    const two = Object.hasOwn(ofTwo, name) ? ofTwo[name as keyof typeof ofTwo] : undefined;
    const one = Object.hasOwn(ofOne, name) ? ofOne[name as keyof typeof ofOne] : undefined;
    if (!two && !one && name !== 'best' && name !== 'width') return super.called(name);
    this.take(); // the bracket
    const lane = this.lane();
    const other = two ? this.#next(() => this.lane()) : '';
    const more: string[] = [];
    while (this.take() === ',') more.push(this.peek() === 'first' ? this.#first() : this.all());
    const own = one || two ? '' : more.shift()!;
    const column = this.peek() === '.' ? this.#next(() => this.column(this.take())) : '';
    const values = { lane, other, what: own, column };
    const best = own === column ? others.most : others.best;
    const text = filled(one ?? two ?? (name === 'width' ? others.width : best), values);
    return more.length > 0 ? filled(others.where, { what: text, where: more.join() }) : text;
  }

  #first = (): string => this.#next(() => filled(others.first, { n: this.take() }));

  /** What comes after the next token. */
  #next(read: () => string): string {
    this.take();
    return read();
  }
}
