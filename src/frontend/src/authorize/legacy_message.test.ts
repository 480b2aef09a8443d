import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isLegacyRequest, legacySuccess, parseLegacyRequest } from './legacy_message.ts';

const ORIGIN = 'https://dapp.example';
const valid = {
  kind: 'authorize-client' as const,
  sessionPublicKey: new Uint8Array([0x30, 0x59, 1]),
  maxTimeToLive: 28_800_000_000_000n,
};

describe('parseLegacyRequest', () => {
  it('should read what auth-client 3 sends by default', () => {
    const sent = { ...valid, allowPinAuthentication: undefined, derivationOrigin: undefined };
    expect(parseLegacyRequest(sent, ORIGIN)).toEqual({
      ok: true,
      value: {
        origin: ORIGIN,
        sessionKey: valid.sessionPublicKey,
        maxTimeToLive: valid.maxTimeToLive,
        derivationOrigin: null,
        autoSelectionPrincipal: null,
        allowPin: true,
        queriesOnly: false,
      },
    });
  });

  it('should read a base64 key, other spellings of the time and every optional field', () => {
    const sent = {
      ...valid,
      sessionPublicKey: 'MFkB',
      derivationOrigin: 'https://other.example:8443',
      autoSelectionPrincipal: '2vxsx-fae',
      allowPinAuthentication: false,
      permissions: 'queries',
      somethingElse: { deeply: ['nested'] },
    };
    for (const maxTimeToLive of [7n, 7, '7']) {
      expect(parseLegacyRequest({ ...sent, maxTimeToLive } as never, ORIGIN)).toMatchObject({
        ok: true,
        value: {
          sessionKey: valid.sessionPublicKey,
          maxTimeToLive: 7n,
          derivationOrigin: 'https://other.example:8443',
          autoSelectionPrincipal: '2vxsx-fae',
          allowPin: false,
          queriesOnly: true,
        },
      });
    }
  });

  it.each([
    ['sessionPublicKey', undefined],
    ['sessionPublicKey', new Uint8Array()],
    ['sessionPublicKey', new Uint8Array(1025)],
    ['sessionPublicKey', [48, 89]],
    ['sessionPublicKey', 'not base64!'],
    ['sessionPublicKey', 'A'.repeat(100_000)],
    ['permissions', 'updates'],
    ['permissions', ['queries']],
    ['maxTimeToLive', -1n],
    ['maxTimeToLive', 1n << 64n],
    ['maxTimeToLive', 1.5],
    ['maxTimeToLive', Number.NaN],
    ['maxTimeToLive', '1e9'],
    ['maxTimeToLive', {}],
    ['derivationOrigin', 'https://dapp.example/path'],
    ['derivationOrigin', 'https://DAPP.example'],
    ['derivationOrigin', 'https://dapp.example:443'],
    ['derivationOrigin', 'javascript:alert(1)'],
    ['derivationOrigin', `https://${'a'.repeat(300)}.example`],
    ['derivationOrigin', 7],
    ['allowPinAuthentication', 'false'],
    ['autoSelectionPrincipal', 'Not A Principal'],
    ['autoSelectionPrincipal', 'a'.repeat(10_000)],
  ])('should refuse a malformed %s (%#)', (field, value) => {
    expect(parseLegacyRequest({ ...valid, [field]: value }, ORIGIN)).toEqual({ ok: false, error: field });
  });

  it.each(['null', '', 'file://', 'chrome-extension://abc', 'https://dapp.example/'])(
    'should refuse the origin %j, which cannot be answered',
    (origin) => expect(parseLegacyRequest(valid, origin)).toEqual({ ok: false, error: 'origin' }),
  );

  it('should not keep a view into memory that the sender chose the size of', () => {
    const large = new Uint8Array(10_000).fill(7);
    const parsed = parseLegacyRequest({ ...valid, sessionPublicKey: large.subarray(5, 9) } as never, ORIGIN);
    expect(parsed.ok && parsed.value.sessionKey.buffer.byteLength).toBe(4);
  });

  it('should answer every message with a value', () => {
    const field = fc.oneof(fc.anything({ withBigInt: true, withTypedArray: true, withMap: true }));
    const message = fc.record(
      {
        kind: fc.oneof(fc.constant('authorize-client'), field),
        sessionPublicKey: fc.oneof(fc.uint8Array(), field),
        maxTimeToLive: fc.oneof(fc.bigInt(), field),
        derivationOrigin: fc.oneof(fc.webUrl(), field),
        allowPinAuthentication: field,
        autoSelectionPrincipal: field,
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.oneof(message, fc.anything()), (data) => {
        if (!isLegacyRequest(data)) return;
        const parsed = parseLegacyRequest(data, ORIGIN);
        if (!parsed.ok) return;
        expect(parsed.value.sessionKey.length).toBeGreaterThan(0);
        expect(parsed.value.maxTimeToLive ?? 0n).toBeGreaterThanOrEqual(0n);
        expect(parsed.value.maxTimeToLive ?? 0n).toBeLessThan(1n << 64n);
      }),
    );
  });
});

describe('legacySuccess', () => {
  it('should say that it allows queries only, where it does', () => {
    const issued = {
      userKey: new Uint8Array(),
      principal: '2vxsx-fae',
      signedInBy: 'passkey' as const,
      sessionKey: new Uint8Array(),
      expiration: 3n,
      signature: new Uint8Array(),
    };
    const { delegation } = legacySuccess({ ...issued, queriesOnly: true }).delegations[0];
    expect(delegation).toHaveProperty('permissions', 'queries');
    expect(legacySuccess({ ...issued, queriesOnly: false }).delegations[0].delegation).not.toHaveProperty(
      'permissions',
    );
  });

  it('should survive structured clone with the types that auth-client reads', () => {
    const answer = structuredClone(
      legacySuccess({
        userKey: new Uint8Array([1]),
        principal: '2vxsx-fae',
        signedInBy: 'pin',
        sessionKey: new Uint8Array([2]),
        expiration: 3n,
        queriesOnly: false,
        signature: new Uint8Array([4]),
      }),
    );
    expect(answer).toEqual({
      kind: 'authorize-client-success',
      delegations: [
        { delegation: { pubkey: new Uint8Array([2]), expiration: 3n }, signature: new Uint8Array([4]) },
      ],
      userPublicKey: new Uint8Array([1]),
      authnMethod: 'pin',
    });
  });
});
