/**
 * Codes and access tokens on their way from a consent to a delegation (contract/native-login.md, "Code and token").
 * A code can be redeemed once; the access token that it is redeemed for replaces it, and a second redemption ends
 * that. Kept in the heap, so an upgrade ends them all.
 */
import { utf8 } from '../../encoding/bytes.ts';
import { sha256 } from '../../encoding/sha256.ts';
import { characters } from '../../encoding/utf8.ts';

export const CODE_LIFETIME_NS = 60_000_000_000n;
export const TOKEN_LIFETIME_NS = 300_000_000_000n;

const MAX_GRANTS = 10_000;
const MAX_PER_CLIENT = 4_000;
const MAX_PER_ANCHOR = 50;
/** What one call clears away at most, so that no caller pays for everyone. */
const PRUNED_AT_MOST = 50;

/** What a person agreed to. */
export interface Authorization {
  readonly clientId: string;
  readonly redirectUri: string;
  readonly challenge: string;
  readonly anchorNumber: bigint;
  /** Who spoke for the identity; may be refused later, when its device was removed. */
  readonly caller: Uint8Array;
  /** As registered, before it is remapped. */
  readonly origin: string;
  readonly sessionKey: Uint8Array;
  /** When the delegation ends, in nanoseconds since 1970. */
  readonly expiration: bigint;
  readonly openid: boolean;
  readonly nonce: string;
  /** Nanoseconds since 1970. */
  readonly authorizedAt: bigint;
}

export interface Grant {
  readonly authorization: Authorization;
  readonly codeKey: string;
  /** Set once an access token was issued. */
  tokenKey: string | null;
  /** When the code, and after its redemption the access token, is over, in nanoseconds since 1970. */
  expiration: bigint;
}

export type Redemption =
  /** The code is spent from now on. */
  | { readonly kind: 'redeemed'; readonly grant: Grant }
  /** It had been redeemed before: what it was redeemed for is over too. */
  | { readonly kind: 'replayed'; readonly grant: Grant }
  | { readonly kind: 'unknown' };

export class Grants {
  /** By code, oldest first, which is the order in which they end. */
  readonly #codes = new Map<string, Grant>();
  /** Redeemed ones by code, in the order of their redemption and so of their ends. */
  readonly #redeemed = new Map<string, Grant>();
  readonly #tokens = new Map<string, Grant>();
  readonly #perClient = new Map<string, number>();
  readonly #perAnchor = new Map<bigint, number>();

  /** Whether there is room for another one. Forgets some whose time is over. */
  hasRoom(clientId: string, anchorNumber: bigint, now: bigint): boolean {
    this.#prune(this.#codes, now);
    this.#prune(this.#redeemed, now);
    return (
      this.count < MAX_GRANTS &&
      (this.#perClient.get(clientId) ?? 0) < MAX_PER_CLIENT &&
      (this.#perAnchor.get(anchorNumber) ?? 0) < MAX_PER_ANCHOR
    );
  }

  /** Keeps what was agreed to under a code, which ends with the delegation when that is sooner. */
  add(code: string, authorization: Authorization, now: bigint): void {
    const expiration = earlier(now + CODE_LIFETIME_NS, authorization.expiration);
    const codeKey = keyOf(code);
    this.#codes.set(codeKey, { authorization, codeKey, tokenKey: null, expiration });
    this.#count(authorization, 1);
  }

  /** Spends a code, or ends what it was spent for. */
  redeem(code: string, now: bigint): Redemption {
    const codeKey = keyOf(code);
    const replayed = this.#redeemed.get(codeKey);
    if (replayed !== undefined) {
      this.drop(replayed);
      return { kind: 'replayed', grant: replayed };
    }
    const grant = this.#codes.get(codeKey);
    if (grant === undefined) return { kind: 'unknown' };
    if (grant.expiration <= now) {
      this.drop(grant);
      return { kind: 'unknown' };
    }
    this.#codes.delete(codeKey);
    grant.expiration = now + TOKEN_LIFETIME_NS;
    this.#redeemed.set(codeKey, grant);
    return { kind: 'redeemed', grant };
  }

  /**
   * Gives a redeemed grant its access token.
   * @returns when the token ends, or null when the grant was ended meanwhile
   */
  issue(grant: Grant, token: string, now: bigint): bigint | null {
    const { authorization, codeKey } = grant;
    if (this.#redeemed.get(codeKey) !== grant || authorization.expiration <= now) return null;
    grant.expiration = earlier(now + TOKEN_LIFETIME_NS, authorization.expiration);
    grant.tokenKey = keyOf(token);
    this.#tokens.set(grant.tokenKey, grant);
    return grant.expiration;
  }

  /** What an access token stands for, or null when there is none such or its time is over. */
  byToken(token: string, now: bigint): Authorization | null {
    const grant = this.#tokens.get(keyOf(token));
    return grant !== undefined && grant.expiration > now ? grant.authorization : null;
  }

  /** Ends a code and its access token. */
  drop(grant: Grant): void {
    const { codeKey, tokenKey, authorization } = grant;
    const known = this.#codes.get(codeKey) === grant ? this.#codes : this.#redeemed;
    if (known.get(codeKey) !== grant) return;
    known.delete(codeKey);
    if (tokenKey !== null) this.#tokens.delete(tokenKey);
    this.#count(authorization, -1);
  }

  /** Codes and access tokens, those included whose time is over and that nobody has noticed. */
  get count(): number {
    return this.#codes.size + this.#redeemed.size;
  }

  #prune(grants: ReadonlyMap<string, Grant>, now: bigint): void {
    let left = PRUNED_AT_MOST;
    for (const grant of grants.values()) {
      if (grant.expiration > now || left-- === 0) return;
      this.drop(grant);
    }
  }

  #count({ clientId, anchorNumber }: Authorization, change: 1 | -1): void {
    addTo(this.#perClient, clientId, change);
    addTo(this.#perAnchor, anchorNumber, change);
  }
}

/** Secrets are looked up by their hashes: what a comparison takes tells nothing about them. */
function keyOf(secret: string): string {
  return characters(sha256(utf8(secret)));
}

function addTo<K>(counts: Map<K, number>, key: K, change: number): void {
  const count = (counts.get(key) ?? 0) + change;
  if (count === 0) counts.delete(key);
  else counts.set(key, count);
}

function earlier(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}
