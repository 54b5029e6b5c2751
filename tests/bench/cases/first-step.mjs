/** Watches for the first step that is shown, in the page or in its element. It runs in the page. */
export const watchFirstStep = () => {
  const look = () => {
    const places = [document, document.querySelector('sidestep-race')?.shadowRoot];
    const shown = places.some(
      (place) => Number(place?.querySelector('.counter-now')?.textContent.replace(/\D/g, '')) > 0,
    );
    if (shown) window.firstStep = performance.now();
    else requestAnimationFrame(look);
  };
  look();
};

/** Milliseconds from navigation to the first frame that shows a step. */
export const firstStep = (page) =>
  page.waitForFunction(() => window.firstStep, null, { polling: 50 }).then((handle) => handle.jsonValue());

export const quantile = (list, q) => [...list].sort((a, b) => a - b)[Math.floor(q * (list.length - 1))];
