import type { KnownPasskey } from './passkeys.ts';

/** Passkeys split by whether this page's address can use them. */
export interface UsablePasskeys {
  readonly here: readonly KnownPasskey[];
  /** Addresses of the others, each once. */
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
    if (passkey.origin === null || hostnameOf(passkey.origin) === hostname) here.push(passkey);
    else elsewhere.add(passkey.origin);
  }
  return { here, elsewhere: [...elsewhere] };
}

function hostnameOf(origin: string): string | null {
  try {
    return new URL(origin).hostname;
  } catch {
    return null;
  }
}
