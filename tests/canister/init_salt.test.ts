import { afterEach, describe, expect, it } from 'vitest';
import { identity, InternetIdentity } from '../support/internet_identity.ts';

const ALICE = identity('alice');

describe('init_salt', () => {
  let ii: InternetIdentity;
  afterEach(() => ii.tearDown());

  it('should set the salt once', async () => {
    ii = await InternetIdentity.create();
    await ii.as().init_salt();
    await expect(ii.as().init_salt()).rejects.toThrow('Salt already set');
    await ii.upgrade();
    await expect(ii.as().init_salt()).rejects.toThrow('Salt already set');
  });

  it('should be asked for by get_principal and done by prepare_delegation', async () => {
    ii = await InternetIdentity.create();
    const anchor = await ii.register(ALICE);
    await expect(ii.as(ALICE).get_principal(anchor, 'https://a.example')).rejects.toThrow(
      'Salt is not set. Try calling init_salt() to set it',
    );
    await ii.as(ALICE).prepare_delegation(anchor, 'https://a.example', new Uint8Array(44), []);
    expect((await ii.as(ALICE).get_principal(anchor, 'https://a.example')).isAnonymous()).toBe(false);
  });
});
