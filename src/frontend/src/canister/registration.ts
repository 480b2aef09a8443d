import type { SignIdentity } from '@dfinity/agent';
import type {
  CheckCaptchaError,
  IdRegFinishError,
  IdRegFinishResult,
} from '../../../declarations/internet_identity.did.ts';
import type { NewPasskey } from '../passkey/passkeys.ts';
import { err, ok, type Result } from '../result.ts';
import type { CanisterError, Registration } from './canister.ts';
import type { Connection } from './connection.ts';
import { attempt } from './errors.ts';
import { nextStepToCaptcha, startErrorToCanisterError } from './from_candid.ts';
import { passkeyToAuthnMethod } from './to_candid.ts';

// The second-generation registration: start, captcha where asked for, finish; all called by one
// temporary key, by which the canister tells one registration from another. Contract: canister.md 2.5.

/** How long the canister keeps a registration that was begun; a margin for slow clocks is left. */
const REGISTRATION_MS = 4.5 * 60 * 1000;

export async function startRegistration(
  connection: Connection,
  key: SignIdentity,
): Promise<Result<Registration, CanisterError>> {
  const expiresAt = Date.now() + REGISTRATION_MS;
  const answer = await attempt(async () => (await connection.as(key)).identity_registration_start());
  if (!answer.ok) return answer;
  if ('Err' in answer.value) return err(startErrorToCanisterError(answer.value.Err));
  return ok({ captcha: nextStepToCaptcha(answer.value.Ok.next_step), expiresAt });
}

export async function solveCaptcha(
  connection: Connection,
  key: SignIdentity,
  registration: Registration,
  solution: string,
): Promise<Result<Registration, CanisterError>> {
  const answer = await attempt(async () => (await connection.as(key)).check_captcha({ solution }));
  if (!answer.ok) return answer;
  if ('Ok' in answer.value)
    return ok({ ...registration, captcha: nextStepToCaptcha(answer.value.Ok.next_step) });
  return captchaErrorToOutcome(registration, answer.value.Err);
}

function captchaErrorToOutcome(
  registration: Registration,
  error: CheckCaptchaError,
): Result<Registration, CanisterError> {
  if ('WrongSolution' in error) {
    const captcha = `data:image/png;base64,${error.WrongSolution.new_captcha_png_base64}`;
    return ok({ ...registration, captcha });
  }
  // The answer to an earlier attempt got lost on its way.
  if ('UnexpectedCall' in error) {
    return ok({ ...registration, captcha: nextStepToCaptcha(error.UnexpectedCall.next_step) });
  }
  return err({ kind: 'registrationExpired' });
}

/** @returns the new identity's number */
export async function finishRegistration(
  connection: Connection,
  key: SignIdentity,
  passkey: NewPasskey,
): Promise<Result<bigint, CanisterError>> {
  const argument = { authn_method: passkeyToAuthnMethod(passkey), name: [] as [] };
  const answer = await attempt(async () => (await connection.as(key)).identity_registration_finish(argument));
  if (!answer.ok) return answer;
  const result: { Ok: IdRegFinishResult } | { Err: IdRegFinishError } = answer.value;
  return 'Ok' in result ? ok(result.Ok.identity_number) : err(finishErrorToCanisterError(result.Err));
}

function finishErrorToCanisterError(error: IdRegFinishError): CanisterError {
  if ('NoRegistrationFlow' in error) return { kind: 'registrationExpired' };
  if ('IdentityLimitReached' in error) return { kind: 'identityLimitReached' };
  if ('InvalidAuthnMethod' in error) return { kind: 'refused', text: error.InvalidAuthnMethod };
  if ('StorageError' in error) return { kind: 'refused', text: error.StorageError };
  return { kind: 'refused', text: 'the captcha has not been solved' };
}
