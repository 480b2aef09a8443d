import { describe, expect, it } from 'vitest';
import { promptsOf, splitByAddress } from './relying_party.ts';

const passkey = (origin: string | null) => ({
  credentialId: Uint8Array.of(1),
  publicKey: Uint8Array.of(2),
  origin,
  isRecovery: false,
});

describe('splitByAddress', () => {
  it('should keep what this address can use, and name the other addresses once', () => {
    const here = passkey('http://localhost:4943');
    const unknown = passkey(null);
    const other = 'http://rdmx6-jaaaa-aaaaa-aaadq-cai.localhost:4943';
    expect(splitByAddress([here, passkey(other), unknown, passkey(other)], 'localhost', [])).toEqual({
      here: [here, unknown],
      related: [],
      elsewhere: [other],
    });
  });

  it('should take a port for the same address, as browsers do', () => {
    expect(splitByAddress([passkey('http://localhost:8000')], 'localhost', []).elsewhere).toEqual([]);
  });

  it.each(['nonsense', 'javascript:alert(1)', ''])(
    'should not send people to %j, which is no address',
    (origin) => {
      expect(splitByAddress([passkey(origin)], 'localhost', [])).toMatchObject({
        here: [{ origin }],
        elsewhere: [],
      });
    },
  );

  it('should name nothing but the origin', () => {
    expect(splitByAddress([passkey('https://a.example/path?query')], 'localhost', []).elsewhere).toEqual([
      'https://a.example',
    ]);
  });

  it('should group passkeys of related addresses by the host name they are bound to', () => {
    const [a, b, c] = ['https://a.example', 'https://b.example', 'https://c.example'].map(passkey);
    const split = splitByAddress([c!, b!, a!], 'id.ai', ['b.example', 'a.example', 'd.example']);
    expect(split.related).toEqual([
      { rpId: 'b.example', passkeys: [b] },
      { rpId: 'a.example', passkeys: [a] },
    ]);
    expect(split.elsewhere).toEqual(['https://c.example']);
  });
});

describe('promptsOf', () => {
  it("should ask for this page's own passkeys first, and not at all for none", () => {
    const own = { rpId: null, passkeys: [passkey(null)] };
    const related = [{ rpId: 'a.example', passkeys: [passkey('https://a.example')] }];
    expect(promptsOf({ here: own.passkeys, related, elsewhere: [] })).toEqual([own, ...related]);
    expect(promptsOf({ here: [], related, elsewhere: [] })).toEqual(related);
  });
});
