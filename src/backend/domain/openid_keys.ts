/** The keys that a provider signs with, as it publishes them: a JSON Web Key Set (RFC 7517). */
import { decodeBase64url } from '../encoding/base64url.ts';
import { parseJsonObject } from '../encoding/json_object.ts';
import { type RsaKey, rsaKey } from '../encoding/rs256.ts';

/** Keys by the name that tokens call them by. */
export type OpenIdKeys = ReadonlyMap<string, RsaKey>;

type Members = Readonly<Record<string, unknown>>;

/** What is needed of a key, as texts. */
interface NamedKey {
  readonly kid: string;
  readonly n: string;
  readonly e: string;
}

/** Names longer than this are no provider's. */
const KID_LIMIT = 256;

/** The keys in a key set that can verify RS256; null when the text is no key set. */
export function parseKeys(text: string): OpenIdKeys | null {
  const named = namedKeys(text);
  return named === null ? null : readKeys(named);
}

/** As {@link parseKeys}, of keys whose members are given one by one. */
export function keysOfMembers(keys: readonly (readonly (readonly [string, string])[])[]): OpenIdKeys {
  const objects = keys.map((members): Members => Object.fromEntries(members));
  return readKeys(objects.filter(isUsable));
}

/**
 * A key set in the one form that all servers' answers with the same keys come to: usable keys alone, in the order of
 * their names, with nothing but what verifying needs. Null when the text is no key set.
 */
export function canonicalKeys(text: string): string | null {
  const named = namedKeys(text);
  if (named === null) return null;
  const keys = named
    .map(({ kid, n, e }) => ({ kid, kty: 'RSA', n, e }))
    .sort((a, b) => (a.kid < b.kid ? -1 : a.kid > b.kid ? 1 : 0));
  return JSON.stringify({ keys });
}

function namedKeys(text: string): readonly NamedKey[] | null {
  const keys = parseJsonObject(text)?.['keys'];
  if (!Array.isArray(keys)) return null;
  return keys.filter((key: unknown) => typeof key === 'object' && key !== null && isUsable(key as Members));
}

function isUsable(key: Members): key is Members & NamedKey {
  const { kid, n, e, kty, alg = 'RS256', use = 'sig' } = key;
  return (
    typeof kid === 'string' &&
    kid.length <= KID_LIMIT &&
    typeof n === 'string' &&
    typeof e === 'string' &&
    kty === 'RSA' &&
    alg === 'RS256' &&
    use === 'sig'
  );
}

function readKeys(keys: readonly NamedKey[]): OpenIdKeys {
  const read = new Map<string, RsaKey>();
  for (const { kid, n, e } of keys) {
    const modulus = decodeBase64url(n);
    const exponent = decodeBase64url(e);
    const key = modulus === null || exponent === null ? null : rsaKey(modulus, exponent);
    if (key !== null) read.set(kid, key);
  }
  return read;
}
