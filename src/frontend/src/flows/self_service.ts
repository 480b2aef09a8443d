import { isIpAddress } from '../authorize/origin.ts';
import type { BrowserFacts } from '../passkey/browser_facts.ts';
import { createVariable, type Observable } from './observable.ts';

/** What passkeys need of a browser and an address. */
export const CHECKS = [
  'secureContext',
  'hostName',
  'webAuthn',
  'platformAuthenticator',
  'autofill',
  'cryptography',
  'storage',
] as const;

export type CheckName = (typeof CHECKS)[number];

export interface Check {
  readonly name: CheckName;
  /** `missing` what is needed; `limited` what only costs convenience. */
  readonly outcome: 'fine' | 'limited' | 'missing';
}

export interface SelfServiceFlow {
  /** Null while the checks run. */
  readonly checks: Observable<readonly Check[] | null>;
  /** The outcome as a file to send to whoever helps. It names no identity. */
  report(): { readonly name: string; readonly json: string };
}

/** @param now - milliseconds since 1970 */
export function createSelfServiceFlow(facts: BrowserFacts, now: () => number): SelfServiceFlow {
  const checks = createVariable<readonly Check[] | null>(null);
  void runChecks(facts).then((outcome) => checks.set(outcome));
  return {
    checks,
    report() {
      const time = new Date(now()).toISOString();
      const { hostname, userAgent } = facts;
      const json = JSON.stringify({ time, hostname, userAgent, checks: checks.value }, null, 2);
      return { name: `${hostname}-${time.replaceAll(/[:.]/g, '-')}-self-service.json`, json };
    },
  };
}

async function runChecks(facts: BrowserFacts): Promise<Check[]> {
  const needed = (name: CheckName, isThere: boolean): Check => ({
    name,
    outcome: isThere ? 'fine' : 'missing',
  });
  const welcome = async (name: CheckName, isThere: Promise<boolean>): Promise<Check> => ({
    name,
    outcome: (await isThere.catch(() => false)) ? 'fine' : 'limited',
  });
  return [
    needed('secureContext', facts.isSecureContext),
    needed('hostName', !isIpAddress(facts.hostname)),
    needed('webAuthn', facts.hasWebAuthn),
    await welcome('platformAuthenticator', facts.hasPlatformAuthenticator()),
    await welcome('autofill', facts.hasAutofill()),
    needed('cryptography', facts.hasCryptography),
    { name: 'storage', outcome: facts.hasStorage ? 'fine' : 'limited' },
  ];
}
