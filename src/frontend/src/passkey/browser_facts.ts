/** What the browser says of itself, as far as passkeys go. */
export interface BrowserFacts {
  readonly hostname: string;
  readonly userAgent: string;
  readonly isSecureContext: boolean;
  readonly hasWebAuthn: boolean;
  readonly hasCryptography: boolean;
  readonly hasStorage: boolean;
  /** Whether the device itself can keep passkeys. May reject. */
  hasPlatformAuthenticator(): Promise<boolean>;
  /** Whether the browser offers passkeys in text fields. May reject. */
  hasAutofill(): Promise<boolean>;
}

export function readBrowserFacts(): BrowserFacts {
  return {
    hostname: location.hostname,
    userAgent: navigator.userAgent,
    isSecureContext,
    hasWebAuthn: typeof PublicKeyCredential === 'function',
    hasCryptography: (crypto.subtle as SubtleCrypto | undefined) !== undefined,
    hasStorage: canStore(),
    hasPlatformAuthenticator: async () => PublicKeyCredential.isUserVerifyingPlatformAuthenticatorAvailable(),
    hasAutofill: async () => PublicKeyCredential.isConditionalMediationAvailable(),
  };
}

function canStore(): boolean {
  try {
    const key = 'ii-storage-check';
    localStorage.setItem(key, '');
    localStorage.removeItem(key);
    return true;
  } catch {
    return false;
  }
}
