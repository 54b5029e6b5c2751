import { isShare } from '../../experiment/sample.ts';
import { count } from '../../toolkit/format.ts';
import { type Key, t } from '../../toolkit/i18n.ts';
import type { HeatFinding } from './heat-finding.ts';
import { sayValue } from './readable.ts';
import type { OneFinding } from './sweep-finding.ts';
import type { Asked } from './tally.ts';

/** What a choice of what to look at is called. */
export function labelOf({ what, measure, target }: Asked): string {
  if (what === 'steps')
    return target === null ? t('sweep.what.steps') : t('sweep.what.stepsTo', { target: aim({ measure, target }) });
  if (what === 'spread') return t('sweep.what.spread');
  if (what === 'best') return t(isShare(measure) ? 'sweep.what.bestAccuracy' : 'sweep.what.bestLoss');
  return t(measure === 'loss' ? 'sweep.what.loss' : `metric.${measure}`);
}

/** A target as people read it. */
export const aim = ({ measure, target }: Pick<Asked, 'measure' | 'target'>): string =>
  target === null ? '–' : sayValue(target, { what: 'final', measure });

/** What a sweep over one axis shows, in one or two sentences. */
export function sayOne(
  finding: OneFinding,
  names: readonly string[],
  symbol: string,
  asked: Asked,
  settingOf: (value: number) => string,
): string {
  const said = (lane: number) => names[lane]!;
  switch (finding.id) {
    case 'hopeless':
      return asked.what === 'steps'
        ? t('sweep.finding.never', { symbol, target: aim(asked) })
        : t(finding.lost ? 'sweep.finding.lost' : 'sweep.finding.hopeless', { symbol });
    case 'missed':
    case 'best': {
      const values = {
        name: said(finding.lane),
        symbol,
        value: settingOf(finding.value),
        best: sayValue(finding.median, asked),
        target: aim(asked),
      };
      return t(finding.id === 'missed' ? 'sweep.finding.missed' : 'sweep.finding.best', values);
    }
    default: {
      const { from, to } = finding.good;
      const values = { name: said(finding.lane), symbol, from: settingOf(from), to: settingOf(to), target: aim(asked) };
      const one =
        from === to
          ? 'sweep.finding.point'
          : finding.id === 'forgives'
            ? 'sweep.finding.forgives'
            : 'sweep.finding.good';
      const way = asked.what === 'steps' ? 'sweep.reaches' : isShare(asked.measure) ? 'sweep.above' : 'sweep.below';
      const first = t(one, { ...values, way: t(way, values) });
      const { breaks } = finding;
      return breaks && asked.what !== 'steps'
        ? t('sweep.two', {
            first,
            second: t('sweep.finding.breaks', { name: said(breaks.lane), symbol, value: settingOf(breaks.value) }),
          })
        : first;
    }
  }
}

/** What a map shows, in a sentence. `says`: how values of the two axes are said. */
export function sayHeat(
  finding: HeatFinding,
  names: readonly string[],
  symbols: readonly [string, string],
  says: readonly [(value: number) => string, (value: number) => string],
  asked: Asked,
): string {
  switch (finding.id) {
    case 'hopeless':
      return t(
        asked.what === 'steps'
          ? 'sweep.finding.nowhere'
          : finding.lost
            ? 'sweep.finding.allLost'
            : 'sweep.finding.useless',
      );
    case 'decides': {
      const { axis, low, high } = finding;
      const [one, other] = axis === 0 ? ([0, 1] as const) : ([1, 0] as const);
      return t('sweep.finding.decides', {
        symbol: symbols[one],
        value: says[one](finding.value),
        other: symbols[other],
        from: says[other](finding.from),
        to: says[other](finding.to),
        low: sayValue(low, asked),
        high: sayValue(high, asked),
      });
    }
    default: {
      const [x, y] = finding.at;
      const values = {
        a: symbols[0],
        x: says[0](x),
        b: symbols[1],
        y: says[1](y),
        best: sayValue(finding.median, asked),
      };
      return t('sweep.finding.bestAt', { ...values, name: names[finding.lane]! });
    }
  }
}

/** With a capital, where there are such. */
const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** What was measured, in a muted line. */
export function sayMeasured(label: string, symbols: readonly string[], steps: number | null, seeds: number): string {
  const what = steps === null ? label : t('sweep.after', { label, steps: count(steps) });
  const over = symbols.length > 1 ? t('sweep.pair', { a: symbols[0]!, b: symbols[1]! }) : symbols[0]!;
  const key: Key = seeds === 1 ? 'sweep.measured.one' : seeds < 3 ? 'sweep.measured.few' : 'sweep.measured';
  return sentence(t(key, { what, over, seeds }));
}
