import type { PinKey, Pins } from './pins.ts';

// Contract: clients.md 8A. Each identity is one value of an IndexedDB store, by its number. Its ECDSA key was
// exported as PKCS #8, encrypted with a key that never leaves the browser, then with one made from the PIN.

/** What the store holds of one identity. */
interface Stored {
  readonly publicKey: CryptoKey;
  readonly encryptedPrivateKey: ArrayBuffer;
  readonly namedCurve: 'P-256' | 'P-384' | 'P-521';
  readonly browserKey: CryptoKey;
  readonly browserIv: Uint8Array<ArrayBuffer>;
  readonly pinIv: Uint8Array<ArrayBuffer>;
  readonly pinSalt: Uint8Array<ArrayBuffer>;
  readonly pinPbkdfIters: number;
}

/** The store, apart from what is in it. */
export interface PinStore {
  /** Rejects when it cannot be read. */
  numbers(): Promise<readonly unknown[]>;
  /** Undefined when there is none. */
  get(number: string): Promise<unknown>;
}

const DATABASE = 'browser-identities';
const STORE = 'identities';
/** Keys were made with six million at most; more would only keep the browser busy. */
const MAX_ITERATIONS = 10_000_000;
/** What signatures with each curve hash the message with. */
const HASHES = { 'P-256': 'SHA-256', 'P-384': 'SHA-384', 'P-521': 'SHA-512' } as const;

export function createPins(store: PinStore = browserStore): Pins {
  let numbers: Promise<ReadonlySet<string>> | null = null;
  return {
    numbers() {
      const isNumber = (key: unknown): key is string => typeof key === 'string' && /^\d{1,20}$/.test(key);
      numbers ??= store.numbers().then(
        (keys) => new Set(keys.filter(isNumber)),
        () => new Set(),
      );
      return numbers;
    },
    async unlock(number, pin) {
      const stored = await store.get(number);
      if (!isStored(stored)) throw new Error('the key that the PIN opens cannot be read');
      return unlock(stored, pin);
    },
  };
}

async function unlock(stored: Stored, pin: string): Promise<PinKey | null> {
  const { namedCurve, encryptedPrivateKey, browserKey, browserIv, pinIv } = stored;
  const curve = { name: 'ECDSA', namedCurve };
  const hash = HASHES[namedCurve];
  let wrapped: ArrayBuffer;
  try {
    const pinKey = await derivePinKey(stored, pin);
    wrapped = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: pinIv }, pinKey, encryptedPrivateKey);
  } catch (cause) {
    // The cipher checks itself, so another key than the right one is noticed.
    if (cause instanceof DOMException && cause.name === 'OperationError') return null;
    throw cause;
  }
  const unwrapping = { name: 'AES-GCM', iv: browserIv };
  const key = await crypto.subtle.unwrapKey('pkcs8', wrapped, browserKey, unwrapping, curve, false, ['sign']);
  return {
    publicKey: new Uint8Array(await crypto.subtle.exportKey('spki', stored.publicKey)),
    sign: async (message) =>
      new Uint8Array(await crypto.subtle.sign({ name: 'ECDSA', hash }, key, message.slice())),
  };
}

async function derivePinKey({ pinSalt, pinPbkdfIters }: Stored, pin: string): Promise<CryptoKey> {
  const secret = await crypto.subtle.importKey('raw', new TextEncoder().encode(pin), 'PBKDF2', false, [
    'deriveKey',
  ]);
  const derivation = { name: 'PBKDF2', salt: pinSalt, iterations: pinPbkdfIters, hash: 'SHA-256' };
  return crypto.subtle.deriveKey(derivation, secret, { name: 'AES-GCM', length: 256 }, false, ['decrypt']);
}

function isStored(value: unknown): value is Stored {
  if (typeof value !== 'object' || value === null) return false;
  const { publicKey, encryptedPrivateKey, namedCurve, browserKey, browserIv, pinIv, pinSalt, pinPbkdfIters } =
    value as Record<string, unknown>;
  return (
    [publicKey, browserKey].every((key) => key instanceof CryptoKey) &&
    encryptedPrivateKey instanceof ArrayBuffer &&
    typeof namedCurve === 'string' &&
    Object.hasOwn(HASHES, namedCurve) &&
    [browserIv, pinIv, pinSalt].every((bytes) => bytes instanceof Uint8Array) &&
    Number.isInteger(pinPbkdfIters) &&
    Number(pinPbkdfIters) > 0 &&
    Number(pinPbkdfIters) <= MAX_ITERATIONS
  );
}

const browserStore: PinStore = {
  numbers: () => read((store) => store.getAllKeys()).then((keys) => keys ?? []),
  get: (number) => read((store) => store.get(number)),
};

/** Asks the store something; undefined where there is none. */
async function read<T>(ask: (store: IDBObjectStore) => IDBRequest<T>): Promise<T | undefined> {
  const database = await openDatabase();
  if (database === null) return undefined;
  try {
    if (!database.objectStoreNames.contains(STORE)) return undefined;
    return await settled(ask(database.transaction(STORE).objectStore(STORE)));
  } finally {
    database.close();
  }
}

/** Null when there is no such database; it is not made then. */
async function openDatabase(): Promise<IDBDatabase | null> {
  const request = indexedDB.open(DATABASE);
  let isNew = false;
  request.onupgradeneeded = () => {
    isNew = true;
    request.transaction?.abort();
  };
  try {
    return await settled(request);
  } catch (cause) {
    if (isNew) return null;
    throw cause;
  }
}

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('the browser’s database failed'));
  });
}
