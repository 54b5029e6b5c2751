/** Listeners of one object, by event name. `on` returns what removes the listener. */
export class Emitter<Events extends Record<string, unknown>> {
  readonly #listeners = new Map<keyof Events, Set<(detail: never) => void>>();

  on<K extends keyof Events>(name: K, listener: (detail: Events[K]) => void): () => void {
    const set = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, set.add(listener as (detail: never) => void));
    return () => set.delete(listener as (detail: never) => void);
  }

  emit<K extends keyof Events>(name: K, detail: Events[K]): void {
    for (const listener of [...(this.#listeners.get(name) ?? [])]) (listener as (detail: Events[K]) => void)(detail);
  }
}
