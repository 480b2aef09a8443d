/** Second generation: creating identities. */
import {
  decode_identity_registration_finish,
  decode_identity_registration_start,
  encode_identity_registration_finish,
  encode_identity_registration_start,
} from '../../declarations/canister_codec.ts';
import type { IdRegFinishError } from '../../declarations/canister_types.ts';
import { type FinishError, finishRegistration, startRegistration } from '../services/registration.ts';
import { deviceFromAuthnMethod } from './authn_method_conversion.ts';
import type { Handler } from './handler.ts';

export const identity_registration_start: Handler = (canister, argument) => {
  decode_identity_registration_start(argument);
  const started = startRegistration(canister);
  return encode_identity_registration_start(
    started.ok
      ? { tag: 'Ok', value: { next_step: { tag: 'Finish' } } }
      : { tag: 'Err', value: { tag: started.error } },
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

function finishErrorToCandid(error: FinishError): IdRegFinishError {
  switch (error.kind) {
    case 'noRegistrationFlow':
      return { tag: 'NoRegistrationFlow' };
    case 'identityLimitReached':
      return { tag: 'IdentityLimitReached' };
    case 'invalidAuthnMethod':
      return { tag: 'InvalidAuthnMethod', value: error.why };
    case 'storageError':
      return { tag: 'StorageError', value: error.why };
  }
}
