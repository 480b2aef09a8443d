import { Principal } from '@dfinity/principal';
import { beforeEach, describe, expect, test } from 'vitest';
import { A_MOMENT, SECOND } from '../../../tests/support/fake_ic.ts';
import { registerIdentity, testAuthnMethod, testDevice } from '../../../tests/support/registered_identity.ts';
import { TestCanister, testKey, testPrincipal } from '../../../tests/support/test_canister.ts';
import type { AuthnMethodData, DeviceData } from '../../declarations/internet_identity.did.ts';
import { REGISTRATION_MODE_LIMIT, confirmationCode } from '../domain/registration_modes.ts';
import { decodeAnchor } from '../storage/codecs/anchor_record.ts';

const MODE_TIME = 900n * SECOND;
const END = A_MOMENT + MODE_TIME;

let canister: TestCanister;
let anchor: bigint;

beforeEach(async () => {
  canister = new TestCanister();
  anchor = await registerIdentity(canister, 1);
});

const asOwner = () => canister.ic.as(testPrincipal(1));
const asOther = () => canister.ic.as(testPrincipal(2));

const enter = () => {
  asOwner();
  return canister.update('enter_device_registration_mode', anchor);
};
const exit = () => {
  asOwner();
  return canister.update('exit_device_registration_mode', anchor);
};
const propose = (device: DeviceData = testDevice(2)) => {
  asOther();
  return canister.update('add_tentative_device', anchor, device);
};
const verify = (code: string) => {
  asOwner();
  return canister.update('verify_tentative_device', anchor, code);
};
async function proposedCode(device?: DeviceData): Promise<string> {
  const proposed = await propose(device);
  if (!('added_tentatively' in proposed)) throw new Error(Object.keys(proposed).join());
  return proposed.added_tentatively.verification_code;
}
const wrong = (code: string) => (code === '000000' ? '000001' : '000000');
const info = () => {
  asOwner();
  return canister.update('get_anchor_info', anchor);
};
const off = { device_registration_mode_off: null };

