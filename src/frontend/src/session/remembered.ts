import { parseIdentityNumber } from './identity_number.ts';

/** An identity that was used in this browser. Only its number is kept: the rest is the canister's. */
export interface RememberedIdentity {
  readonly number: string;
  /** Milliseconds since 1970. */
  readonly lastUsed: number;
  /** Issuer of the provider whose account opened it last, if one did. */
  readonly issuer?: string;
}

/** Identities used in this browser, the last used one first. */
export interface RememberedIdentities {
  list(): readonly RememberedIdentity[];
  /** Notes that an identity was used just now, and the provider whose account opened it. */
  use(number: string, issuer?: string): void;
  /** @returns how to take it back */
  forget(number: string): () => void;
}

export const MAX_REMEMBERED = 10;

const KEY = 'ii-remembered-identities';

/**
 * Keeps identities in the browser's storage.
 * @param storage - null where the browser forbids it; then nothing outlives the page
 * @param now - milliseconds since 1970
 */
export function createRememberedIdentities(
  storage: Pick<Storage, 'getItem' | 'setItem'> | null,
  now: () => number,
): RememberedIdentities {
  let inMemory: readonly RememberedIdentity[] = [];
  const list = (): readonly RememberedIdentity[] => {
    try {
      return parseRemembered(storage?.getItem(KEY) ?? null) ?? inMemory;
    } catch {
      return inMemory;
    }
  };
  const save = (identities: readonly RememberedIdentity[]): void => {
    inMemory = identities;
    try {
      storage?.setItem(KEY, JSON.stringify(identities));
    } catch {
      // A full or forbidden storage only costs the convenience of the list.
    }
  };
  const without = (number: string) => list().filter((identity) => identity.number !== number);
  return {
    list,
    use(number, issuer) {
      const used = { number, lastUsed: now(), ...(issuer !== undefined && { issuer }) };
      save([used, ...without(number)].slice(0, MAX_REMEMBERED));
    },
    forget(number) {
      const before = list();
      save(without(number));
      return () => save(before);
    },
  };
}

/** What the storage holds, as far as it can be read; null when there is nothing to read. */
export function parseRemembered(text: string | null): readonly RememberedIdentity[] | null {
  if (text === null) return null;
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return null;
  }
  if (!Array.isArray(json)) return null;
  const byNumber = new Map<string, RememberedIdentity>();
  for (const entry of json.slice(0, MAX_REMEMBERED) as unknown[]) {
    if (typeof entry !== 'object' || entry === null) continue;
    const { number, lastUsed, issuer } = entry as Record<string, unknown>;
    const parsed = typeof number === 'string' ? parseIdentityNumber(number) : null;
    if (parsed === null || byNumber.has(parsed)) continue;
    byNumber.set(parsed, {
      number: parsed,
      lastUsed: typeof lastUsed === 'number' ? lastUsed : 0,
      ...(typeof issuer === 'string' && { issuer }),
    });
  }
  return [...byNumber.values()].sort((a, b) => b.lastUsed - a.lastUsed);
}
