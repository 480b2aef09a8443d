import { IDL } from '@dfinity/candid';
import { beforeEach, describe, expect, it } from 'vitest';
import { SECOND } from '../../../tests/support/fake_ic.ts';
import {
  JWKS_URI,
  OpenIdProvider,
  PROVIDER_CONFIG,
  SigningKey,
} from '../../../tests/support/openid_provider.ts';
import { TestCanister } from '../../../tests/support/test_canister.ts';
import { CallError } from '../ic/ic.ts';

const GOOGLE_KEYS = 'https://www.googleapis.com/oauth2/v3/certs';
const provider = new OpenIdProvider();

const Response = IDL.Record({
  status: IDL.Nat,
  headers: IDL.Vec(IDL.Record({ name: IDL.Text, value: IDL.Text })),
  body: IDL.Vec(IDL.Nat8),
});
const answer = (body: string, status = 200n): Uint8Array =>
  IDL.encode([Response], [{ status, headers: [], body: Buffer.from(body) }]);

let canister: TestCanister;
beforeEach(() => {
  canister = new TestCanister({ openid_configs: [[PROVIDER_CONFIG]] });
  canister.ic.answerCall = () => answer(provider.jwks);
});

const kids = (uri = JWKS_URI) => [...(canister.inside.openIdKeys.get(uri)?.keys() ?? [])];
/** Seconds until the next request. */
const wait = () => Number(((canister.ic.timer?.at ?? 0n) - canister.ic.now()) / SECOND);
/** Lets time pass until the next request, and answers it. */
async function nextRequest(): Promise<void> {
  canister.ic.advance(BigInt(wait()) * SECOND);
  expect(await canister.ic.runTimer()).toBe(true);
}

describe('the keys of providers', () => {
  it('should be asked for at once, with the cycles that an outcall may cost', async () => {
    expect(wait()).toBe(0);
    await nextRequest();
    expect(canister.ic.calls).toMatchObject([
      { canister: new Uint8Array(), method: 'http_request', cycles: 30_000_000_000n },
    ]);
    expect(Buffer.from(canister.ic.calls[0]!.args).includes(JWKS_URI)).toBe(true);
    expect(kids()).toEqual(['key-1']);
  });

  it('should be asked for again every quarter of an hour, and be replaced', async () => {
    await nextRequest();
    expect(wait()).toBe(900);
    canister.ic.answerCall = () => answer(JSON.stringify({ keys: [new SigningKey('key-2').jwk] }));
    await nextRequest();
    expect(kids()).toEqual(['key-2']);
    expect(wait()).toBe(900);
  });

  it('should be asked for again after a failure, later each time, and then as usual', async () => {
    await nextRequest();
    canister.ic.answerCall = () => {
      throw new CallError(2, 'no consensus');
    };
    const waits: number[] = [];
    for (let i = 0; i < 6; i++) {
      await nextRequest();
      waits.push(wait());
      // What is known goes on counting.
      expect(kids()).toEqual(['key-1']);
    }
    expect(waits).toEqual([60, 120, 240, 480, 900, 900]);
    canister.ic.answerCall = () => answer(provider.jwks);
    await nextRequest();
    expect(wait()).toBe(900);
    canister.ic.answerCall = () => answer('', 503n);
    await nextRequest();
    expect(wait()).toBe(60);
  });

  it.each([
    ['an error page', answer('<html>', 200n)],
    ['a redirect', answer(provider.jwks, 302n)],
    ['no keys', answer('{"keys":[]}')],
    ['no Candid', Uint8Array.of(1)],
    ['nothing', new Uint8Array()],
  ])('should be kept when the answer is %s', async (_, reply) => {
    await nextRequest();
    canister.ic.answerCall = () => reply;
    await nextRequest();
    expect(kids()).toEqual(['key-1']);
    expect(wait()).toBe(60);
  });

  it('should begin with what is configured', () => {
    const seed = Object.entries(new SigningKey('seed').jwk) as [string, string][];
    canister.upgrade({ openid_configs: [[{ ...PROVIDER_CONFIG, seed_jwks: [[seed]] }]] });
    expect(kids()).toEqual(['seed']);
  });

  it('should be asked for once for each address', async () => {
    const other = { ...PROVIDER_CONFIG, client_id: 'other' };
    canister.upgrade({
      openid_configs: [[PROVIDER_CONFIG, other]],
      openid_google: [[{ client_id: 'g' }]],
    });
    await nextRequest();
    expect(canister.ic.calls).toHaveLength(2);
    expect([kids(), kids(GOOGLE_KEYS)]).toEqual([['key-1'], ['key-1']]);
  });

  it('should be asked of nobody who is not configured', () => {
    expect(new TestCanister().ic.timer).toBeNull();
    canister.upgrade({ openid_configs: [[]] });
    expect(canister.ic.timer).toBeNull();
  });

  it('should be asked for anew after an upgrade', async () => {
    await nextRequest();
    canister.upgrade();
    expect([kids(), wait()]).toEqual([[], 0]);
    await nextRequest();
    expect(kids()).toEqual(['key-1']);
  });
});

describe('openid_keys_transform', () => {
  const transform = (body: string) =>
    canister.query('openid_keys_transform', {
      response: { status: 200n, headers: [{ name: 'Date', value: 'now' }], body: Buffer.from(body) },
      context: new Uint8Array(),
    });
  const keys = [new SigningKey('b').jwk, new SigningKey('a').jwk];

  it('should give the same for the same keys, in their order and without headers', async () => {
    const response = await transform(JSON.stringify({ keys }));
    expect(response).toEqual(await transform(JSON.stringify({ keys: keys.toReversed() }, null, 2)));
    expect(response).toMatchObject({ status: 200n, headers: [] });
    const body = JSON.parse(Buffer.from(Uint8Array.from(response.body)).toString());
    expect(body.keys.map(({ kid }: { kid: string }) => kid)).toEqual(['a', 'b']);
  });

  it('should give nothing for what are no keys', async () => {
    for (const body of ['', '<html>', '{"keys":7}', '\xff']) {
      expect((await transform(body)).body).toHaveLength(0);
    }
  });
});