describe('the first generation', () => {
  test('adds a device from elsewhere by its code', async () => {
    expect(await enter()).toBe(END);
    expect((await info()).device_registration).toEqual([{ expiration: END, tentative_device: [] }]);
    const code = await proposedCode();
    expect(code).toMatch(/^[0-9]{6}$/);
    expect((await info()).device_registration).toEqual([
      { expiration: END, tentative_device: [testDevice(2)] },
    ]);
    expect(await verify(code)).toEqual({ verified: null });
    const { devices, device_registration } = await info();
    expect(devices[1]).toEqual({ ...testDevice(2), last_usage: [] });
    expect(device_registration).toEqual([]);
    expect(await verify(code)).toEqual(off);
  });

  test('keeps no device that is far larger than an identity may be, so that the owner can read what waits', async () => {
    await enter();
    const base = 'abc'.length + 'key'.length + 'abc'.length;
    const sized = (length: number): DeviceData => ({
      ...testDevice(2),
      ...{ pubkey: new Uint8Array(length - base), alias: 'abc', credential_id: [], origin: [] },
      metadata: [[['key', { string: 'abc' }]]],
    });
    await expect(propose(sized(8193))).rejects.toThrow(
      'failed to add device: Cumulative size of variable sized fields exceeds limit: length 8193, limit 2500.',
    );
    await expect(
      canister.update('authn_method_register', anchor, {
        ...testAuthnMethod(2),
        metadata: [['key', { Bytes: new Uint8Array(2_000_000) }]],
      }),
    ).rejects.toThrow(/^failed to add device: Cumulative size/);
    expect((await info()).device_registration).toEqual([{ expiration: END, tentative_device: [] }]);
    const code = await proposedCode(sized(8192));
    await expect(verify(code)).rejects.toThrow('failed to add device: pubkey limit exceeded');
  });

  test('does not wait longer when it is entered again', async () => {
    await enter();
    canister.ic.advance(SECOND);
    expect(await enter()).toBe(END);
  });

  test('waits for fifteen minutes', async () => {
    await enter();
    const code = await proposedCode();
    canister.ic.advance(MODE_TIME - 1n);
    expect((await info()).device_registration).toHaveLength(1);
    canister.ic.advance(1n);
    expect((await info()).device_registration).toEqual([]);
    expect(await verify(code)).toEqual(off);
    expect(await propose()).toEqual(off);
    expect(await enter()).toBe(END + MODE_TIME);
    expect((await info()).device_registration).toEqual([
      { expiration: END + MODE_TIME, tentative_device: [] },
    ]);
  });

  test('takes one device, and none when nobody waits', async () => {
    expect(await propose()).toEqual(off);
    await enter();
    await proposedCode();
    expect(await propose(testDevice(3))).toEqual({ another_device_tentatively_added: null });
    await exit();
    expect(await propose()).toEqual(off);
  });

  test('takes one of two devices that come at once', async () => {
    await enter();
    const both = await Promise.all([propose(testDevice(2)), propose(testDevice(3))]);
    expect(both.map((answer) => Object.keys(answer)[0]).sort()).toEqual([
      'added_tentatively',
      'another_device_tentatively_added',
    ]);
  });

  test('gives three tries', async () => {
    await enter();
    const code = await proposedCode();
    for (const retries_left of [2, 1, 0]) {
      canister.ic.advance(SECOND);
      expect(await verify(wrong(code))).toEqual({ wrong_code: { retries_left } });
      const record = canister.inside.anchors.record(anchor) as Uint8Array;
      expect(decodeAnchor(record).devices[0]?.lastUsage).toBe(canister.ic.now());
    }
    expect(await verify(code)).toEqual(off);
  });

  test('takes the right code after wrong ones', async () => {
    await enter();
    const code = await proposedCode();
    await verify(wrong(code));
    await verify(`${code} `);
    expect(await verify(code)).toEqual({ verified: null });
  });

  test('ends when a code comes before a device', async () => {
    await enter();
    expect(await verify('123456')).toEqual({ no_device_to_verify: null });
    expect(await verify('123456')).toEqual(off);
  });

  test('looks at the device only when it is confirmed', async () => {
    await enter();
    const code = await proposedCode(testDevice(1));
    await expect(verify(code)).rejects.toThrow(/^failed to add device: Device with key .* already exists/);
    expect((await info()).device_registration).toHaveLength(1);
  });

  test('is for the owner but for the device', async () => {
    asOther();
    const refused = 'could not be authenticated';
    await expect(canister.update('enter_device_registration_mode', anchor)).rejects.toThrow(refused);
    await expect(canister.update('exit_device_registration_mode', anchor)).rejects.toThrow(refused);
    await expect(canister.update('verify_tentative_device', anchor, '1')).rejects.toThrow(refused);
  });

  test('is lost on upgrade', async () => {
    await enter();
    canister.upgrade();
    expect((await info()).device_registration).toEqual([]);
  });

  test('ends at ten thousand identities, which leave when their time is over', async () => {
    const now = canister.ic.now();
    for (let n = 0; n < REGISTRATION_MODE_LIMIT; n++) {
      canister.inside.registrationModes.begin(BigInt(n), null, now);
    }
    await expect(enter()).rejects.toThrow(/^too many anchors in device registration mode$/);
    canister.ic.advance(MODE_TIME);
    expect(await enter()).toBe(END + MODE_TIME);
    expect(canister.inside.registrationModes.counts).toEqual({ all: 1, withId: 0 });
  });
});

