import { describe, expect, it } from 'vitest';
import type { BrowserFacts } from '../passkey/browser_facts.ts';
import { type Check, createSelfServiceFlow } from './self_service.ts';

const GOOD: BrowserFacts = {
  hostname: 'id.example',
  userAgent: 'A browser',
  isSecureContext: true,
  hasWebAuthn: true,
  hasCryptography: true,
  hasStorage: true,
  hasPlatformAuthenticator: async () => true,
  hasAutofill: async () => true,
};

async function check(facts: Partial<BrowserFacts>) {
  const flow = createSelfServiceFlow({ ...GOOD, ...facts }, () => 1_700_000_000_000);
  const checks = await new Promise<readonly Check[]>((resolve) => {
    flow.checks.subscribe((value) => value !== null && resolve(value));
  });
  return { flow, troubles: checks.filter(({ outcome }) => outcome !== 'fine') };
}

describe('self-service', () => {
  it('should find nothing wrong with a good browser', async () => {
    expect((await check({})).troubles).toEqual([]);
  });

  it.each([
    [{ isSecureContext: false }, { name: 'secureContext', outcome: 'missing' }],
    [{ hostname: '127.0.0.1' }, { name: 'hostName', outcome: 'missing' }],
    [{ hasWebAuthn: false }, { name: 'webAuthn', outcome: 'missing' }],
    [{ hasCryptography: false }, { name: 'cryptography', outcome: 'missing' }],
    [{ hasStorage: false }, { name: 'storage', outcome: 'limited' }],
    [{ hasPlatformAuthenticator: async () => false }, { name: 'platformAuthenticator', outcome: 'limited' }],
    [{ hasAutofill: () => Promise.reject(new TypeError()) }, { name: 'autofill', outcome: 'limited' }],
  ])('should name what is amiss (%#)', async (facts, trouble) => {
    expect((await check(facts)).troubles).toEqual([trouble]);
  });

  it('should report to a file named by address and time', async () => {
    const { flow } = await check({});
    const { name, json } = flow.report();
    expect(name).toBe('id.example-2023-11-14T22-13-20-000Z-self-service.json');
    expect(JSON.parse(json)).toMatchObject({ hostname: 'id.example', userAgent: 'A browser' });
    expect((JSON.parse(json) as { checks: unknown[] }).checks).toHaveLength(7);
  });
});
