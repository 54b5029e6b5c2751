import url from 'virtual:presets';
import type { Text } from '../core/catalog.ts';
import { once } from '../core/once.ts';
import type { Preset } from '../core/preset.ts';
import { named } from '../core/trouble.ts';

const load = once<Preset[]>('presets.json', url);

/** All presets, in the order of the gallery. */
export const loadPresets = (): Promise<Preset[]> => named('presets', load());

/** What the gallery says, beside the strings of the playground. */
export const words = {
  title: { en: 'Gallery', zh: '示例集' },
  document: { en: 'Sidestep: the gallery', zh: 'Sidestep：示例集' },
  intro: {
    en: 'Each race shows what an optimizer is good for, or where it fails. What a race shows is stated as claims, which our tests and the race’s own page check by running it.',
    zh: '每场比赛展示一种优化器的长处或失败之处。比赛说明了什么，都写成可核对的论断：我们的测试和比赛页面都会运行比赛加以核对。',
  },
  path: {
    en: 'Reading an RMSprop tutorial? Follow its order: formulas, programs and tables, each with the race that checks it.',
    zh: '在读 RMSprop 教程？按教程的顺序查看其中的公式、程序与表格，以及核对它们的比赛。',
  },
  letters: {
    en: 'RMSprop’s decay rate, here ρ, is elsewhere written β, α (PyTorch) or γ.',
    zh: 'RMSprop 的衰减率在本站写作 ρ，别处写作 β、α（PyTorch）或 γ。',
  },
  pages: { en: 'A page of each race, for chats and social networks', zh: '每场比赛的独立页面，可发到聊天和社交平台' },
  page: { en: 'A page of its own: {name}', zh: '独立页面：{name}' },
  themes: { en: 'All lessons, by theme', zh: '按主题查看全部示例' },
  contents: { en: 'Sections', zh: '目录' },
  playground: { en: 'Playground', zh: '演练场' },
  printed: { en: 'What tutorials state: {what}', zh: '教程给出的结果：{what}' },
  claims: { en: 'What this race shows', zh: '这场比赛表明' },
  pending: { en: 'Checked when the race has ended.', zh: '比赛结束后核对。' },
  claimsOf: { en: 'What this experiment shows', zh: '这个实验表明' },
  pendingRuns: { en: 'Checked when all runs have ended.', zh: '全部运行结束后核对。' },
  changed: {
    en: 'You changed the race; the claims are about the original.',
    zh: '你改动了比赛；以下论断针对原来的设置。',
  },
  restore: { en: 'Back to the original', zh: '恢复原样' },
  score: { en: '{n}/{all} confirmed', zh: '{n}/{all} 条已确认' },
  holds: { en: 'confirmed', zh: '已确认' },
  fails: { en: 'not confirmed', zh: '未得到确认' },
  point: { en: 'Hover here to load the data and run the race.', zh: '将指针移到此处即可加载数据并运行。' },
  tap: { en: 'Tap to open the lesson and load its data.', zh: '点按即可打开示例并加载数据。' },
  absent: {
    en: 'This site does not include its data. Open the lesson to choose the published files.',
    zh: '本站未包含此示例的数据。打开示例后可选取官方发布的文件。',
  },
  unknown: { en: 'The gallery has no lesson “{id}”.', zh: '示例集中没有名为“{id}”的示例。' },
  meant: { en: 'Did you mean {name}?', zh: '你要找的是{name}吗？' },
  experiment: { en: 'Experiment', zh: '实验' },
  back: { en: 'Back to the tutorial’s order', zh: '回到教程的顺序' },
  all: { en: 'All lessons', zh: '全部示例' },
} satisfies Record<string, Text>;
