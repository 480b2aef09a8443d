import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { device, identity, InternetIdentity, publicKeyOf } from '../support/internet_identity.ts';

const ALICE = identity('alice');
const PHONE = identity('phone');
const PHRASE = identity('phrase');
const PLAIN = identity('plain');

describe('what anyone may read of an identity', () => {
  let ii: InternetIdentity;
  let anchor: bigint;

  beforeAll(async () => {
    ii = await InternetIdentity.create();
    anchor = await ii.register(ALICE);
    const owner = ii.as(ALICE);
    await owner.add(
      anchor,
      device(PHONE, { alias: 'Phone', purpose: { recovery: null }, metadata: [[['k', { string: 'v' }]]] }),
    );
    await owner.add(
      anchor,
      device(PHRASE, { key_type: { seed_phrase: null }, purpose: { recovery: null }, credential_id: [] }),
    );
    await owner.add(anchor, device(PLAIN, { credential_id: [] }));
  });
  afterAll(() => ii.tearDown());

  const keysOf = (list: readonly { pubkey: Uint8Array | number[] }[]) =>
    list.map(({ pubkey }) => Buffer.from(pubkey as Uint8Array).toString('hex'));
  const hex = (key: typeof ALICE) => Buffer.from(publicKeyOf(key)).toString('hex');

  it('lookup should list devices by last use, without aliases and metadata', async () => {
    await ii.as(PLAIN).get_anchor_info(anchor);
    await ii.advance(1_000_000_000n);
    await ii.as(PHONE).get_anchor_info(anchor);
    const devices = await ii.as().lookup(anchor);
    expect(keysOf(devices)).toEqual([PHONE, PLAIN, ALICE, PHRASE].map(hex));
    expect(devices.every(({ alias, metadata }) => alias === '' && metadata.length === 0)).toBe(true);
  });

  it('get_anchor_credentials should part credentials, recovery credentials and phrases', async () => {
    const { credentials, recovery_credentials, recovery_phrases } = await ii
      .as()
      .get_anchor_credentials(anchor);
    expect(keysOf(credentials)).toEqual([hex(ALICE)]);
    expect(keysOf(recovery_credentials)).toEqual([hex(PHONE)]);
    expect(recovery_phrases.map((key) => Buffer.from(key as Uint8Array).toString('hex'))).toEqual([
      hex(PHRASE),
    ]);
  });

  it('identity_authn_info should part methods by purpose, plain keys included', async () => {
    const reply = await ii.as().identity_authn_info(anchor);
    if (!('Ok' in reply)) throw new Error('no info');
    expect(reply.Ok.authn_methods.map((method) => Object.keys(method)[0])).toEqual(['WebAuthn', 'PubKey']);
    expect(reply.Ok.recovery_authn_methods.map((method) => Object.keys(method)[0])).toEqual([
      'WebAuthn',
      'PubKey',
    ]);
  });

  it.each([0n, 9_999n, 20_000n, 67_116_816n, 2n ** 64n - 1n])(
    'should be empty for the unknown identity %s',
    async (unknown) => {
      expect(await ii.as().lookup(unknown)).toEqual([]);
      expect(await ii.as().get_anchor_credentials(unknown)).toEqual({
        credentials: [],
        recovery_credentials: [],
        recovery_phrases: [],
      });
      expect(await ii.as().identity_authn_info(unknown)).toEqual({
        Ok: { authn_methods: [], recovery_authn_methods: [] },
      });
    },
  );
});
