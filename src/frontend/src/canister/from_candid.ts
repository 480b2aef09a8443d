import type {
  AuthnMethodData,
  DeviceData,
  IdentityInfo as CandidIdentityInfo,
  IdRegStartError,
  MetadataMapV2,
  RegistrationFlowNextStep,
} from '../../../declarations/internet_identity.did.ts';
import type { KnownPasskey } from '../passkey/passkeys.ts';
import type { CanisterError, PasskeyInfo } from './canister.ts';

/** Devices that can sign in this browser: those with a credential id. */
export function devicesToPasskeys(devices: readonly DeviceData[]): KnownPasskey[] {
  return devices.flatMap(({ credential_id: [credentialId], pubkey, origin: [origin] }) =>
    credentialId === undefined
      ? []
      : [
          {
            credentialId: Uint8Array.from(credentialId),
            publicKey: Uint8Array.from(pubkey),
            origin: origin ?? null,
          },
        ],
  );
}

/** The picture of the captcha as a data URL, or null when the next step asks for none. */
export function nextStepToCaptcha(step: RegistrationFlowNextStep): string | null {
  if ('Finish' in step) return null;
  return `data:image/png;base64,${step.CheckCaptcha.captcha_png_base64}`;
}

/** @throws Error for `InvalidCaller`: a temporary key is never anonymous */
export function startErrorToCanisterError(error: IdRegStartError): CanisterError {
  if ('RateLimitExceeded' in error) return { kind: 'rateLimited' };
  if ('AlreadyInProgress' in error) return { kind: 'refused', text: 'this registration has begun already' };
  throw new Error('the canister took a temporary key for the anonymous caller');
}

/** The access methods of an identity, the last used one first. */
export function identityInfoToPasskeys({ authn_methods }: CandidIdentityInfo): PasskeyInfo[] {
  return authn_methods.map(authnMethodToPasskey).sort((a, b) => (b.lastUsed ?? 0) - (a.lastUsed ?? 0));
}

function authnMethodToPasskey(data: AuthnMethodData): PasskeyInfo {
  const { authn_method: method, security_settings, metadata, last_authentication } = data;
  const [lastUsed] = last_authentication;
  return {
    publicKey: Uint8Array.from('WebAuthn' in method ? method.WebAuthn.pubkey : method.PubKey.pubkey),
    name: textOf(metadata, 'alias') ?? '',
    kind: kindOf(data, 'Recovery' in security_settings.purpose),
    origin: textOf(metadata, 'origin'),
    lastUsed: lastUsed === undefined ? null : Number(lastUsed / 1_000_000n),
  };
}

function kindOf({ authn_method, metadata }: AuthnMethodData, isRecovery: boolean): PasskeyInfo['kind'] {
  if (textOf(metadata, 'usage') === 'recovery_phrase') return 'recoveryPhrase';
  if (!('WebAuthn' in authn_method)) return 'otherKey';
  return isRecovery ? 'recoveryDevice' : 'passkey';
}

function textOf(metadata: MetadataMapV2, key: string): string | null {
  const value = metadata.find(([name]) => name === key)?.[1];
  return value !== undefined && 'String' in value ? value.String : null;
}
