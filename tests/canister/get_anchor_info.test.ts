import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ANONYMOUS, identity, InternetIdentity, MINUTE_NS } from '../support/internet_identity.ts';

const ALICE = identity('alice');
const MALLORY = identity('mallory');

describe('get_anchor_info and identity_info', () => {
  let ii: InternetIdentity;
  let anchor: bigint;

  beforeAll(async () => {
    ii = await InternetIdentity.create();
    anchor = await ii.register(ALICE);
  });
  afterAll(() => ii.tearDown());

  it('should show the time of this very call as the last usage', async () => {
    await ii.advance(MINUTE_NS);
    const before = await ii.now();
    const info = await ii.as(ALICE).get_anchor_info(anchor);
    expect(info.devices[0]!.last_usage[0]).toBeGreaterThanOrEqual(before);
    expect(info.openid_credentials).toEqual([[]]);
    expect(info.device_registration).toEqual([]);
    const reply = await ii.as(ALICE).identity_info(anchor);
    if (!('Ok' in reply)) throw new Error('unauthorized');
    const [method] = reply.Ok.authn_methods;
    expect(method!.last_authentication[0]).toBeGreaterThanOrEqual(info.devices[0]!.last_usage[0]!);
  });

  it('should show the alias as metadata of the authentication method', async () => {
    const reply = await ii.as(ALICE).identity_info(anchor);
    if (!('Ok' in reply)) throw new Error('unauthorized');
    expect(reply.Ok.authn_methods[0]!.metadata).toEqual([['alias', { String: 'Passkey' }]]);
    expect(reply.Ok.authn_methods[0]!.security_settings).toEqual({
      protection: { Unprotected: null },
      purpose: { Authentication: null },
    });
    expect(reply.Ok.metadata).toEqual([]);
  });

  it('should refuse strangers: by a trap in the first generation, by a value in the second', async () => {
    for (const caller of [MALLORY.getPrincipal(), ANONYMOUS]) {
      await expect(ii.as(caller).get_anchor_info(anchor)).rejects.toThrow(
        `${caller.toText()} could not be authenticated.`,
      );
      const reply = await ii.as(caller).identity_info(anchor);
      if (!('Err' in reply && 'Unauthorized' in reply.Err)) throw new Error('not refused');
      expect(reply.Err.Unauthorized.toText()).toBe(caller.toText());
    }
  });

  it('should trap for an identity that does not exist', async () => {
    const outside = /Identity Anchor 5 is out of range \[10000, 67116816\)/;
    await expect(ii.as(ALICE).get_anchor_info(5n)).rejects.toThrow(outside);
    await expect(ii.as(ALICE).identity_info(5n)).rejects.toThrow(outside);
    await expect(ii.as(ALICE).get_anchor_info(30_000n)).rejects.toThrow(
      'failed to read device data of user 30000: bad Identity Anchor 30000',
    );
  });
});
