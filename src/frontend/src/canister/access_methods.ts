import type { Identity } from '@dfinity/agent';
import type { AuthnMethodData } from '../../../declarations/internet_identity.did.ts';
import { bytesEqual } from '../bytes/equal.ts';
import { err, ok, type Result } from '../result.ts';
import type { CanisterError, NewAccessMethod } from './canister.ts';
import type { Connection, InternetIdentity } from './connection.ts';
import { flatAttempt } from './errors.ts';
import { methodToAuthnMethod } from './to_candid.ts';

// Changes to the ways into an identity. Contract: canister.md 2.2 and 2.7.

/** An identity, and the key that acts for it. */
export interface Owned {
  readonly number: bigint;
  readonly caller: Identity;
}

type Outcome = Result<null, CanisterError>;

type MethodAnswer =
  { Ok: null } | { Err: { InvalidMetadata: string } | { AuthnMethodNotFound: null } | null };

function change(
  connection: Connection,
  { caller }: Owned,
  call: (canister: InternetIdentity) => Promise<MethodAnswer>,
): Promise<Outcome> {
  return flatAttempt(async () => toOutcome(await call(await connection.as(caller))));
}

function toOutcome(answer: MethodAnswer): Outcome {
  if ('Ok' in answer) return ok(null);
  const { Err: error } = answer;
  if (error === null) return err({ kind: 'refused', text: 'the canister gave no reason' });
  if ('AuthnMethodNotFound' in error) return err({ kind: 'methodGone' });
  return err({ kind: 'refused', text: error.InvalidMetadata });
}

export function addMethod(connection: Connection, owned: Owned, method: NewAccessMethod): Promise<Outcome> {
  return change(connection, owned, (canister) =>
    canister.authn_method_add(owned.number, methodToAuthnMethod(method)),
  );
}

export function replaceMethod(
  connection: Connection,
  owned: Owned,
  publicKey: Uint8Array,
  method: NewAccessMethod,
): Promise<Outcome> {
  return change(connection, owned, (canister) =>
    canister.authn_method_replace(owned.number, publicKey, methodToAuthnMethod(method)),
  );
}

export function removeMethod(connection: Connection, owned: Owned, publicKey: Uint8Array): Promise<Outcome> {
  return change(connection, owned, (canister) => canister.authn_method_remove(owned.number, publicKey));
}

/** Renames by writing back all metadata with another name: the canister knows no smaller step. */
export function renameMethod(
  connection: Connection,
  owned: Owned,
  publicKey: Uint8Array,
  name: string,
): Promise<Outcome> {
  return changeFound(connection, owned, publicKey, (canister, { metadata }) => {
    const others = metadata.filter(([key]) => key !== 'alias');
    const renamed: typeof metadata = [...others, ['alias', { String: name }]];
    return canister.authn_method_metadata_replace(owned.number, publicKey, renamed);
  });
}

export function lockMethod(
  connection: Connection,
  owned: Owned,
  publicKey: Uint8Array,
  locked: boolean,
): Promise<Outcome> {
  return changeFound(connection, owned, publicKey, (canister, { security_settings: { purpose } }) =>
    canister.authn_method_security_settings_replace(owned.number, publicKey, {
      protection: locked ? { Protected: null } : { Unprotected: null },
      purpose,
    }),
  );
}

/** Reads a way in afresh, then changes it: what another browser has changed meanwhile is kept. */
function changeFound(
  connection: Connection,
  owned: Owned,
  publicKey: Uint8Array,
  call: (canister: InternetIdentity, found: AuthnMethodData) => Promise<MethodAnswer>,
): Promise<Outcome> {
  return flatAttempt(async () => {
    const canister = await connection.as(owned.caller);
    const info = await canister.identity_info(owned.number);
    if ('Err' in info) return err({ kind: 'unauthorized' });
    const found = info.Ok.authn_methods.find(({ authn_method: method }) =>
      bytesEqual(
        Uint8Array.from('WebAuthn' in method ? method.WebAuthn.pubkey : method.PubKey.pubkey),
        publicKey,
      ),
    );
    return found === undefined ? err({ kind: 'methodGone' }) : toOutcome(await call(canister, found));
  });
}
