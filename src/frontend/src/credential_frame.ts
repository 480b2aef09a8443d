// The root of the script for the frame in which a related address uses the passkeys of this one.

import type { CanisterPage } from './canister/canister_page.ts';
import { decodePublicConfig } from './canister/public_config.ts';
import {
  assertionResponse,
  errorResponse,
  parseCredentialRequest,
  readyResponseTo,
} from './passkey/frame_messages.ts';

/**
 * Answers the page around this one, if it is of a related address: nobody else may even show it in a frame.
 * The browser asks the person each time.
 */
export function answerInFrame({ config, hostname }: CanisterPage): void {
  const { relatedHostnames } = decodePublicConfig(config);
  const related = relatedHostnames.map((name) => `https://${name}`);
  addEventListener('message', ({ source, origin, data }: MessageEvent<unknown>) => {
    if (source !== parent || !related.includes(origin)) return;
    const reply = (message: unknown): void => parent.postMessage(message, origin);
    const ready = readyResponseTo(data);
    if (ready !== null) return reply(ready);
    const request = parseCredentialRequest(data, hostname);
    if (request === null) return;
    const { id, challenge, allowed } = request;
    const allowCredentials = allowed.map((own) => ({ type: 'public-key' as const, id: own }));
    const publicKey = { rpId: hostname, challenge, allowCredentials, userVerification: 'required' as const };
    navigator.credentials.get({ publicKey }).then(
      (credential) => reply(assertionResponse(id, assertionOf(credential as PublicKeyCredential))),
      (cause: unknown) =>
        reply(errorResponse(id, cause instanceof Error ? cause : { name: 'NotAllowedError', message: '' })),
    );
  });
}

function assertionOf({ rawId, response }: PublicKeyCredential) {
  const { authenticatorData, clientDataJSON, signature } = response as AuthenticatorAssertionResponse;
  return {
    credentialId: new Uint8Array(rawId),
    authenticatorData: new Uint8Array(authenticatorData),
    clientDataJson: new Uint8Array(clientDataJSON),
    signature: new Uint8Array(signature),
  };
}
