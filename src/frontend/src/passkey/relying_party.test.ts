import { describe, expect, it } from 'vitest';
import { splitByAddress } from './relying_party.ts';

const passkey = (origin: string | null) => ({
  credentialId: Uint8Array.of(1),
  publicKey: Uint8Array.of(2),
  origin,
});

describe('splitByAddress', () => {
  it('should keep what this address can use, and name the other addresses once', () => {
    const here = passkey('http://localhost:4943');
    const unknown = passkey(null);
    const other = 'http://rdmx6-jaaaa-aaaaa-aaadq-cai.localhost:4943';
    expect(splitByAddress([here, passkey(other), unknown, passkey(other)], 'localhost')).toEqual({
      here: [here, unknown],
      elsewhere: [other],
    });
  });

  it('should take a port for the same address, as browsers do', () => {
    expect(splitByAddress([passkey('http://localhost:8000')], 'localhost').elsewhere).toEqual([]);
  });

  it.each(['nonsense', 'javascript:alert(1)', ''])(
    'should not send people to %j, which is no address',
    (origin) => {
      expect(splitByAddress([passkey(origin)], 'localhost')).toMatchObject({
        here: [{ origin }],
        elsewhere: [],
      });
    },
  );

  it('should name nothing but the origin', () => {
    expect(splitByAddress([passkey('https://a.example/path?query')], 'localhost').elsewhere).toEqual([
      'https://a.example',
    ]);
  });
});
