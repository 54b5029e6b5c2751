import { COLOURS } from '../../toolkit/palette.ts';

export interface Reading {
  name: string;
  swatch: number;
  value: string;
}

/** Fills and places the box that says every lane's value at the pointer. */
export function showReadings(
  box: HTMLElement,
  at: { label: string; value: string },
  readings: readonly Reading[],
  left: number,
  width: number,
): void {
  const head = document.createElement('span');
  head.textContent = `${at.label} ${at.value}`;
  box.replaceChildren(
    head,
    ...readings.map(({ name, swatch, value }) => {
      const line = document.createElement('span');
      line.className = `named pair lane-${swatch % COLOURS}`;
      const [label, number] = [document.createElement('span'), document.createElement('span')];
      [label.textContent, number.textContent] = [name, value];
      line.append(label, number);
      return line;
    }),
  );
  box.hidden = false;
  const x = left + 18 + box.offsetWidth > width ? left - 14 - box.offsetWidth : left + 18;
  box.style.transform = `translate(${Math.round(Math.max(0, x))}px, 0)`;
}
