import type { Text } from '../core/catalog.ts';
import type { Ending, Named } from './ending.ts';

/** How numbers and names are written where it is said. */
export interface Writing {
  num(value: number): string;
  name(named: Named): string;
}

const AXES = ['x', 'y'];

const and = (parts: readonly string[], sign: string): string =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')}${sign}${parts.at(-1)}`;

/** A number that is none, and one. */
const bad = (value: number, num: Writing['num']): string => (Number.isNaN(value) ? 'NaN' : num(value));

/** Why a lane diverged, and what would have kept it, as the end of a sentence. */
export function sayEnding(ending: Ending, { num, name }: Writing): Text {
  const { step, end, what, infinite, size, index, gradient, parameter, slots, cure, help, float32, point } = ending;
  const axis = size <= AXES.length ? AXES[index]! : null;
  const [en, zh] = [axis ?? `coordinate ${index}`, axis ?? `第 ${index} 个坐标`];
  const at = point.map((x, i) => `${AXES[i]} = ${num(x)}`).join(', ');
  const one = infinite ? 'infinite' : 'not a number';
  const eins = infinite ? '无穷大' : '不是数（NaN）';
  const g = num(gradient);
  const values = [`g = ${g}`, ...slots.map((slot) => `${name(slot)} = ${bad(slot.value, num)}`)].join(', ');
  const late = step < end ? { en: ` in update ${step}`, zh: `第 ${step} 次更新后` } : { en: '', zh: '' };
  const [most, range] = float32 ? [3.4028234e38, 'float32 (3.4×10³⁸)'] : [Number.MAX_VALUE, 'float64 (1.8×10³⁰⁸)'];
  // Near the end of the range a sum would do, too.
  const square = infinite && gradient * gradient > most && Math.abs(gradient) < most / 4;
  const cause = ((): Text => {
    switch (what) {
      case 'zero': {
        const zeros = [...(slots.length > 0 ? slots.map(name) : ['g']), name(cure!)];
        const top = infinite ? num(gradient) : '0';
        return {
          en: `${top}/0 in ${en}${late.en}: ${and(
            zeros.map((it) => `${it} is 0`),
            ' and ',
          )}`,
          zh: `${late.zh}${zh}出现 ${top}/0：${and(
            zeros.map((it) => `${it} 为 0`),
            '，',
          )}`,
        };
      }
      case 'slot':
        return {
          en: `${name(slots[0]!)} became ${one} in ${en}${late.en}, where the gradient was ${g}${square ? `: its square is beyond ${range}` : ''}`,
          zh: `${late.zh}${zh}的 ${name(slots[0]!)} 变为${eins}，该处梯度为 ${g}${square ? `，其平方超出 ${range}` : ''}`,
        };
      case 'parameter':
        return {
          en: `${en} became ${one} in update ${step}, from ${num(parameter)}${slots.length > 0 ? ` with ${values}` : ''}`,
          zh: `第 ${step} 次更新后${zh}${eins}，更新前为 ${num(parameter)}${slots.length > 0 ? `，${values}` : ''}`,
        };
      case 'gradient':
        return {
          en: `the gradient is ${one} in ${en}, at ${at || num(parameter)}`,
          zh: `梯度在${zh}上${eins}，位置 ${at || num(parameter)}`,
        };
      default:
        return {
          en: `the loss is ${one}${at ? ` at ${at}` : `; the largest parameter is ${en} = ${num(parameter)}`}`,
          zh: `损失${eins}${at ? `，位置 ${at}` : `；最大的参数是${zh}，为 ${num(parameter)}`}`,
        };
    }
  })();
  if (cure) {
    const set = `${name(cure)} = ${num(cure.value)}`;
    return { en: `${cause.en}; with ${set} it is finite`, zh: `${cause.zh}；取 ${set} 时结果有限` };
  }
  if (!help) return cause;
  const set = help.id === 'lr' ? `η = ${num(help.value)}` : null;
  const [how, way] = set
    ? [set, `取 ${set} `]
    : [`gradients clipped to norm ${num(help.value)}`, `梯度范数裁剪到 ${num(help.value)} `];
  return {
    en: `${cause.en}; with ${how} it ${help.whole ? 'runs to the end' : 'gets past this step'}`,
    zh: `${cause.zh}；${way}时能${help.whole ? '运行到最后' : '越过这一步'}`,
  };
}
