/** Keeps the site for visits without a network, where the browser allows it. Once the first race is under way, as it is of no hurry. */
export function keepOffline(): void {
  if (import.meta.env.DEV || !('serviceWorker' in navigator)) return;
  const register = (): void => {
    navigator.serviceWorker.register(new URL('sw.js', document.baseURI)).catch(() => {}); // refused: the network serves
  };
  if (document.readyState === 'complete') register();
  else window.addEventListener('load', register, { once: true });
}
