import type { NewPasskey } from '../passkey/passkeys.ts';
import { err, ok, type Result } from '../result.ts';
import type { Owned } from './access_methods.ts';
import type { CanisterError, CodeAnswer, PairingAnswer } from './canister.ts';
import type { Connection } from './connection.ts';
import { flatAttempt } from './errors.ts';
import { toMilliseconds } from './from_candid.ts';
import { passkeyToAuthnMethod } from './to_candid.ts';

// A passkey from another browser: the owner opens the identity for some minutes, the other browser
// asks and is given a code, the owner types it off. Contract: canister.md 2.4.

/** @returns until when, in milliseconds since 1970 */
export function startPairing(
  connection: Connection,
  { number, caller }: Owned,
): Promise<Result<number, CanisterError>> {
  return flatAttempt(async () => {
    const canister = await connection.as(caller);
    const answer = await canister.authn_method_registration_mode_enter(number, []);
    if ('Ok' in answer) return ok(toMilliseconds(answer.Ok.expiration));
    const { Err: error } = answer;
    if ('Unauthorized' in error) return err({ kind: 'unauthorized' });
    const text =
      'AlreadyInProgress' in error
        ? 'another device is being added'
        : 'InternalCanisterError' in error
          ? error.InternalCanisterError
          : error.InvalidRegistrationId;
    return err({ kind: 'refused', text });
  });
}

export function stopPairing(
  connection: Connection,
  { number, caller }: Owned,
): Promise<Result<null, CanisterError>> {
  return flatAttempt(async () => {
    await (await connection.as(caller)).authn_method_registration_mode_exit(number);
    return ok(null);
  });
}

export function confirmPairing(
  connection: Connection,
  { number, caller }: Owned,
  code: string,
): Promise<Result<CodeAnswer, CanisterError>> {
  return flatAttempt<CodeAnswer>(async () => {
    const answer = await (await connection.as(caller)).authn_method_confirm(number, code);
    if ('Ok' in answer) return ok({ kind: 'confirmed' });
    const { Err: error } = answer;
    // The canister ends the pairing with the last wrong code.
    if ('WrongCode' in error && error.WrongCode.retries_left > 0) {
      return ok({ kind: 'wrongCode', triesLeft: error.WrongCode.retries_left });
    }
    return ok({ kind: 'pairingOff' });
  });
}

export function askToPair(
  connection: Connection,
  number: bigint,
  passkey: NewPasskey,
): Promise<Result<PairingAnswer, CanisterError>> {
  return flatAttempt<PairingAnswer>(async () => {
    const canister = await connection.as(null);
    const answer = await canister.authn_method_register(number, passkeyToAuthnMethod(passkey));
    if ('Ok' in answer) {
      const { confirmation_code: code, expiration } = answer.Ok;
      return ok({ kind: 'asked', code, expiresAt: toMilliseconds(expiration) });
    }
    const { Err: error } = answer;
    if ('RegistrationModeOff' in error) return ok({ kind: 'pairingOff' });
    if ('RegistrationAlreadyInProgress' in error) return ok({ kind: 'anotherAsks' });
    return err({ kind: 'refused', text: error.InvalidMetadata });
  });
}
