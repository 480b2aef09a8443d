/** What somebody has set for this browser. */
export interface Settings {
  /** Whether apps that are signed in to ask which of several accounts it is for. Off unless switched on. */
  asksForAccount(): boolean;
  setAsksForAccount(asks: boolean): void;
}

const KEY = 'ii-asks-for-account';
const ON = 'on';

/** @param storage - null where the browser forbids it; then nothing outlives the page */
export function createSettings(storage: Pick<Storage, 'getItem' | 'setItem'> | null): Settings {
  let inMemory = false;
  return {
    asksForAccount() {
      try {
        return storage === null ? inMemory : storage.getItem(KEY) === ON;
      } catch {
        return inMemory;
      }
    },
    setAsksForAccount(asks) {
      inMemory = asks;
      try {
        storage?.setItem(KEY, asks ? ON : 'off');
      } catch {
        // A full or forbidden storage only costs switching it on once more.
      }
    },
  };
}
