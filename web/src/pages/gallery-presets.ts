import type { Text } from '../core/catalog.ts';

export { loadPresets } from '../reader/presets.ts';

/** What the gallery says, beside the strings of the playground. */
export const words = {
  title: { en: 'Gallery', zh: '示例集' },
  document: { en: 'Sidestep: the gallery', zh: 'Sidestep：示例集' },
  intro: {
    en: 'Races that show what each optimizer is for, and where it fails. Every one carries its claims as data: the tests run the race and hold it to them, and so does this page.',
    zh: '这些比赛展示每种优化器擅长什么、又在哪里失败。每场比赛都把论断写成数据：测试会运行比赛来核对，本页也一样。',
  },
  path: {
    en: 'Reading an RMSprop tutorial? Its formulas, programs and tables, in its order.',
    zh: '在读 RMSprop 教程？按教程的顺序查看其中的公式、程序与表格。',
  },
  letters: {
    en: 'ρ, the decay of RMSprop’s average, is elsewhere β, α (PyTorch) or γ.',
    zh: 'RMSprop 中平均的衰减率 ρ，别处写作 β、α（PyTorch）或 γ。',
  },
  themes: { en: 'All lessons, by theme', zh: '按主题查看全部示例' },
  contents: { en: 'Sections', zh: '目录' },
  playground: { en: 'Playground', zh: '演练场' },
  printed: { en: 'Commonly printed', zh: '教程中的写法' },
  claims: { en: 'What this race shows', zh: '这场比赛表明' },
  pending: { en: 'Checked when the race has run to its end.', zh: '比赛跑完后核对。' },
  claimsOf: { en: 'What this experiment shows', zh: '这个实验表明' },
  pendingRuns: { en: 'Checked when all its runs have ended.', zh: '全部运行结束后核对。' },
  changed: { en: 'You changed the race; this is about the original.', zh: '你改动了比赛；以下论断针对原来的设置。' },
  restore: { en: 'Back to the original', zh: '恢复原样' },
  holds: { en: 'confirmed', zh: '已确认' },
  fails: { en: 'not confirmed', zh: '未确认' },
  point: { en: 'Point here to load its data and run it.', zh: '指向这里即可加载数据并运行。' },
  tap: { en: 'Tap to open it and load its data.', zh: '点按即可打开并加载数据。' },
  absent: {
    en: 'Its data is not on this site. Open it to choose the published files.',
    zh: '本站没有它的数据。打开后可选取发布者的文件。',
  },
  unknown: { en: 'The gallery has no race “{id}”.', zh: '示例集中没有名为“{id}”的比赛。' },
  meant: { en: 'Did you mean', zh: '你要找的是' },
  stop: { en: '?', zh: '？' },
  experiment: { en: 'Experiment', zh: '实验' },
  back: { en: 'The tutorial’s order', zh: '教程的顺序' },
  all: { en: 'All races', zh: '全部示例' },
} satisfies Record<string, Text>;

/** The first sentence of a text, in either language. */
export const firstSentence = (text: string): string => /^.*?(?:[.!?](?=\s|$)|[。！？])/su.exec(text)?.[0] ?? text;
