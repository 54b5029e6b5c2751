/** What the reader prefers in looks, kept between visits when the browser allows it. Never part of a config. */
export interface Prefs {
  theme: 'auto' | 'light' | 'dark';
  /** Of letters: large for rooms. */
  type: 'normal' | 'large';
  lang: string | null;
  /** By kind of problem, steps a second; 0: as fast as it goes. */
  speed: Record<string, number>;
  /** Keys of a single character play, step and reset. */
  shortcuts: boolean;
}

const key = 'sidestep';
const initial: Prefs = {
  theme: 'auto',
  type: 'normal',
  lang: null,
  speed: {},
  shortcuts: true,
};

/** A stored value counts only when it has the shape of the initial one. */
function sameShape(value: unknown, like: unknown): boolean {
  if (like === null) return value === null || typeof value === 'string' || typeof value === 'boolean';
  if (typeof like !== 'object') return typeof value === typeof like;
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export const initialPrefs = (): Prefs => structuredClone(initial);

export function loadPrefs(): Prefs {
  const prefs = initialPrefs() as unknown as Record<string, unknown>;
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(key) ?? '{}');
    for (const [name, value] of Object.entries(stored ?? {})) {
      if (name in initial && sameShape(value, initial[name as keyof Prefs])) prefs[name] = value;
    }
  } catch {
    // Storage refused or spoilt: the initial preferences do.
  }
  return prefs as unknown as Prefs;
}

export function savePrefs(prefs: Prefs): void {
  try {
    localStorage.setItem(key, JSON.stringify(prefs));
  } catch {
    // Storage refused: they last as long as the page.
  }
}
