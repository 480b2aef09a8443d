import type { KnownPasskey } from './passkeys.ts';

/** Passkeys that one prompt can offer: browsers bind a passkey to a host name, the RP ID. */
export interface PasskeyGroup {
  /** Null for this page's own host name. */
  readonly rpId: string | null;
  readonly passkeys: readonly KnownPasskey[];
}

/** Passkeys split by whether this page's address can use them. */
export interface UsablePasskeys {
  /** Of this page's own host name, and those whose host name is unknown. */
  readonly here: readonly KnownPasskey[];
  /** Of related host names, each as a group of its own, in the order in which they are configured. */
  readonly related: readonly PasskeyGroup[];
  /** Addresses of the others, each once: http or https origins, chosen by whoever made the identity. */
  readonly elsewhere: readonly string[];
}

/**
 * Which passkeys can sign at a host name. A passkey without a known address is worth trying; one of
 * another host name works only where `/.well-known/webauthn` of that host lists this page.
 */
export function splitByAddress(
  passkeys: readonly KnownPasskey[],
  hostname: string,
  relatedHostnames: readonly string[],
): UsablePasskeys {
  const here: KnownPasskey[] = [];
  const related = new Map<string, KnownPasskey[]>();
  const elsewhere = new Set<string>();
  for (const passkey of passkeys) {
    const host = passkey.origin === null ? null : hostnameOf(passkey.origin);
    if (passkey.origin === null || host === null || host === hostname) here.push(passkey);
    else if (relatedHostnames.includes(host)) related.set(host, [...(related.get(host) ?? []), passkey]);
    else elsewhere.add(new URL(passkey.origin).origin);
  }
  const groups = relatedHostnames.flatMap((host) => {
    const own = related.get(host);
    return own === undefined ? [] : [{ rpId: host, passkeys: own }];
  });
  return { here, related: groups, elsewhere: [...elsewhere] };
}

/** The prompts to offer one after the other: this page's own passkeys first. */
export function promptsOf({ here, related }: UsablePasskeys): readonly PasskeyGroup[] {
  return here.length === 0 ? related : [{ rpId: null, passkeys: here }, ...related];
}

function hostnameOf(origin: string): string | null {
  try {
    const { protocol, hostname } = new URL(origin);
    return protocol === 'https:' || protocol === 'http:' ? hostname : null;
  } catch {
    return null;
  }
}
