/** Creating identities, both generations. */
import {
  decode_check_captcha,
  decode_create_challenge,
  decode_identity_registration_finish,
  decode_identity_registration_start,
  decode_openid_identity_registration_finish,
  decode_register,
  encode_check_captcha,
  encode_create_challenge,
  encode_identity_registration_finish,
  encode_identity_registration_start,
  encode_openid_identity_registration_finish,
  encode_register,
} from '../../declarations/canister_codec.ts';
import type {
  CheckCaptchaError as CandidCheckCaptchaError,
  IdRegFinishError,
  IdRegNextStepResult,
} from '../../declarations/canister_types.ts';
import { createChallenge } from '../services/challenges.ts';
import { finishOpenIdRegistration } from '../services/openid_registration.ts';
import { register as registerIdentity } from '../services/register.ts';
import {
  type CheckCaptchaError,
  type FinishError,
  type NextStep,
  checkCaptcha,
  finishRegistration,
  startRegistration,
} from '../services/registration.ts';
import { deviceFromAuthnMethod } from './authn_method_conversion.ts';
import { deviceFromCandid } from './device_conversion.ts';
import type { Handler } from './handler.ts';
import { isTooLongForToken } from './openid_conversion.ts';

export const create_challenge: Handler = async (canister, argument) => {
  decode_create_challenge(argument);
  const { key, pngBase64 } = await createChallenge(canister);
  return encode_create_challenge({ png_base64: pngBase64, challenge_key: key });
};

export const register: Handler = (canister, argument) => {
  const [device, { key, chars }, tempKey] = decode_register(argument);
  const registered = registerIdentity(canister, deviceFromCandid(device), { key, text: chars }, tempKey);
  if (registered.ok) return encode_register({ tag: 'registered', value: { user_number: registered.value } });
  return encode_register({ tag: registered.error === 'badChallenge' ? 'bad_challenge' : 'canister_full' });
};

export const identity_registration_start: Handler = async (canister, argument) => {
  decode_identity_registration_start(argument);
  const started = await startRegistration(canister);
  return encode_identity_registration_start(
    started.ok
      ? { tag: 'Ok', value: nextStepToCandid(started.value) }
      : { tag: 'Err', value: { tag: started.error } },
  );
};

export const check_captcha: Handler = async (canister, argument) => {
  const [{ solution }] = decode_check_captcha(argument);
  const checked = await checkCaptcha(canister, solution);
  return encode_check_captcha(
    checked.ok
      ? { tag: 'Ok', value: nextStepToCandid(checked.value) }
      : { tag: 'Err', value: checkCaptchaErrorToCandid(checked.error) },
  );
};

export const identity_registration_finish: Handler = (canister, argument) => {
  const [{ authn_method: method, name }] = decode_identity_registration_finish(argument);
  const finished = finishRegistration(canister, deviceFromAuthnMethod(method), name);
  return encode_identity_registration_finish(
    finished.ok
      ? { tag: 'Ok', value: { identity_number: finished.value } }
      : { tag: 'Err', value: finishErrorToCandid(finished.error) },
  );
};

export const openid_identity_registration_finish: Handler = (canister, argument) => {
  if (isTooLongForToken(argument)) {
    const value = { tag: 'InvalidAuthnMethod', value: 'JWT verification failed: token too long' } as const;
    return encode_openid_identity_registration_finish({ tag: 'Err', value });
  }
  const [token] = decode_openid_identity_registration_finish(argument);
  const finished = finishOpenIdRegistration(canister, token);
  return encode_openid_identity_registration_finish(
    finished.ok
      ? { tag: 'Ok', value: { identity_number: finished.value } }
      : { tag: 'Err', value: finishErrorToCandid(finished.error) },
  );
};

function nextStepToCandid(step: NextStep): IdRegNextStepResult {
  if (step.kind === 'finish') return { next_step: { tag: 'Finish' } };
  return { next_step: { tag: 'CheckCaptcha', value: { captcha_png_base64: step.pngBase64 } } };
}

function checkCaptchaErrorToCandid(error: CheckCaptchaError): CandidCheckCaptchaError {
  switch (error.kind) {
    case 'noRegistrationFlow':
      return { tag: 'NoRegistrationFlow' };
    case 'unexpectedCall':
      return { tag: 'UnexpectedCall', value: nextStepToCandid(error.nextStep) };
    case 'wrongSolution':
      return { tag: 'WrongSolution', value: { new_captcha_png_base64: error.newPngBase64 } };
  }
}

function finishErrorToCandid(error: FinishError): IdRegFinishError {
  switch (error.kind) {
    case 'noRegistrationFlow':
      return { tag: 'NoRegistrationFlow' };
    case 'unexpectedCall':
      return { tag: 'UnexpectedCall', value: nextStepToCandid(error.nextStep) };
    case 'identityLimitReached':
      return { tag: 'IdentityLimitReached' };
    case 'invalidAuthnMethod':
      return { tag: 'InvalidAuthnMethod', value: error.why };
    case 'storageError':
      return { tag: 'StorageError', value: error.why };
  }
}
