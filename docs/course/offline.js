// Who comes to a chapter first has the site for later visits without a network, too, as on its other pages (web/src/pages/offline.ts).
addEventListener('load', async () => {
  if (navigator.connection?.saveData) return;
  try {
    await navigator.serviceWorker?.register('../sw.js');
  } catch {} // refused, or in a sandbox, where the very question throws: the network serves
});
