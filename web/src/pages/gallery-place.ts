import { showAddress } from '../toolkit/address.ts';

/** Where in the gallery the reader is: the card at the top of the window, and how far below that it begins. */
interface Place {
  card: string;
  top: number;
}

const PAUSE = 150; // milliseconds without scrolling

const kept = (): Place | undefined => (history.state as { place?: Place } | null)?.place;

/** An address is what anybody writes: a sign % may stand in it for itself. */
function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The place that a visit returns to: where it left, or the card that the address names. */
export function placeToReturn(): { awaited: boolean; come(): void } {
  const named = unescaped(location.hash.slice(1));
  const place = kept() ?? (named ? { card: named, top: 80 } : undefined);
  let touched = false;
  for (const type of ['wheel', 'touchstart', 'keydown', 'pointerdown'])
    addEventListener(type, () => (touched = true), { once: true, passive: true });
  try {
    history.scrollRestoration = 'manual'; // the browser would scroll before the cards are there
  } catch {
    // Refused: it scrolls.
  }
  return {
    get awaited() {
      return !touched && !!place && !document.getElementById(place.card);
    },
    /** Scrolls there as soon as it is there, unless the reader has gone elsewhere. */
    come() {
      const card = place && !touched ? document.getElementById(place.card) : null;
      if (!card) return;
      // Cards that have not been seen are of a height that is guessed: it takes a second look.
      for (let look = 0; look < 3; look++)
        scrollBy({ top: card.getBoundingClientRect().top - place!.top, behavior: 'instant' });
    },
  };
}

/** Keeps the place in the history, where Back finds it. */
export function keepPlace(): void {
  let timer = 0;
  const keep = (): void => {
    const cards = [...document.querySelectorAll<HTMLElement>('.cards li')];
    const first = cards.find((card) => card.getBoundingClientRect().bottom > 0);
    const place = first && scrollY > 0 ? { card: first.id, top: first.getBoundingClientRect().top } : undefined;
    showAddress('', { ...history.state, place }); // where it is refused, the next pause keeps it
  };
  const later = (): void => {
    clearTimeout(timer);
    timer = window.setTimeout(keep, PAUSE);
  };
  addEventListener('scroll', later, { passive: true });
  addEventListener('click', keep, { capture: true });
  addEventListener('pagehide', keep);
}
