import type { Identity } from '@dfinity/agent';
import type { DerEncodedPublicKey, Signature } from '@dfinity/agent';
import { Delegation, DelegationChain, DelegationIdentity } from '@dfinity/identity';
import type {
  IdRegFinishError,
  OpenIdCredentialAddError,
} from '../../../declarations/internet_identity.did.ts';
import { bytesToBase64url } from '../bytes/base64.ts';
import { err, ok, type Result } from '../result.ts';
import type { Owned } from './access_methods.ts';
import type { CanisterError } from './canister.ts';
import type { Connection } from './connection.ts';
import { attempt, flatAttempt } from './errors.ts';
import type { BoundToken, LinkedAccount, TokenRequest } from './provider.ts';
import { type DelegatedKey, SESSION_MS, type TemporaryKey } from './session_keys.ts';

// Accounts of OpenID providers. Contract: canister.md 2.8. Loaded when somebody uses one.

/** Waits between the tries to fetch a delegation, in milliseconds: a query may reach a node that lags behind. */
const RETRY_DELAYS_MS = [100, 300, 1000, 2000, 3000];

const SALT_BYTES = 32;

/** What binds a token to the key that is going to send it. */
export async function newTokenRequest(caller: Identity): Promise<TokenRequest> {
  const salt = crypto.getRandomValues(new Uint8Array(SALT_BYTES));
  const digest = await crypto.subtle.digest(
    'SHA-256',
    Uint8Array.of(...salt, ...caller.getPrincipal().toUint8Array()),
  );
  return { nonce: bytesToBase64url(new Uint8Array(digest)), salt };
}

export interface OpenedByToken extends DelegatedKey {
  readonly number: bigint;
}

/** Lets a temporary key act for the identity that an account opens; the token must be bound to that key. */
export function openByToken(
  connection: Connection,
  key: TemporaryKey,
  { jwt, request: { salt } }: BoundToken,
  wait: (milliseconds: number) => Promise<void>,
): Promise<Result<OpenedByToken, CanisterError>> {
  return flatAttempt(async () => {
    const canister = await connection.as(key);
    const sessionKey = new Uint8Array(key.getPublicKey().toDer());
    const prepared = await canister.openid_prepare_delegation(jwt, salt, sessionKey);
    if ('Err' in prepared) {
      return err({ kind: 'NoSuchAnchor' in prepared.Err ? 'unknownAccount' : 'tokenRefused' });
    }
    const { anchor_number: number, expiration, user_key: userKey } = prepared.Ok;
    for (let tries = 0; ; tries++) {
      const got = await canister.openid_get_delegation(jwt, salt, sessionKey, expiration);
      if ('Ok' in got) {
        const chain = DelegationChain.fromDelegations(
          [
            {
              delegation: new Delegation(sessionKey, expiration),
              signature: Object.assign(Uint8Array.from(got.Ok.signature), { __signature__: undefined }),
            } satisfies { delegation: Delegation; signature: Signature },
          ],
          Object.assign(Uint8Array.from(userKey), {
            __derEncodedPublicKey__: undefined,
          }) satisfies DerEncodedPublicKey,
        );
        return ok({
          number,
          identity: DelegationIdentity.fromDelegation(key, chain),
          signedBy: Uint8Array.from(userKey),
          expiresAt: Date.now() + SESSION_MS,
        });
      }
      const delay = RETRY_DELAYS_MS[tries];
      if (delay === undefined || !('NoSuchDelegation' in got.Err)) return err({ kind: 'tokenRefused' });
      await wait(delay);
    }
  });
}

/** Makes an identity that an account opens, in a registration that the token's key began. */
export async function finishByToken(
  connection: Connection,
  key: TemporaryKey,
  { jwt, request: { salt } }: BoundToken,
): Promise<Result<null, CanisterError>> {
  const answer = await attempt(async () =>
    (await connection.as(key)).openid_identity_registration_finish({ jwt, salt }),
  );
  if (!answer.ok) return answer;
  return 'Ok' in answer.value ? ok(null) : err(finishErrorToCanisterError(answer.value.Err));
}

function finishErrorToCanisterError(error: IdRegFinishError): CanisterError {
  if ('NoRegistrationFlow' in error) return { kind: 'registrationExpired' };
  if ('IdentityLimitReached' in error) return { kind: 'identityLimitReached' };
  if ('InvalidAuthnMethod' in error) return { kind: 'tokenRefused' };
  if ('StorageError' in error) return { kind: 'refused', text: error.StorageError };
  return { kind: 'refused', text: 'the captcha has not been solved' };
}

export function linkAccount(
  connection: Connection,
  { number, caller }: Owned,
  { jwt, request: { salt } }: BoundToken,
): Promise<Result<null, CanisterError>> {
  return flatAttempt(async () => {
    const added = await (await connection.as(caller)).openid_credential_add(number, jwt, salt);
    return 'Ok' in added ? ok(null) : err(addErrorToCanisterError(added.Err));
  });
}

function addErrorToCanisterError(error: OpenIdCredentialAddError): CanisterError {
  if ('Unauthorized' in error) return { kind: 'unauthorized' };
  if ('JwtVerificationFailed' in error) return { kind: 'tokenRefused' };
  if ('OpenIdCredentialAlreadyRegistered' in error) return { kind: 'accountTaken' };
  return { kind: 'refused', text: error.InternalCanisterError };
}

export function unlinkAccount(
  connection: Connection,
  { number, caller }: Owned,
  { iss, sub }: LinkedAccount,
): Promise<Result<null, CanisterError>> {
  return flatAttempt(async () => {
    const removed = await (await connection.as(caller)).openid_credential_remove(number, [iss, sub]);
    if ('Ok' in removed) return ok(null);
    if ('Unauthorized' in removed.Err) return err({ kind: 'unauthorized' });
    if ('OpenIdCredentialNotFound' in removed.Err) return err({ kind: 'methodGone' });
    return err({ kind: 'refused', text: removed.Err.InternalCanisterError });
  });
}