describe('the second generation', () => {
  const enterWith = (...id: [] | [string]) => {
    asOwner();
    return canister.update('authn_method_registration_mode_enter', anchor, id);
  };
  const find = (id: string) => canister.query('lookup_by_registration_mode_id', id);
  const register = (method: AuthnMethodData = testAuthnMethod(2)) => {
    asOther();
    return canister.update('authn_method_register', anchor, method);
  };
  const confirm = (code: string) => {
    asOwner();
    return canister.update('authn_method_confirm', anchor, code);
  };
  async function registeredCode(): Promise<string> {
    const registered = await register();
    if (!('Ok' in registered)) throw new Error(Object.keys(registered.Err).join());
    expect(registered.Ok.expiration).toBe(END);
    return registered.Ok.confirmation_code;
  }
  const identityInfo = async () => {
    asOwner();
    const got = await canister.update('identity_info', anchor);
    return 'Ok' in got ? got.Ok : null;
  };

  test('adds a method from elsewhere by its code', async () => {
    expect(await enterWith()).toEqual({ Ok: { expiration: END } });
    const code = await registeredCode();
    expect((await identityInfo())?.authn_method_registration).toEqual([
      { expiration: END, authn_method: [testAuthnMethod(2)] },
    ]);
    expect(await confirm(code)).toEqual({ Ok: null });
    const got = await identityInfo();
    expect(got?.authn_methods[1]).toEqual(testAuthnMethod(2));
    expect(got?.authn_method_registration).toEqual([]);
  });

  test('has the same refusals by its own names', async () => {
    expect(await register()).toEqual({ Err: { RegistrationModeOff: null } });
    expect(await confirm('1')).toEqual({ Err: { RegistrationModeOff: null } });
    await enterWith();
    expect(await register({ ...testAuthnMethod(2), metadata: [['alias', { Map: [] }]] })).toEqual({
      Err: { InvalidMetadata: "Invalid metadata type for key 'alias': expected string, got value Map({})" },
    });
    const code = await registeredCode();
    expect(await register()).toEqual({ Err: { RegistrationAlreadyInProgress: null } });
    expect(await confirm(wrong(code))).toEqual({ Err: { WrongCode: { retries_left: 2 } } });
    asOwner();
    expect(await canister.update('authn_method_registration_mode_exit', anchor)).toEqual({ Ok: null });
    await enterWith();
    expect(await confirm('1')).toEqual({ Err: { NoAuthnMethodToConfirm: null } });
    expect(await confirm('1')).toEqual({ Err: { RegistrationModeOff: null } });
  });

  test('shares its state with the first', async () => {
    await enter();
    const code = await registeredCode();
    expect(await propose()).toEqual({ another_device_tentatively_added: null });
    expect(await verify(code)).toEqual({ verified: null });
  });

  test('finds an identity by its registration id', async () => {
    expect(await enterWith('0fZr4')).toEqual({ Ok: { expiration: END } });
    expect(await find('0fZr4')).toEqual([anchor]);
    expect(await find('0fZr5')).toEqual([]);
    canister.ic.advance(SECOND);
    expect(await enterWith('0fZr4')).toEqual({ Ok: { expiration: END } });
    expect(await enterWith('other')).toEqual({ Err: { AlreadyInProgress: null } });
    expect(await enter()).toBe(END);
    await exit();
    expect(await find('0fZr4')).toEqual([]);
    expect(await enterWith('other')).toEqual({ Ok: { expiration: END + SECOND } });
    canister.ic.advance(MODE_TIME);
    expect(await find('other')).toEqual([]);
  });

  test('gives an id to one identity at a time', async () => {
    await enterWith('0fZr4');
    const second = await registerIdentity(canister, 2);
    const enterSecond = () => {
      asOther();
      return canister.update('authn_method_registration_mode_enter', second, ['0fZr4']);
    };
    expect(await enterSecond()).toEqual({ Err: { AlreadyInProgress: null } });
    canister.ic.advance(MODE_TIME);
    expect(await enterSecond()).toEqual({ Ok: { expiration: END + MODE_TIME } });
    // The first identity's ended mode does not take the id away again.
    await enterWith();
    expect(await find('0fZr4')).toEqual([second]);
  });

  test.each(['', 'abcd', 'abcdef', 'ab de', 'é1234', 'ab-cd'])('refuses the id "%s"', async (id) => {
    expect(await enterWith(id)).toEqual({
      Err: { InvalidRegistrationId: 'registration id must be 5 alphanumeric characters' },
    });
  });

  test('names a caller who may not enter and traps for others', async () => {
    asOther();
    expect(await canister.update('authn_method_registration_mode_enter', anchor, ['bad'])).toEqual({
      Err: { Unauthorized: Principal.fromUint8Array(testPrincipal(2)) },
    });
    const refused = 'could not be authenticated';
    await expect(canister.update('authn_method_registration_mode_exit', anchor)).rejects.toThrow(refused);
    await expect(canister.update('authn_method_confirm', anchor, '1')).rejects.toThrow(refused);
  });

  test('says that there are too many', async () => {
    for (let n = 0; n < REGISTRATION_MODE_LIMIT; n++) {
      canister.inside.registrationModes.begin(BigInt(n), null, canister.ic.now());
    }
    expect(await enterWith()).toEqual({
      Err: { InternalCanisterError: 'too many anchors in device registration mode' },
    });
  });
});

test.each([
  [[0, 0, 0, 0], '000000'],
  [[0, 0, 0, 42, 9], '000042'],
  [[0, 15, 66, 64], '000000'],
  [[255, 255, 255, 255], '967295'],
])('random bytes %j give the code %s', (bytes, code) => {
  expect(confirmationCode(Uint8Array.from([9, ...bytes]).subarray(1))).toBe(code);
});

test('a device of an identity that has ten is refused when it is confirmed', async () => {
  asOwner();
  for (let n = 10; n < 19; n++)
    await canister.update('add', anchor, { ...testDevice(n), pubkey: testKey(n) });
  await enter();
  const code = await proposedCode();
  await expect(verify(code)).rejects.toThrow('Anchor device limit exceeded: num devices 11, limit 10');
});
