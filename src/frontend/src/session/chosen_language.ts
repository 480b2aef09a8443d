const KEY = 'ii-language';

/** The language that somebody chose in this browser; null when none, or when the storage is forbidden. */
export function readChosenLanguage(storage: Pick<Storage, 'getItem'> | null): string | null {
  try {
    return storage?.getItem(KEY) ?? null;
  } catch {
    return null;
  }
}

export function keepChosenLanguage(storage: Pick<Storage, 'setItem'> | null, language: string): void {
  try {
    storage?.setItem(KEY, language);
  } catch {
    // A full or forbidden storage only costs choosing once more.
  }
}
