import { createElement, type HTMLAttributes, type ReactElement, type Ref, useCallback, useEffect, useRef } from 'react';
import type { PartialConfig, SidestepRaceAttributes } from './attributes.ts';
import type { SidestepEvents, SidestepRace as SidestepRaceElement } from './index.ts';
import './index.ts';

type Heard<K extends keyof SidestepEvents> = ((event: CustomEvent<SidestepEvents[K]>) => void) | undefined;

export interface SidestepRaceProps
  extends Omit<SidestepRaceAttributes, 'config'>,
    Omit<HTMLAttributes<SidestepRaceElement>, keyof SidestepRaceAttributes | 'onError'> {
  /** A link, or a config of which what is left out is default. An equal one does not begin the race anew. */
  config?: string | PartialConfig | undefined;
  /** Every lane stands at its start. */
  onReady?: Heard<'sidestep-ready'>;
  /** The race went on; at most once a frame. */
  onStep?: Heard<'sidestep-step'>;
  /** Every lane has run to its end or diverged. */
  onFinish?: Heard<'sidestep-finish'>;
  /** Something is wrong: with the config, a lane, the data, or the browser. */
  onError?: Heard<'sidestep-error'>;
  ref?: Ref<SidestepRaceElement> | undefined;
  /** For React 18, where a component gets no `ref`. */
  elementRef?: Ref<SidestepRaceElement> | undefined;
}

function give(ref: Ref<SidestepRaceElement> | undefined, element: SidestepRaceElement | null): void {
  if (typeof ref === 'function') ref(element);
  else if (ref) ref.current = element;
}

/**
 * `<sidestep-race>` for React, 18 and later: a config may be an object, and handlers hear its events. The config is written into the
 * attribute, so that what a server renders is the race already.
 */
export function SidestepRace(props: SidestepRaceProps): ReactElement {
  const { config, className, onReady, onStep, onFinish, onError, ref, elementRef, ...others } = props;
  const element = useRef<SidestepRaceElement | null>(null);
  const held = useCallback(
    (it: SidestepRaceElement | null) => {
      element.current = it;
      give(ref, it);
      give(elementRef, it);
    },
    [ref, elementRef],
  );
  const text = textOf(config);
  useEffect(() => {
    // What is no JSON the element itself refuses, in its place.
    if (text === undefined && config !== undefined && config !== null) element.current!.config = config;
  }, [config, text]);
  const heard = {
    'sidestep-ready': onReady,
    'sidestep-step': onStep,
    'sidestep-finish': onFinish,
    'sidestep-error': onError,
  };
  const handlers = useRef(heard);
  handlers.current = heard;
  useEffect(() => {
    const it = element.current!;
    const call = (event: Event): void => {
      if (event.target === it)
        (handlers.current[event.type as keyof SidestepEvents] as ((event: Event) => void) | undefined)?.(event);
    };
    const names = Object.keys(handlers.current);
    for (const name of names) it.addEventListener(name, call);
    return () => {
      for (const name of names) it.removeEventListener(name, call);
    };
  }, []);
  return createElement('sidestep-race', {
    ...Object.fromEntries(Object.entries(others).map(([name, value]) => [name, attribute(name, value)])),
    ...(className !== undefined && { class: className }),
    ...(text !== undefined && { config: text }),
    ref: held,
  });
}

/** A config as an attribute has it; undefined where it is none that could be written. */
function textOf(config: unknown): string | undefined {
  if (typeof config === 'string') return config;
  const plain = Object.prototype.toString.call(config) === '[object Object]' && !(config as { then?: unknown }).then;
  try {
    return plain ? JSON.stringify(config) : undefined;
  } catch {
    return undefined; // a cycle, a BigInt
  }
}

/** Said by a value, as `false` is another thing there than nothing. */
const isSaid = (name: string): boolean => /^(aria-|data-|autoplay$|equal$|smooth$|toolbar$)/.test(name);

/** Of an element that it does not know, React 18 writes yes and no as texts, and React 19 no `false`. */
function attribute(name: string, value: unknown): unknown {
  if (typeof value !== 'boolean') return value;
  return isSaid(name) ? String(value) : value ? '' : undefined;
}
