import type { KnownPasskey } from './passkeys.ts';

/** Passkeys split by whether this page's address can use them. */
export interface UsablePasskeys {
  readonly here: readonly KnownPasskey[];
  /** Addresses of the others, each once: http or https origins, chosen by whoever made the identity. */
  readonly elsewhere: readonly string[];
}

/**
 * Which passkeys can sign at a host name. A passkey without a known address is worth trying; one of
 * another host name never works, since the browser binds passkeys to it.
 */
export function splitByAddress(passkeys: readonly KnownPasskey[], hostname: string): UsablePasskeys {
  const here: KnownPasskey[] = [];
  const elsewhere = new Set<string>();
  for (const passkey of passkeys) {
    const host = passkey.origin === null ? null : hostnameOf(passkey.origin);
    if (passkey.origin === null || host === null || host === hostname) here.push(passkey);
    else elsewhere.add(new URL(passkey.origin).origin);
  }
  return { here, elsewhere: [...elsewhere] };
}

function hostnameOf(origin: string): string | null {
  try {
    const { protocol, hostname } = new URL(origin);
    return protocol === 'https:' || protocol === 'http:' ? hostname : null;
  } catch {
    return null;
  }
}
