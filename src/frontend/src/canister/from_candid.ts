import type {
  AuthnMethodData,
  DeviceData,
  IdentityInfo as CandidIdentityInfo,
  IdRegStartError,
  MetadataMapV2,
  OpenIdCredential,
  RegistrationFlowNextStep,
} from '../../../declarations/internet_identity.did.ts';
import type { KnownPasskey } from '../passkey/passkeys.ts';
import type { AccessMethod, CanisterError, IdentityInfo } from './canister.ts';
import type { LinkedAccount } from './provider.ts';

/** Devices that can sign in this browser: those with a credential id. */
export function devicesToPasskeys(devices: readonly DeviceData[]): KnownPasskey[] {
  return devices.flatMap(({ credential_id: [credentialId], pubkey, origin: [origin], purpose }) =>
    credentialId === undefined
      ? []
      : [
          {
            credentialId: Uint8Array.from(credentialId),
            publicKey: Uint8Array.from(pubkey),
            origin: origin ?? null,
            isRecovery: 'recovery' in purpose,
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

/** An identity as its owner sees it, the way in that was used last in front. */
export function identityInfoFromCandid(
  number: string,
  {
    authn_methods,
    authn_method_registration: [pairing],
    openid_credentials: [credentials],
  }: CandidIdentityInfo,
): IdentityInfo {
  const methods = authn_methods.map(toAccessMethod).sort((a, b) => (b.lastUsed ?? 0) - (a.lastUsed ?? 0));
  const accounts = (credentials ?? []).map(toLinkedAccount);
  if (pairing === undefined) return { number, methods, accounts, pairing: null };
  const [asking] = pairing.authn_method;
  return {
    number,
    methods,
    accounts,
    pairing: {
      expiresAt: toMilliseconds(pairing.expiration),
      asking: asking === undefined ? null : (textOf(asking.metadata, 'alias') ?? ''),
    },
  };
}

/** Nanoseconds, as the canister counts, in milliseconds. */
export function toMilliseconds(nanoseconds: bigint): number {
  return Number(nanoseconds / 1_000_000n);
}

function toLinkedAccount({ iss, sub, aud, metadata, last_usage_timestamp }: OpenIdCredential): LinkedAccount {
  const [lastUsed] = last_usage_timestamp;
  return {
    ...{ iss, sub, aud },
    name: textOf(metadata, 'name'),
    email: textOf(metadata, 'email'),
    lastUsed: lastUsed === undefined ? null : toMilliseconds(lastUsed),
  };
}

function toAccessMethod(data: AuthnMethodData): AccessMethod {
  const { authn_method: method, security_settings: settings, metadata, last_authentication } = data;
  const [lastUsed] = last_authentication;
  return {
    publicKey: Uint8Array.from('WebAuthn' in method ? method.WebAuthn.pubkey : method.PubKey.pubkey),
    credentialId: 'WebAuthn' in method ? Uint8Array.from(method.WebAuthn.credential_id) : null,
    name: textOf(metadata, 'alias') ?? '',
    kind: kindOf(data, 'Recovery' in settings.purpose),
    origin: textOf(metadata, 'origin'),
    lastUsed: lastUsed === undefined ? null : toMilliseconds(lastUsed),
    locked: 'Protected' in settings.protection,
  };
}

function kindOf({ authn_method, metadata }: AuthnMethodData, isRecovery: boolean): AccessMethod['kind'] {
  if (textOf(metadata, 'usage') === 'recovery_phrase') return 'recoveryPhrase';
  if (!('WebAuthn' in authn_method)) return 'otherKey';
  if (isRecovery) return 'recoveryDevice';
  return textOf(metadata, 'authenticator_attachment') === 'cross_platform' ? 'securityKey' : 'passkey';
}

function textOf(metadata: MetadataMapV2, key: string): string | null {
  const value = metadata.find(([name]) => name === key)?.[1];
  return value !== undefined && 'String' in value ? value.String : null;
}
