// The layers of a network as a library has them: web/code/LIBRARY/layers.json.
import type { Value } from '../core/catalog.ts';
import type { LibraryLayers } from './framework-pieces.ts';
import type { Placed } from './layers.ts';
import { nets } from './parts.ts';

const libraryOf = (id: string): LibraryLayers => nets().layers[`../../code/${id}/layers.json`]!;

/** The first layer that a library has not, or not in this form. */
export const unknownLayer = (id: string, net: readonly Placed[]): Placed | undefined =>
  net.find((layer) => {
    const { layers, activations } = libraryOf(id);
    const form = layers[layer.id];
    const recurrent = /lstm|gru/.test(layer.id);
    return !form || (recurrent && activations[String(layer.values.activation)] === undefined);
  });

type Needs = LibraryLayers['layers'][string]['needs'];

export interface Texts {
  /** One for each step of the network. */
  steps: string[];
  /** The tensors of the network, in the layout and the order of the race. */
  views: string[];
}

/** `written`: a value as the language has it. */
export function layerTexts(id: string, net: readonly Placed[], written: (value: Value) => string): Texts {
  const { to, activations, layers } = libraryOf(id);
  const texts: Texts = { steps: [], views: [] };
  let isFirst = false;
  let tensors = 0;
  const filled = (text: string, { values, start }: Placed): string =>
    text.replace(/\{(\w+)\}/g, (_, name: string) => {
      if (name === 'w') return start.map((_, i) => `w[${tensors + i}]`).join(', ');
      if (/^w\d$/.test(name)) return `w[${tensors + Number(name[1])}]`;
      if (name === 'activation') return activations[String(values.activation)]!;
      const value = values[name]!;
      return typeof value === 'string' ? value : written(value);
    });
  const arrange = (needs: Needs, shape: readonly number[], layer: Placed): void => {
    const wanted = needs === 'first' ? shape.length > 1 : needs === undefined && isFirst;
    if (wanted !== isFirst) texts.steps.push(filled(to[wanted ? 'first' : 'last']!, layer));
    isFirst = wanted;
    if (needs === 'flat' && shape.length > 1) texts.steps.push(filled(to.flat!, layer));
    if (needs === 'rows' && shape.length > 2) texts.steps.push(filled(to.rows!, layer));
  };
  for (const layer of net) {
    const { needs, make, views = [] } = layers[layer.id]!;
    arrange(needs, layer.input, layer);
    for (const text of make) {
      const [, when, rest] = /^\?(\w+):(.*)$/.exec(text) ?? [undefined, undefined, text];
      if (when === undefined || layer.values[when]) texts.steps.push(filled(rest!, layer));
    }
    texts.views.push(...views.map((view) => `net[${texts.steps.length - 1}].${view}`));
    tensors += layer.start.length;
  }
  const last = net.at(-1)!;
  arrange('flat', last.output, last);
  return texts;
}
