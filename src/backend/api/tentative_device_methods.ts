/** Adding a device from another browser, by both generations of methods. */
import {
  decode_add_tentative_device,
  decode_authn_method_confirm,
  decode_authn_method_register,
  decode_authn_method_registration_mode_enter,
  decode_authn_method_registration_mode_exit,
  decode_enter_device_registration_mode,
  decode_exit_device_registration_mode,
  decode_lookup_by_registration_mode_id,
  decode_verify_tentative_device,
  encode_add_tentative_device,
  encode_authn_method_confirm,
  encode_authn_method_register,
  encode_authn_method_registration_mode_enter,
  encode_authn_method_registration_mode_exit,
  encode_enter_device_registration_mode,
  encode_exit_device_registration_mode,
  encode_lookup_by_registration_mode_id,
  encode_verify_tentative_device,
} from '../../declarations/canister_codec.ts';
import type {
  AuthnMethodConfirmationError,
  AuthnMethodRegistrationModeEnterError,
  VerifyTentativeDeviceResponse,
} from '../../declarations/canister_types.ts';
import { Trap } from '../domain/trap.ts';
import { findAccess, requireAccess } from '../services/access.ts';
import {
  type ConfirmError,
  type EnterError,
  confirmDevice,
  enterRegistrationMode,
  exitRegistrationMode,
  proposeDevice,
} from '../services/tentative_devices.ts';
import { deviceFromAuthnMethod } from './authn_method_conversion.ts';
import { deviceFromCandid } from './device_conversion.ts';
import type { Handler } from './handler.ts';

export const enter_device_registration_mode: Handler = (canister, argument) => {
  const [anchorNumber] = decode_enter_device_registration_mode(argument);
  const entered = enterRegistrationMode(canister, requireAccess(canister, anchorNumber), null);
  if (entered.ok) return encode_enter_device_registration_mode(entered.value);
  throw new Trap(entered.error.kind === 'alreadyInProgress' ? 'already in progress' : entered.error.why);
};

export const exit_device_registration_mode: Handler = (canister, argument) => {
  exitRegistrationMode(canister, decode_exit_device_registration_mode(argument)[0]);
  return encode_exit_device_registration_mode();
};

export const add_tentative_device: Handler = async (canister, argument) => {
  const [anchorNumber, device] = decode_add_tentative_device(argument);
  const proposed = await proposeDevice(canister, anchorNumber, deviceFromCandid(device));
  if (!proposed.ok) {
    const isOff = proposed.error === 'modeOff';
    return encode_add_tentative_device({
      tag: isOff ? 'device_registration_mode_off' : 'another_device_tentatively_added',
    });
  }
  const { code, expiration } = proposed.value;
  return encode_add_tentative_device({
    tag: 'added_tentatively',
    value: { verification_code: code, device_registration_timeout: expiration },
  });
};

export const verify_tentative_device: Handler = (canister, argument) => {
  const [anchorNumber, code] = decode_verify_tentative_device(argument);
  const confirmed = confirmDevice(canister, anchorNumber, code);
  return encode_verify_tentative_device(confirmed.ok ? { tag: 'verified' } : verifyResponse(confirmed.error));
};

export const authn_method_registration_mode_enter: Handler = (canister, argument) => {
  const [anchorNumber, id] = decode_authn_method_registration_mode_enter(argument);
  const access = findAccess(canister, anchorNumber);
  if (access === null) {
    return encode_authn_method_registration_mode_enter({
      tag: 'Err',
      value: { tag: 'Unauthorized', value: canister.ic.caller() },
    });
  }
  const entered = enterRegistrationMode(canister, access, id);
  return encode_authn_method_registration_mode_enter(
    entered.ok
      ? { tag: 'Ok', value: { expiration: entered.value } }
      : { tag: 'Err', value: enterErrorToCandid(entered.error) },
  );
};

export const authn_method_registration_mode_exit: Handler = (canister, argument) => {
  exitRegistrationMode(canister, decode_authn_method_registration_mode_exit(argument)[0]);
  return encode_authn_method_registration_mode_exit({ tag: 'Ok' });
};

export const authn_method_register: Handler = async (canister, argument) => {
  const [anchorNumber, method] = decode_authn_method_register(argument);
  const device = deviceFromAuthnMethod(method);
  if (!device.ok) {
    return encode_authn_method_register({
      tag: 'Err',
      value: { tag: 'InvalidMetadata', value: device.error },
    });
  }
  const proposed = await proposeDevice(canister, anchorNumber, device.value);
  if (!proposed.ok) {
    const isOff = proposed.error === 'modeOff';
    return encode_authn_method_register({
      tag: 'Err',
      value: { tag: isOff ? 'RegistrationModeOff' : 'RegistrationAlreadyInProgress' },
    });
  }
  const { code, expiration } = proposed.value;
  return encode_authn_method_register({ tag: 'Ok', value: { confirmation_code: code, expiration } });
};

export const authn_method_confirm: Handler = (canister, argument) => {
  const [anchorNumber, code] = decode_authn_method_confirm(argument);
  const confirmed = confirmDevice(canister, anchorNumber, code);
  return encode_authn_method_confirm(
    confirmed.ok ? { tag: 'Ok' } : { tag: 'Err', value: confirmationError(confirmed.error) },
  );
};

export const lookup_by_registration_mode_id: Handler = (canister, argument) => {
  const [id] = decode_lookup_by_registration_mode_id(argument);
  return encode_lookup_by_registration_mode_id(canister.registrationModes.withId(id, canister.ic.now()));
};

function verifyResponse(error: ConfirmError): VerifyTentativeDeviceResponse {
  switch (error.kind) {
    case 'modeOff':
      return { tag: 'device_registration_mode_off' };
    case 'noDevice':
      return { tag: 'no_device_to_verify' };
    case 'wrongCode':
      return { tag: 'wrong_code', value: { retries_left: error.attemptsLeft } };
  }
}

function confirmationError(error: ConfirmError): AuthnMethodConfirmationError {
  switch (error.kind) {
    case 'modeOff':
      return { tag: 'RegistrationModeOff' };
    case 'noDevice':
      return { tag: 'NoAuthnMethodToConfirm' };
    case 'wrongCode':
      return { tag: 'WrongCode', value: { retries_left: error.attemptsLeft } };
  }
}

function enterErrorToCandid(error: EnterError): AuthnMethodRegistrationModeEnterError {
  switch (error.kind) {
    case 'invalidId':
      return { tag: 'InvalidRegistrationId', value: error.why };
    case 'alreadyInProgress':
      return { tag: 'AlreadyInProgress' };
    case 'tooMany':
      return { tag: 'InternalCanisterError', value: error.why };
  }
}
