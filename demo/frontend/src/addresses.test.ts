import { describe, expect, it } from 'vitest';
import { addressesOf } from './addresses.ts';

const DEMO = 'bkyz2-fmaaa-aaaaa-qaaaq-cai';
const II = 'rdmx6-jaaaa-aaaaa-aaadq-cai';

describe('addressesOf', () => {
  it.each([
    [`http://${DEMO}.localhost:4943/`, `http://${II}.localhost:4943`, true],
    [`http://localhost:4943/?canisterId=${DEMO}`, `http://${II}.localhost:4943`, true],
    [`https://${DEMO}.icp0.io/`, `https://${II}.ic0.app`, false],
  ])('should find the canisters of %s', (address, identityProvider, local) => {
    expect(addressesOf(new URL(address))).toEqual({ canisterId: DEMO, identityProvider, local });
  });

  it('should say so when the address names no canister', () => {
    expect(() => addressesOf(new URL('http://localhost:4943/'))).toThrow('which canister');
  });
});
