/** Keeps the site for visits without a network, where the browser allows it. Once the first race is under way, as it is of no hurry. */
export function keepOffline(): void {
  if (import.meta.env.DEV || !('serviceWorker' in navigator)) return;
  const register = async (): Promise<void> => {
    try {
      await navigator.serviceWorker.register(new URL('sw.js', document.baseURI));
    } catch {
      // Refused, or a sandbox, where even asking throws: the network serves.
    }
  };
  if (document.readyState === 'complete') void register();
  else window.addEventListener('load', () => void register(), { once: true });
}
