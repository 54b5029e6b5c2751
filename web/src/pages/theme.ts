import type { Prefs } from '../reader/prefs.ts';

/** Light, dark, or as the system has it. */
export function showTheme(theme: Prefs['theme']): void {
  if (theme === 'auto') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

export const nextTheme = (theme: Prefs['theme']): Prefs['theme'] =>
  theme === 'auto' ? 'light' : theme === 'light' ? 'dark' : 'auto';
