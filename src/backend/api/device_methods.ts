/** First generation: identities and their devices. */
import {
  decode_add,
  decode_get_anchor_credentials,
  decode_get_anchor_info,
  decode_lookup,
  decode_lookup_device_key,
  decode_remove,
  decode_replace,
  decode_update,
  encode_add,
  encode_get_anchor_credentials,
  encode_get_anchor_info,
  encode_lookup,
  encode_lookup_device_key,
  encode_remove,
  encode_replace,
  encode_update,
} from '../../declarations/canister_codec.ts';
import type {
  DeviceRegistrationInfo,
  PublicKey,
  WebAuthnCredential,
} from '../../declarations/canister_types.ts';
import type { RegistrationMode } from '../domain/registration_modes.ts';
import { requireAccess } from '../services/access.ts';
import { addDevice, removeDevice, replaceDevice, updateDevice } from '../services/devices.ts';
import {
  deviceWithCredential,
  devicesByLastUse,
  ownIdentity,
  publicDevices,
} from '../services/identities.ts';
import { registrationMode } from '../services/tentative_devices.ts';
import {
  credentialToCandid,
  deviceFromCandid,
  deviceToCandid,
  deviceWithUsageToCandid,
  publicDeviceToCandid,
} from './device_conversion.ts';
import type { Handler } from './handler.ts';
import { openIdCredentialsToCandid } from './openid_conversion.ts';

export const add: Handler = (canister, argument) => {
  const [anchorNumber, device] = decode_add(argument);
  addDevice(canister, anchorNumber, deviceFromCandid(device));
  return encode_add();
};

export const update: Handler = (canister, argument) => {
  const [anchorNumber, pubkey, device] = decode_update(argument);
  updateDevice(canister, anchorNumber, pubkey, deviceFromCandid(device));
  return encode_update();
};

export const replace: Handler = (canister, argument) => {
  const [anchorNumber, pubkey, device] = decode_replace(argument);
  replaceDevice(canister, anchorNumber, pubkey, deviceFromCandid(device));
  return encode_replace();
};

export const remove: Handler = (canister, argument) => {
  const [anchorNumber, pubkey] = decode_remove(argument);
  removeDevice(canister, anchorNumber, pubkey);
  return encode_remove();
};

export const lookup: Handler = (canister, argument) => {
  const [anchorNumber] = decode_lookup(argument);
  return encode_lookup(devicesByLastUse(canister, anchorNumber).map(publicDeviceToCandid));
};

export const get_anchor_credentials: Handler = (canister, argument) => {
  const [anchorNumber] = decode_get_anchor_credentials(argument);
  const credentials: WebAuthnCredential[] = [];
  const recoveryCredentials: WebAuthnCredential[] = [];
  const recoveryPhrases: PublicKey[] = [];
  for (const device of publicDevices(canister, anchorNumber)) {
    if (device.keyType === 'seed_phrase') recoveryPhrases.push(device.pubkey);
    else if (device.credentialId !== null) {
      const list = device.purpose === 'recovery' ? recoveryCredentials : credentials;
      list.push(credentialToCandid(device.credentialId, device));
    }
  }
  return encode_get_anchor_credentials({
    credentials,
    recovery_credentials: recoveryCredentials,
    recovery_phrases: recoveryPhrases,
  });
};

export const get_anchor_info: Handler = (canister, argument) => {
  const [anchorNumber] = decode_get_anchor_info(argument);
  const anchor = ownIdentity(canister, requireAccess(canister, anchorNumber));
  return encode_get_anchor_info({
    devices: anchor.devices.map(deviceWithUsageToCandid),
    device_registration: registrationInfo(registrationMode(canister, anchorNumber)),
    openid_credentials: openIdCredentialsToCandid(canister, anchorNumber),
    name: anchor.name,
  });
};

export const lookup_device_key: Handler = (canister, argument) => {
  const [credentialId] = decode_lookup_device_key(argument);
  const found = deviceWithCredential(canister, credentialId);
  return encode_lookup_device_key(
    found === null ? null : { pubkey: found.device.pubkey, anchor_number: found.anchorNumber },
  );
};

function registrationInfo(mode: RegistrationMode | null): DeviceRegistrationInfo | null {
  if (mode === null) return null;
  const { expiration, tentative } = mode;
  return { expiration, tentative_device: tentative === null ? null : deviceToCandid(tentative.device) };
}
