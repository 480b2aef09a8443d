import { describe, expect, it } from 'vitest';
import { createPageLinks, readJoinAddress } from './page_links.ts';

const ID = 'rdmx6-jaaaa-aaaaa-aaadq-cai';
const linksAt = (address: string) => createPageLinks(new URL(address) as unknown as Location, ID);

describe('createPageLinks', () => {
  it.each([
    ['http://localhost:4943', `http://localhost:4943/?canisterId=${ID}`],
    [`http://${ID}.localhost:4943`, `http://${ID}.localhost:4943/`],
    ['https://identity.ic0.app', 'https://identity.ic0.app/'],
  ])('should tell a gateway which canister is meant at %s', (origin, link) => {
    expect(linksAt('http://localhost:4943/').at(origin)).toBe(link);
  });

  it('should vouch for no other address', () => {
    expect(linksAt('http://localhost:4943/').at('https://identity.example')).toBeNull();
    expect(linksAt('https://id.ai/').at('http://localhost:4943')).toBeNull();
  });

  it.each([
    ['http://127.0.0.1:4943/', `http://${ID}.localhost:4943/`],
    ['http://localhost/', `http://${ID}.localhost/`],
    ['http://192.168.1.7:8000/', `http://${ID}.localhost:8000/`],
    ['https://id.ai/', 'https://id.ai/'],
  ])('should name the canister instead of %s', (address, link) => {
    expect(linksAt(address).withOwnName).toBe(link);
  });

  it('should keep the parameter on the way home', () => {
    const links = linksAt(`http://localhost:4943/authorize?canisterId=${ID}`);
    expect(links.home).toBe(`/?canisterId=${ID}`);
    expect(links.about).toBe(`/about?canisterId=${ID}`);
  });

  it.each([
    ['https://id.ai/', 'https://id.ai/?action=add-passkey&ii=10000'],
    [
      `http://localhost:4943/?canisterId=${ID}`,
      `http://localhost:4943/?canisterId=${ID}&action=add-passkey&ii=10000`,
    ],
  ])('should make a link at %s for another device, and read it', (address, link) => {
    expect(linksAt(address).joinTo('10000')).toBe(link);
    expect(readJoinAddress(new URL(link).search)).toBe('10000');
    expect(readJoinAddress(new URL(address).search)).toBeNull();
  });
});
