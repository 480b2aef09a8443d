import { hex } from '../encoding/hex.ts';
import { principalText } from '../encoding/principal.ts';
import type { KeyType } from './device.ts';

/** Why an edit of an anchor is refused (contract, 2.2). */
export type AnchorError =
  | { readonly kind: 'tooManyDevices'; readonly count: number; readonly limit: number }
  | {
      readonly kind: 'fieldTooLong';
      readonly field: 'alias' | 'pubkey' | 'credential_id' | 'origin';
      readonly length: number;
      readonly limit: number;
    }
  | { readonly kind: 'tooMuchData'; readonly length: number; readonly limit: number }
  | { readonly kind: 'invalidProtection'; readonly keyType: KeyType }
  | { readonly kind: 'locked'; readonly authorized: Uint8Array; readonly actual: Uint8Array }
  | { readonly kind: 'secondRecoveryPhrase' }
  | { readonly kind: 'deviceKeyChange' }
  | { readonly kind: 'deviceNotFound'; readonly pubkey: Uint8Array }
  | { readonly kind: 'duplicateDevice'; readonly pubkey: Uint8Array }
  | { readonly kind: 'reservedMetadataKey'; readonly key: string }
  | { readonly kind: 'recoveryPhraseWithCredentialId' }
  | { readonly kind: 'nameTooLong'; readonly limit: number };

const KEY_TYPE_NAMES: Record<KeyType, string> = {
  unknown: 'Unknown',
  platform: 'Platform',
  cross_platform: 'CrossPlatform',
  seed_phrase: 'SeedPhrase',
  browser_storage_key: 'BrowserStorageKey',
};

/** The sentence that clients and people read; tests of other projects match it, so no word of it changes. */
export function anchorErrorText(error: AnchorError): string {
  switch (error.kind) {
    case 'tooManyDevices':
      return `Anchor device limit exceeded: num devices ${error.count}, limit ${error.limit}`;
    case 'fieldTooLong':
      return `${error.field} limit exceeded: length ${error.length}, limit ${error.limit}`;
    case 'tooMuchData':
      return `Cumulative size of variable sized fields exceeds limit: length ${error.length}, limit ${error.limit}.`;
    case 'invalidProtection':
      return `Only recovery phrases can be locked but key type is ${KEY_TYPE_NAMES[error.keyType]}`;
    case 'locked':
      return (
        'Device is locked. Must be authenticated with this device to mutate: ' +
        `authorized principal ${principalText(error.authorized)}, actual principal ${principalText(error.actual)}`
      );
    case 'secondRecoveryPhrase':
      return 'There is already a recovery phrase and only one is allowed.';
    case 'deviceKeyChange':
      return 'Device key cannot be updated.';
    case 'deviceNotFound':
      return `Device with key ${hex(error.pubkey)} not found.`;
    case 'duplicateDevice':
      return `Device with key ${hex(error.pubkey)} already exists on this anchor.`;
    case 'reservedMetadataKey':
      return `Metadata key '${error.key}' is reserved and cannot be used.`;
    case 'recoveryPhraseWithCredentialId':
      return 'Devices with key type seed_phrase must not have a credential id.';
    case 'nameTooLong':
      return `Name is too long. Maximum length of name is ${error.limit}.`;
  }
}
