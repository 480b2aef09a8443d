import { describe, expect, it } from 'vitest';
import { SigningKey } from '../../../tests/support/openid_provider.ts';
import { canonicalKeys, keysOfMembers, parseKeys } from './openid_keys.ts';

const A = new SigningKey('a').jwk;
const B = new SigningKey('b').jwk;
const set = (...keys: unknown[]): string => JSON.stringify({ keys });

describe('parseKeys', () => {
  it('should read RSA keys for signatures by their names', () => {
    const keys = parseKeys(set(A, B))!;
    expect([...keys.keys()]).toEqual(['a', 'b']);
    expect(keys.get('a')).toEqual({
      modulus: BigInt(`0x${Buffer.from(A.n!, 'base64url').toString('hex')}`),
      length: 256,
    });
  });

  it('should take keys that do not say what they are for', () => {
    const { kid, kty, n, e } = { kid: 'a', ...A };
    expect(parseKeys(set({ kid, kty, n, e }))?.size).toBe(1);
  });

  it.each([
    { ...A, kty: 'EC' },
    { ...A, alg: 'PS256' },
    { ...A, use: 'enc' },
    { ...A, kid: undefined },
    { ...A, kid: 'k'.repeat(257) },
    { ...A, e: 'Aw' },
    { ...A, n: 'AQAB' },
    { ...A, n: `${A.n}=` },
    { ...A, n: 7 },
    null,
    'a',
    [],
  ])('should leave out %j', (key) => {
    expect([...parseKeys(set(key, B))!.keys()]).toEqual(['b']);
  });

  it.each(['', '{}', '[]', '{"keys":{}}', '{"keys":[],"keys":[]}', `{"keys":${'['.repeat(9)}`])(
    'should refuse what is no key set: %s',
    (text) => {
      expect(parseKeys(text)).toBeNull();
      expect(canonicalKeys(text)).toBeNull();
    },
  );
});

describe('canonicalKeys', () => {
  it('should give the same text for every order of keys and members', () => {
    const other = set(Object.fromEntries(Object.entries(B).reverse()), { ...A, x5t: 'differs' });
    const canonical = canonicalKeys(set(A, B))!;
    expect(canonicalKeys(other)).toBe(canonical);
    expect(parseKeys(canonical)).toEqual(parseKeys(set(A, B)));
    expect(canonicalKeys(canonical)).toBe(canonical);
    expect(JSON.parse(canonical).keys.map(({ kid }: { kid: string }) => kid)).toEqual(['a', 'b']);
  });
});

it('should read configured keys from their members', () => {
  const members = (key: object): [string, string][] => Object.entries(key);
  expect(keysOfMembers([members(A), [['kid', 'half']], members(B)])).toEqual(parseKeys(set(A, B)));
});
