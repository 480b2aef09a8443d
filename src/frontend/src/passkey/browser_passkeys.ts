import {
  browserSupportsWebAuthn,
  startAuthentication,
  startRegistration,
  WebAuthnAbortService,
} from '@simplewebauthn/browser';
import { base64urlToBytes, bytesToBase64url } from '../bytes/base64.ts';
import { err, ok, type Result } from '../result.ts';
import { parseAttestedCredential } from './auth_data.ts';
import { ALGORITHMS, coseToDer, MAX_PUBLIC_KEY_BYTES, parseCoseKey } from './cose.ts';
import { defaultPasskeyName } from './default_name.ts';
import { passkeyError } from './errors.ts';
import type { NewPasskey, PasskeyError, Passkeys, PasskeySignature, PasskeyWish } from './passkeys.ts';
import { encodeWebAuthnSignature } from './webauthn_signature.ts';

/** The canister keeps at most this many bytes of the address that a passkey was made at. */
const MAX_DEVICE_ORIGIN_BYTES = 50;

export interface PasskeyPage {
  readonly origin: string;
  /** Passkeys are bound to it (the RP ID). */
  readonly hostname: string;
  readonly userAgent: string;
}

/** Passkeys of the browser that the page runs in. */
export function createBrowserPasskeys(page: PasskeyPage): Passkeys {
  // Asked ahead: the prompt then follows the click at once.
  const related = knowsRelatedOrigins();
  let inFrame = new AbortController();
  return {
    create: (wish) => createPasskey(page, wish),
    async sign(message, allowed, rpId) {
      if (rpId === null || rpId === page.hostname || (await related)) {
        return signWithPasskey(rpId ?? page.hostname, message, allowed);
      }
      inFrame = new AbortController();
      const { signInFrame } = await import('./passkeys_in_frame.ts');
      const signed = await signInFrame(rpId, message, allowed, inFrame.signal);
      if (!signed.ok) return signed;
      return ok({
        credentialId: signed.value.credentialId,
        signature: encodeWebAuthnSignature(signed.value),
      });
    },
    cancel() {
      inFrame.abort();
      WebAuthnAbortService.cancelCeremony();
    },
  };
}

/** Whether this browser lets a page use passkeys of the addresses that list it in `/.well-known/webauthn`. */
async function knowsRelatedOrigins(): Promise<boolean> {
  if (!browserSupportsWebAuthn() || PublicKeyCredential.getClientCapabilities === undefined) return false;
  const { relatedOrigins } = await PublicKeyCredential.getClientCapabilities();
  return relatedOrigins === true;
}

async function createPasskey(
  { origin, hostname, userAgent }: PasskeyPage,
  { exclude, portable }: PasskeyWish,
): Promise<Result<NewPasskey, PasskeyError>> {
  if (!browserSupportsWebAuthn()) return err({ kind: 'unsupported' });
  const random = (length: number) => bytesToBase64url(crypto.getRandomValues(new Uint8Array(length)));
  let made: Awaited<ReturnType<typeof startRegistration>>;
  try {
    made = await startRegistration({
      optionsJSON: {
        rp: { id: hostname, name: 'Internet Identity' },
        // The number is not known yet. The day tells several passkeys of one person apart.
        user: { id: random(16), name: `Internet Identity ${today()}`, displayName: 'Internet Identity' },
        // Nobody checks this signature: the key counts from its first use on.
        challenge: random(32),
        pubKeyCredParams: ALGORITHMS.map((alg) => ({ type: 'public-key', alg })),
        excludeCredentials: exclude.map((id) => ({ type: 'public-key', id: bytesToBase64url(id) })),
        authenticatorSelection: {
          ...(portable ? { authenticatorAttachment: 'cross-platform' } : {}),
          residentKey: 'required',
          requireResidentKey: true,
          userVerification: 'required',
        },
        attestation: 'none',
      },
    });
  } catch (cause) {
    return err(passkeyError(cause));
  }
  const authData = base64urlToBytes(made.response.authenticatorData ?? '');
  const credential = authData && parseAttestedCredential(authData);
  if (!credential)
    return err({ kind: 'failed', cause: new Error('authenticator data without a credential') });
  const cose = parseCoseKey(credential.rest);
  const publicKey = cose && coseToDer(cose);
  if (!publicKey || publicKey.length > MAX_PUBLIC_KEY_BYTES) return err({ kind: 'unsuitableAuthenticator' });
  const attachment =
    made.authenticatorAttachment === 'cross-platform'
      ? 'cross_platform'
      : (made.authenticatorAttachment ?? null);
  return ok({
    credentialId: credential.credentialId,
    publicKey,
    name: defaultPasskeyName({ aaguid: credential.aaguid, attachment, userAgent }),
    origin: origin.length <= MAX_DEVICE_ORIGIN_BYTES ? origin : null,
    attachment,
  });
}

/** The local day as `2025-04-30`. */
function today(): string {
  const now = new Date();
  return `${now.getFullYear()}-${pad(now.getMonth() + 1)}-${pad(now.getDate())}`;
}

function pad(number: number): string {
  return String(number).padStart(2, '0');
}

async function signWithPasskey(
  rpId: string,
  message: Uint8Array,
  allowed: readonly Uint8Array[],
): Promise<Result<PasskeySignature, PasskeyError>> {
  if (!browserSupportsWebAuthn()) return err({ kind: 'unsupported' });
  try {
    const { rawId, response } = await startAuthentication({
      optionsJSON: {
        rpId,
        challenge: bytesToBase64url(message),
        allowCredentials: allowed.map((id) => ({ type: 'public-key', id: bytesToBase64url(id) })),
        userVerification: 'required',
      },
    });
    const decode = (text: string) => base64urlToBytes(text) ?? new Uint8Array();
    return ok({
      credentialId: decode(rawId),
      signature: encodeWebAuthnSignature({
        authenticatorData: decode(response.authenticatorData),
        clientDataJson: decode(response.clientDataJSON),
        signature: decode(response.signature),
      }),
    });
  } catch (cause) {
    return err(passkeyError(cause));
  }
}
