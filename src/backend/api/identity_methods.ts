/** Second generation: what is known of an identity, and what it keeps about itself. */
import {
  decode_identity_authn_info,
  decode_identity_info,
  decode_identity_metadata_replace,
  decode_identity_properties_replace,
  encode_identity_authn_info,
  encode_identity_info,
  encode_identity_metadata_replace,
  encode_identity_properties_replace,
} from '../../declarations/canister_codec.ts';
import type { AuthnMethodRegistrationInfo } from '../../declarations/canister_types.ts';
import { anchorErrorText } from '../domain/anchor_error.ts';
import type { RegistrationMode } from '../domain/registration_modes.ts';
import { findAccess } from '../services/access.ts';
import type { Canister } from '../services/canister.ts';
import { ownIdentity, publicDevices } from '../services/identities.ts';
import { type PropertiesError, setMetadata, setName } from '../services/identity_properties.ts';
import { registrationMode } from '../services/tentative_devices.ts';
import { authnMethodDataToCandid, authnMethodToCandid } from './authn_method_conversion.ts';
import type { Handler } from './handler.ts';
import { metadataFromCandid, metadataToCandidV2 } from './metadata_conversion.ts';
import { openIdCredentialsToCandid } from './openid_conversion.ts';

export const identity_authn_info: Handler = (canister, argument) => {
  const [anchorNumber] = decode_identity_authn_info(argument);
  const devices = publicDevices(canister, anchorNumber);
  const withPurpose = (purpose: 'authentication' | 'recovery') =>
    devices.filter((device) => device.purpose === purpose).map(authnMethodToCandid);
  return encode_identity_authn_info({
    tag: 'Ok',
    value: {
      authn_methods: withPurpose('authentication'),
      recovery_authn_methods: withPurpose('recovery'),
    },
  });
};

export const identity_info: Handler = (canister, argument) => {
  const [anchorNumber] = decode_identity_info(argument);
  const access = findAccess(canister, anchorNumber);
  if (access === null) return encode_identity_info({ tag: 'Err', value: unauthorized(canister) });
  const anchor = ownIdentity(canister, access);
  return encode_identity_info({
    tag: 'Ok',
    value: {
      authn_methods: anchor.devices.map(authnMethodDataToCandid),
      authn_method_registration: registrationInfo(registrationMode(canister, anchorNumber)),
      openid_credentials: openIdCredentialsToCandid(canister, anchorNumber),
      metadata: metadataToCandidV2(anchor.metadata),
      name: anchor.name,
    },
  });
};

export const identity_metadata_replace: Handler = (canister, argument) => {
  const [anchorNumber, metadata] = decode_identity_metadata_replace(argument);
  const access = findAccess(canister, anchorNumber);
  if (access === null) return encode_identity_metadata_replace({ tag: 'Err', value: unauthorized(canister) });
  const replaced = setMetadata(canister, access, metadataFromCandid(metadata));
  return encode_identity_metadata_replace(
    replaced.ok ? { tag: 'Ok' } : { tag: 'Err', value: propertiesError(replaced.error) },
  );
};

export const identity_properties_replace: Handler = (canister, argument) => {
  const [anchorNumber, { name }] = decode_identity_properties_replace(argument);
  const access = findAccess(canister, anchorNumber);
  if (access === null) {
    return encode_identity_properties_replace({ tag: 'Err', value: unauthorized(canister) });
  }
  const replaced = setName(canister, access, name);
  if (replaced.ok) return encode_identity_properties_replace({ tag: 'Ok' });
  const { error } = replaced;
  if (error.kind === 'refused' && error.error.kind === 'nameTooLong') {
    const limit = BigInt(error.error.limit);
    return encode_identity_properties_replace({
      tag: 'Err',
      value: { tag: 'NameTooLong', value: { limit } },
    });
  }
  return encode_identity_properties_replace({ tag: 'Err', value: propertiesError(error) });
};

function unauthorized(canister: Canister) {
  return { tag: 'Unauthorized', value: canister.ic.caller() } as const;
}

function propertiesError(error: PropertiesError) {
  if (error.kind === 'refused') {
    return { tag: 'InternalCanisterError', value: anchorErrorText(error.error) } as const;
  }
  const space = { space_available: BigInt(error.available), space_required: BigInt(error.required) };
  return { tag: 'StorageSpaceExceeded', value: space } as const;
}

function registrationInfo(mode: RegistrationMode | null): AuthnMethodRegistrationInfo | null {
  if (mode === null) return null;
  const { expiration, tentative } = mode;
  return {
    expiration,
    authn_method: tentative === null ? null : authnMethodDataToCandid(tentative.device),
  };
}
