import type { Text } from './catalog.ts';
import { OFFLINE, plainly } from './unreached.ts';

/** What can be missing, by what it is. Here, and not among the page's strings, as these may be what did not come. */
const parts = {
  language: { code: 'no-language', en: 'The texts of this page cannot be loaded', zh: '界面文字无法加载' },
  module: {
    code: 'no-module',
    en: 'The WebAssembly module, which computes everything, did not start',
    zh: '负责全部计算的 WebAssembly 模块未能启动',
  },
  presets: { code: 'no-presets', en: 'The races of the gallery cannot be loaded', zh: '示例集的比赛无法加载' },
  script: { code: 'no-script', en: 'A script of this page cannot be loaded', zh: '本页的一个脚本无法加载' },
  policy: {
    code: 'policy',
    en: 'The security policy of this page requires Trusted Types; to run Sidestep it must allow',
    zh: '本页的安全策略要求 Trusted Types；运行 Sidestep 需要它允许',
  },
} satisfies Record<string, Text & { code: string }>;

export type Part = keyof typeof parts;

/** A part that did not come or did not start, and why. */
export class Trouble extends Error {
  /** As an event or a command line has it. */
  readonly code: string;

  constructor(
    private readonly part: Part,
    readonly why: string,
  ) {
    super(`${parts[part].en}: ${why}`);
    this.code = parts[part].code;
  }

  /** The same in the reader's language, with the reason as it reads there. */
  in(lang: keyof Text, why = this.why): string {
    // Which file it was does not matter then, and what translates reasons may not have come either.
    const said = this.why.endsWith(OFFLINE.en) ? OFFLINE[lang] : why;
    return lang === 'zh' ? `${parts[this.part].zh}：${said}` : `${parts[this.part].en}: ${said}`;
  }
}

/** What an error says, in the reader's language where it can. */
export const messageOf = (error: unknown, lang: keyof Text): string =>
  error instanceof Trouble ? error.in(lang) : plainly(error instanceof Error ? error.message : String(error));

/** What `coming` brings; where it does not come, a Trouble says which part is missing. */
export const named = <T>(part: Part, coming: Promise<T>): Promise<T> =>
  coming.catch((error: unknown) => {
    throw error instanceof Trouble ? error : new Trouble(part, messageOf(error, 'en'));
  });
