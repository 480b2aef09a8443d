import { base64ToBytes, bytesToBase64 } from '../bytes/base64.ts';
import { bytesEqual } from '../bytes/equal.ts';
import { err, ok } from '../result.ts';
import type { PasskeyPage } from './browser_passkeys.ts';
import type { NewPasskey, Passkeys } from './passkeys.ts';

// Stands in for `browser_passkeys.ts` in the test build, for browser tests of other projects: keys that
// nobody has to confirm. Whoever can run a script in the page can read them; the release has none of it.

interface StoredKey {
  /** Credential id, base64. */
  readonly id: string;
  readonly key: JsonWebKey;
}

/** Local storage, since test suites save and restore that. */
const STORAGE_KEY = 'ii-automatic-passkeys';
const P256 = { name: 'ECDSA', namedCurve: 'P-256' } as const;

/** Passkeys without an authenticator: ECDSA keys in the browser's storage that sign at once. */
export function createBrowserPasskeys({ origin }: Pick<PasskeyPage, 'origin'>): Passkeys {
  return {
    async create() {
      const pair = await crypto.subtle.generateKey(P256, true, ['sign', 'verify']);
      const credentialId = crypto.getRandomValues(new Uint8Array(16));
      const key = await crypto.subtle.exportKey('jwk', pair.privateKey);
      store([...stored(), { id: bytesToBase64(credentialId), key }]);
      const made: NewPasskey = {
        credentialId,
        publicKey: new Uint8Array(await crypto.subtle.exportKey('spki', pair.publicKey)),
        name: 'Automatic passkey',
        origin,
        attachment: 'platform',
      };
      return ok(made);
    },
    async sign(message, allowed) {
      for (const { id, key } of stored().reverse()) {
        const credentialId = base64ToBytes(id);
        if (credentialId === null) continue;
        if (allowed.length > 0 && !allowed.some((other) => bytesEqual(other, credentialId))) continue;
        const signer = await crypto.subtle.importKey('jwk', key, P256, false, ['sign']);
        const hash = { name: 'ECDSA', hash: 'SHA-256' };
        const signature = await crypto.subtle.sign(hash, signer, message.slice());
        return ok({ credentialId, signature: new Uint8Array(signature) });
      }
      return err({ kind: 'cancelled' });
    },
    cancel: () => undefined,
  };
}

function stored(): StoredKey[] {
  return JSON.parse(localStorage.getItem(STORAGE_KEY) ?? '[]') as StoredKey[];
}

function store(keys: readonly StoredKey[]): void {
  localStorage.setItem(STORAGE_KEY, JSON.stringify(keys));
}
