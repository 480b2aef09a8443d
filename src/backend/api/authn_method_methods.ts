/** Second generation: identities and their authentication methods. */
import {
  decode_identity_authn_info,
  decode_identity_info,
  encode_identity_authn_info,
  encode_identity_info,
} from '../../declarations/canister_codec.ts';
import { findAccess } from '../services/access.ts';
import { ownIdentity, publicDevices } from '../services/identities.ts';
import { authnMethodDataToCandid, authnMethodToCandid } from './authn_method_conversion.ts';
import type { Handler } from './handler.ts';
import { metadataToCandidV2 } from './metadata_conversion.ts';

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
  if (access === null) {
    return encode_identity_info({ tag: 'Err', value: { tag: 'Unauthorized', value: canister.ic.caller() } });
  }
  const anchor = ownIdentity(canister, access);
  return encode_identity_info({
    tag: 'Ok',
    value: {
      authn_methods: anchor.devices.map(authnMethodDataToCandid),
      authn_method_registration: null,
      openid_credentials: [],
      metadata: metadataToCandidV2(anchor.metadata),
      name: anchor.name,
    },
  });
};
