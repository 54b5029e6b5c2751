/** Shows another address, or keeps another state with it. False where the browser refuses: it limits how often, and forbids it in some frames. */
export function showAddress(
  url: URL | string,
  state: unknown = history.state,
  how: 'pushState' | 'replaceState' = 'replaceState',
): boolean {
  try {
    history[how](state, '', url);
    return true;
  } catch {
    return false;
  }
}
