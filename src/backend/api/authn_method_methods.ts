/** Second generation: edits of an identity's authentication methods. */
import {
  decode_authn_method_add,
  decode_authn_method_metadata_replace,
  decode_authn_method_remove,
  decode_authn_method_replace,
  decode_authn_method_security_settings_replace,
  encode_authn_method_add,
  encode_authn_method_metadata_replace,
  encode_authn_method_remove,
  encode_authn_method_replace,
  encode_authn_method_security_settings_replace,
} from '../../declarations/canister_codec.ts';
import { ok } from '../domain/result.ts';
import { changeDevice } from '../services/authn_methods.ts';
import { addDevice, removeDevice, replaceDevice } from '../services/devices.ts';
import { deviceFromAuthnMethod, securityFromCandid, takeDeviceFields } from './authn_method_conversion.ts';
import type { Handler } from './handler.ts';

export const authn_method_add: Handler = (canister, argument) => {
  const [anchorNumber, method] = decode_authn_method_add(argument);
  const device = deviceFromAuthnMethod(method);
  if (!device.ok) return encode_authn_method_add({ tag: 'Err', value: invalidMetadata(device.error) });
  addDevice(canister, anchorNumber, device.value);
  return encode_authn_method_add({ tag: 'Ok' });
};

export const authn_method_replace: Handler = (canister, argument) => {
  const [anchorNumber, pubkey, method] = decode_authn_method_replace(argument);
  const device = deviceFromAuthnMethod(method);
  if (!device.ok) return encode_authn_method_replace({ tag: 'Err', value: invalidMetadata(device.error) });
  replaceDevice(canister, anchorNumber, pubkey, device.value);
  return encode_authn_method_replace({ tag: 'Ok' });
};

export const authn_method_remove: Handler = (canister, argument) => {
  const [anchorNumber, pubkey] = decode_authn_method_remove(argument);
  removeDevice(canister, anchorNumber, pubkey);
  return encode_authn_method_remove({ tag: 'Ok' });
};

export const authn_method_metadata_replace: Handler = (canister, argument) => {
  const [anchorNumber, pubkey, metadata] = decode_authn_method_metadata_replace(argument);
  const changed = changeDevice(canister, anchorNumber, pubkey, (device) => {
    const fields = takeDeviceFields(metadata);
    return fields.ok ? ok({ ...device, ...fields.value }) : fields;
  });
  if (changed.ok) return encode_authn_method_metadata_replace({ tag: 'Ok' });
  const { error } = changed;
  return encode_authn_method_metadata_replace({
    tag: 'Err',
    value: error.kind === 'notFound' ? NOT_FOUND : invalidMetadata(error.why),
  });
};

export const authn_method_security_settings_replace: Handler = (canister, argument) => {
  const [anchorNumber, pubkey, settings] = decode_authn_method_security_settings_replace(argument);
  const changed = changeDevice<never>(canister, anchorNumber, pubkey, (device) =>
    ok({ ...device, ...securityFromCandid(settings) }),
  );
  return encode_authn_method_security_settings_replace(
    changed.ok ? { tag: 'Ok' } : { tag: 'Err', value: NOT_FOUND },
  );
};

const NOT_FOUND = { tag: 'AuthnMethodNotFound' } as const;

function invalidMetadata(why: string) {
  return { tag: 'InvalidMetadata', value: why } as const;
}
