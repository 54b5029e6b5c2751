/** Light, dark, or as the reader's system has it. */
export const THEMES = ['light', 'dark', 'auto'] as const;
export type Theme = (typeof THEMES)[number];

/** A theme as authors write it. */
export function readTheme(asked: unknown): Theme | undefined {
  const theme = String(asked ?? '')
    .trim()
    .toLowerCase();
  return THEMES.find((it) => it === theme);
}
