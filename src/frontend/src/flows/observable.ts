/** A value that screens watch; Svelte's store contract, without Svelte. */
export interface Observable<T> {
  /** Calls the listener now and at each change. @returns how to stop */
  subscribe(listener: (value: T) => void): () => void;
}

/** An {@link Observable} with the means to change it, kept by the flow that owns it. */
export interface Variable<T> extends Observable<T> {
  readonly value: T;
  set(value: T): void;
}

export function createVariable<T>(initial: T): Variable<T> {
  let value = initial;
  const listeners = new Set<(value: T) => void>();
  return {
    get value() {
      return value;
    },
    set(next) {
      value = next;
      for (const listener of [...listeners]) listener(next);
    },
    subscribe(listener) {
      // Each subscription is its own, even with the same function twice.
      const own = (next: T): void => listener(next);
      listeners.add(own);
      own(value);
      return () => void listeners.delete(own);
    },
  };
}
