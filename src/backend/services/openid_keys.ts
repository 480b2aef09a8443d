/**
 * Providers' keys: fetched by HTTPS outcalls as soon as the canister runs and every quarter of an hour from then on,
 * kept in the heap (contract, 2.8). While a provider does not answer, its last keys go on counting.
 */
import { keysOfMembers, canonicalKeys, parseKeys, type OpenIdKeys } from '../domain/openid_keys.ts';
import { openIdProviders } from '../domain/openid_provider.ts';
import { utf8 } from '../encoding/bytes.ts';
import { decodeOutcallReply, encodeOutcall } from '../encoding/candid/outcall_request.ts';
import { decodeUtf8 } from '../encoding/utf8.ts';
import { MANAGEMENT_CANISTER } from '../ic/ic.ts';
import type { Canister } from './canister.ts';

const KEYS_REFRESH_NS = 900_000_000_000n;
export const FIRST_RETRY_NS = 60_000_000_000n;

/** Attached to each outcall; what it does not cost comes back. */
const CYCLES = 30_000_000_000n;
/** The largest provider's keys take a quarter of this. Every byte that might come costs cycles. */
const MAX_RESPONSE_BYTES = 65_536n;
const TRANSFORM = 'openid_keys_transform';
const OK_STATUS = 200n;

/** Begins with the keys that are configured, and plans the first request for each address. */
export function startFetchingKeys(canister: Canister): void {
  const { ic, settings, openIdKeys } = canister;
  const planned = new Set<string>();
  for (const { jwksUri, seedKeys } of openIdProviders(settings.configuration())) {
    if (seedKeys.length > 0) openIdKeys.set(jwksUri, keysOfMembers(seedKeys));
    if (!planned.has(jwksUri)) plan(canister, jwksUri, ic.now(), FIRST_RETRY_NS);
    planned.add(jwksUri);
  }
}

/** @param retry - nanoseconds after which to try again if this request fails; then twice as many, up to the usual */
function plan(canister: Canister, jwksUri: string, due: bigint, retry: bigint): void {
  canister.schedule.at(`OpenID keys ${jwksUri}`, due, async () => {
    const keys = await fetchKeys(canister, jwksUri);
    const now = canister.ic.now();
    if (keys === null) {
      const next = retry * 2n < KEYS_REFRESH_NS ? retry * 2n : KEYS_REFRESH_NS;
      plan(canister, jwksUri, now + retry, next);
    } else {
      canister.openIdKeys.set(jwksUri, keys);
      plan(canister, jwksUri, now + KEYS_REFRESH_NS, FIRST_RETRY_NS);
    }
  });
}

/** The keys at an address, or null when there are none to be had. */
async function fetchKeys({ ic }: Canister, jwksUri: string): Promise<OpenIdKeys | null> {
  const argument = encodeOutcall({
    url: jwksUri,
    maxResponseBytes: MAX_RESPONSE_BYTES,
    transform: { canister: ic.canisterId(), method: TRANSFORM },
  });
  try {
    const reply = await ic.call(MANAGEMENT_CANISTER, 'http_request', argument, CYCLES);
    const { status, body } = decodeOutcallReply(reply);
    const keys = status === OK_STATUS ? parseKeys(decodeUtf8(body) ?? '') : null;
    return keys === null || keys.size === 0 ? null : keys;
  } catch {
    return null;
  }
}

/** The body on which all nodes agree that were answered with the same keys; empty when there are no keys in it. */
export function transformedKeys(body: Uint8Array): Uint8Array {
  return utf8(canonicalKeys(decodeUtf8(body) ?? '') ?? '');
}
