import { base64ToBytes, bytesToBase64 } from '../bytes/base64.ts';
import { parseIdentityNumber } from './identity_number.ts';

/**
 * Which identity signed in to which app, so that a returning person needs no choice. Apps and principals are
 * kept as keyed digests only: nobody who reads the storage learns where somebody has been.
 */
export interface VisitedApps {
  /** Notes that an identity signed in just now. Never rejects. */
  note(number: string, visit: Visit): Promise<void>;
  /** The identity that signed in last at an origin; null when none is known. Never rejects. */
  lastAt(origin: string): Promise<string | null>;
  /** The identity that an app knows by a principal; null when none is known. Never rejects. */
  knownBy(visit: Visit): Promise<string | null>;
  /** @returns how to take it back */
  forget(number: string): () => void;
}

export interface Visit {
  /** Origin that the principal is derived for. */
  readonly origin: string;
  /** Text of the principal that the app sees. */
  readonly principal: string;
}

/** One identity at one app. */
interface Entry {
  readonly number: string;
  /** Digest of the origin. */
  readonly app: string;
  /** Digest of origin and principal. */
  readonly user: string;
}

interface Kept {
  /** Base64 of the key of the digests. */
  readonly key: string;
  /** The latest first. */
  readonly entries: readonly Entry[];
}

/** Apps per identity. */
export const MAX_VISITS = 40;

const KEY = 'ii-visited-apps';
const KEY_BYTES = 32;
/** Of the 32 that a digest has: enough to tell apps apart. */
const DIGEST_BYTES = 16;
/** Forty apps for each of ten identities; more was not written by this page. */
const MAX_ENTRIES = 400;

/** @param storage - null where the browser forbids it; then nothing outlives the page */
export function createVisitedApps(storage: Pick<Storage, 'getItem' | 'setItem'> | null): VisitedApps {
  let inMemory: Kept = { key: newKey(), entries: [] };
  const read = (): Kept => {
    try {
      return parseVisitedApps(storage?.getItem(KEY) ?? null) ?? inMemory;
    } catch {
      return inMemory;
    }
  };
  const save = (kept: Kept): void => {
    inMemory = kept;
    try {
      storage?.setItem(KEY, JSON.stringify(kept));
    } catch {
      // A full or forbidden storage only costs the convenience.
    }
  };
  const find = async (text: string, field: 'app' | 'user'): Promise<string | null> => {
    const { key, entries } = read();
    if (entries.length === 0) return null;
    const digest = await digestOf(key, text).catch(() => null);
    return entries.find((entry) => entry[field] === digest)?.number ?? null;
  };
  return {
    async note(number, { origin, principal }) {
      const { key } = read();
      const texts = [origin, userText({ origin, principal })];
      const [app, user] = await Promise.all(texts.map((text) => digestOf(key, text).catch(() => undefined)));
      if (app === undefined || user === undefined) return;
      // Read again: another window may have written meanwhile.
      const { entries } = read();
      const isOwn = (entry: Entry): boolean => entry.number === number;
      const others = entries.filter((entry) => entry.user !== user);
      const dropped = new Set(others.filter(isOwn).slice(MAX_VISITS - 1));
      save({ key, entries: [{ number, app, user }, ...others.filter((entry) => !dropped.has(entry))] });
    },
    lastAt: (origin) => find(origin, 'app'),
    knownBy: (visit) => find(userText(visit), 'user'),
    forget(number) {
      const before = read();
      save({ ...before, entries: before.entries.filter((entry) => entry.number !== number) });
      return () => save(before);
    },
  };
}

/** What the storage holds, as far as it can be read; null when there is nothing to read. */
export function parseVisitedApps(text: string | null): Kept | null {
  if (text === null) return null;
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof json !== 'object' || json === null) return null;
  const { key, entries } = json as Record<string, unknown>;
  if (typeof key !== 'string' || base64ToBytes(key)?.length !== KEY_BYTES || !Array.isArray(entries))
    return null;
  return { key, entries: (entries as unknown[]).slice(0, MAX_ENTRIES).flatMap(parseEntry) };
}

function parseEntry(json: unknown): Entry[] {
  if (typeof json !== 'object' || json === null) return [];
  const { number, app, user } = json as Record<string, unknown>;
  const parsed = typeof number === 'string' ? parseIdentityNumber(number) : null;
  if (parsed === null || typeof app !== 'string' || typeof user !== 'string') return [];
  return [{ number: parsed, app, user }];
}

/** An origin has no space in it, so no two visits have the same text. */
function userText({ origin, principal }: Visit): string {
  return `${origin} ${principal}`;
}

function newKey(): string {
  return bytesToBase64(crypto.getRandomValues(new Uint8Array(KEY_BYTES)));
}

/** @returns base64 of the first bytes of HMAC-SHA-256 */
async function digestOf(key: string, text: string): Promise<string> {
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const bytes = base64ToBytes(key) ?? new Uint8Array();
  const secret = await crypto.subtle.importKey('raw', bytes, algorithm, false, ['sign']);
  const digest = await crypto.subtle.sign(algorithm, secret, new TextEncoder().encode(text));
  return bytesToBase64(new Uint8Array(digest, 0, DIGEST_BYTES));
}
