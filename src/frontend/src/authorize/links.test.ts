import { describe, expect, it } from 'vitest';
import { linkToInternetIdentity, linkWithOwnName } from './links.ts';

const ID = 'rdmx6-jaaaa-aaaaa-aaadq-cai';

describe('linkToInternetIdentity', () => {
  it.each([
    ['http://localhost:4943', `http://localhost:4943/?canisterId=${ID}`],
    [`http://${ID}.localhost:4943`, `http://${ID}.localhost:4943/`],
    ['https://identity.ic0.app', 'https://identity.ic0.app/'],
  ])('should tell a gateway which canister is meant at %s', (origin, link) => {
    expect(linkToInternetIdentity(origin, ID)).toBe(link);
  });
});

describe('linkWithOwnName', () => {
  it.each([
    ['http://127.0.0.1:4943', `http://${ID}.localhost:4943/`],
    ['http://localhost', `http://${ID}.localhost/`],
    ['http://192.168.1.7:8000', `http://${ID}.localhost:8000/`],
    ['https://id.ai', 'https://id.ai/'],
  ])('should name the canister instead of %s', (origin, link) => {
    expect(linkWithOwnName({ origin, hostname: new URL(origin).hostname }, ID)).toBe(link);
  });
});
