/** Adding a device from another browser (contract, 2.4), once for both generations of methods that do it. */
import { expect, it } from 'vitest';
import type { DeviceData } from '../../src/declarations/internet_identity.did.ts';
import { authnMethodOf } from './authn_method.ts';
import { device, MINUTE_NS } from './internet_identity.ts';
import type { Methods, Owner, Stage } from './stage.ts';

export type Proposed = { readonly code: string; readonly expiration: bigint } | 'mode off' | 'busy';
export type Confirmed = 'added' | 'mode off' | 'no device' | { readonly retriesLeft: number };

/** The methods of one generation, answering alike. */
export interface Generation {
  enter(me: Methods, anchor: bigint): Promise<bigint>;
  exit(me: Methods, anchor: bigint): Promise<unknown>;
  propose(anyone: Methods, anchor: bigint, device: DeviceData): Promise<Proposed>;
  confirm(me: Methods, anchor: bigint, code: string): Promise<Confirmed>;
}

export const FIRST: Generation = {
  enter: (me, anchor) => me.enter_device_registration_mode(anchor),
  exit: (me, anchor) => me.exit_device_registration_mode(anchor),
  async propose(anyone, anchor, data) {
    const reply = await anyone.add_tentative_device(anchor, data);
    if ('device_registration_mode_off' in reply) return 'mode off';
    if ('another_device_tentatively_added' in reply) return 'busy';
    const { verification_code: code, device_registration_timeout: expiration } = reply.added_tentatively;
    return { code, expiration };
  },
  async confirm(me, anchor, code) {
    const reply = await me.verify_tentative_device(anchor, code);
    if ('verified' in reply) return 'added';
    if ('wrong_code' in reply) return { retriesLeft: reply.wrong_code.retries_left };
    return 'no_device_to_verify' in reply ? 'no device' : 'mode off';
  },
};

export const SECOND: Generation = {
  async enter(me, anchor) {
    const reply = await me.authn_method_registration_mode_enter(anchor, []);
    if ('Err' in reply) throw new Error(Object.keys(reply.Err).join());
    return reply.Ok.expiration;
  },
  exit: (me, anchor) => me.authn_method_registration_mode_exit(anchor),
  async propose(anyone, anchor, data) {
    const reply = await anyone.authn_method_register(anchor, authnMethodOf(data));
    if ('Ok' in reply) return { code: reply.Ok.confirmation_code, expiration: reply.Ok.expiration };
    if ('InvalidMetadata' in reply.Err) throw new Error(reply.Err.InvalidMetadata);
    return 'RegistrationModeOff' in reply.Err ? 'mode off' : 'busy';
  },
  async confirm(me, anchor, code) {
    const reply = await me.authn_method_confirm(anchor, code);
    if ('Ok' in reply) return 'added';
    if ('WrongCode' in reply.Err) return { retriesLeft: reply.Err.WrongCode.retries_left };
    return 'NoAuthnMethodToConfirm' in reply.Err ? 'no device' : 'mode off';
  },
};

const LIFETIME = 15n * MINUTE_NS;

/** A code that the canister did not draw. */
const otherThan = (code: string) => (code === '000000' ? '000001' : '000000');

/** Proposes a device that nobody has, for an identity that waits for one. */
export async function proposed(
  stage: Stage,
  { propose }: Generation,
  { anchor }: Owner,
  data: DeviceData = device(stage.newcomer()),
): Promise<{ code: string; expiration: bigint; data: DeviceData }> {
  const reply = await propose(stage.anyone, anchor, data);
  if (typeof reply === 'string') throw new Error(reply);
  return { ...reply, data };
}

/** Advances to a nanosecond before a moment, or to it. */
async function advanceTo(stage: Stage, moment: bigint): Promise<void> {
  await stage.ii.advance(moment - (await stage.ii.now()));
}

export function itShouldEnterTheMode(stage: Stage, { enter, exit, propose }: Generation): void {
  it('should wait for fifteen minutes, and no longer when it is asked again', async () => {
    const { me, anchor } = await stage.owner();
    const before = await stage.ii.now();
    const expiration = await enter(me, anchor);
    expect(expiration - before).toBeGreaterThanOrEqual(LIFETIME);
    expect(expiration - before).toBeLessThan(LIFETIME + 1_000_000_000n);
    await stage.ii.advance(MINUTE_NS);
    expect(await enter(me, anchor)).toBe(expiration);
    await advanceTo(stage, expiration);
    expect(await propose(stage.anyone, anchor, device(stage.newcomer()))).toBe('mode off');
    expect(await enter(me, anchor)).toBeGreaterThan(expiration);
  });

  it('should keep the device that waits when it is asked again', async () => {
    const owner = await stage.owner();
    await enter(owner.me, owner.anchor);
    await proposed(stage, FIRST, owner);
    await enter(owner.me, owner.anchor);
    expect(await propose(stage.anyone, owner.anchor, device(stage.newcomer()))).toBe('busy');
    await exit(owner.me, owner.anchor);
  });

  it('should be over with an upgrade', async () => {
    const { me, anchor } = await stage.owner();
    await enter(me, anchor);
    await stage.ii.upgrade();
    expect((await me.get_anchor_info(anchor)).device_registration).toEqual([]);
  });
}

export function itShouldExitTheMode(stage: Stage, { enter, exit, propose, confirm }: Generation): void {
  it('should end the mode and forget the device that waits', async () => {
    const owner = await stage.owner();
    const { me, anchor } = owner;
    const first = await enter(me, anchor);
    const { code } = await proposed(stage, { enter, exit, propose, confirm }, owner);
    await stage.ii.advance(MINUTE_NS);
    await exit(me, anchor);
    expect((await me.get_anchor_info(anchor)).device_registration).toEqual([]);
    expect(await enter(me, anchor)).toBeGreaterThan(first);
    expect(await confirm(me, anchor, code)).toBe('no device');
    expect((await me.get_anchor_info(anchor)).devices).toHaveLength(1);
  });

  it('should be content when there is no mode to end', async () => {
    const { me, anchor } = await stage.owner();
    await exit(me, anchor);
  });
}

export function itShouldTakeOneDevice(stage: Stage, generation: Generation): void {
  const { enter, propose, confirm } = generation;

  it('should take a device from anyone, with a code of six digits, until the mode ends', async () => {
    const owner = await stage.owner();
    const expiration = await enter(owner.me, owner.anchor);
    const waiting = await proposed(stage, generation, owner);
    expect(waiting.code).toMatch(/^[0-9]{6}$/);
    expect(waiting.expiration).toBe(expiration);
    const [registration] = (await owner.me.get_anchor_info(owner.anchor)).device_registration;
    expect(Buffer.from(registration!.tentative_device[0]!.pubkey)).toEqual(Buffer.from(waiting.data.pubkey));
  });

  it('should take no second device, and none without the mode', async () => {
    const owner = await stage.owner();
    const another = () => propose(stage.anyone, owner.anchor, device(stage.newcomer()));
    expect(await another()).toBe('mode off');
    const expiration = await enter(owner.me, owner.anchor);
    await proposed(stage, generation, owner);
    expect(await another()).toBe('busy');
    await advanceTo(stage, expiration);
    expect(await another()).toBe('mode off');
  });

  it('should say that the mode is off where there is no identity', async () => {
    for (const nobody of [0n, 30_000n, 2n ** 64n - 1n]) {
      expect(await propose(stage.anyone, nobody, device(stage.newcomer()))).toBe('mode off');
    }
  });

  it('should look at the device only when it is confirmed, and let the owner try again', async () => {
    const owner = await stage.owner();
    await enter(owner.me, owner.anchor);
    const { code } = await proposed(
      stage,
      generation,
      owner,
      device(stage.newcomer(), { alias: 'a'.repeat(65) }),
    );
    await expect(confirm(owner.me, owner.anchor, code)).rejects.toThrow(
      "'failed to add device: alias limit exceeded: length 65, limit 64'",
    );
    expect(await confirm(owner.me, owner.anchor, otherThan(code))).toEqual({ retriesLeft: 2 });
  });
}

export function itShouldConfirmByCode(stage: Stage, generation: Generation): void {
  const { enter, propose, confirm } = generation;

  it('should add the device by its code, never used, and end the mode', async () => {
    const owner = await stage.owner();
    await enter(owner.me, owner.anchor);
    const { code, data } = await proposed(stage, generation, owner);
    expect(await confirm(owner.me, owner.anchor, code)).toBe('added');
    const { devices, device_registration } = await owner.me.get_anchor_info(owner.anchor);
    expect(devices[1]).toMatchObject({ alias: data.alias, last_usage: [] });
    expect(Buffer.from(devices[1]!.pubkey)).toEqual(Buffer.from(data.pubkey));
    expect(device_registration).toEqual([]);
    expect(await confirm(owner.me, owner.anchor, code)).toBe('mode off');
  });

  it('should count wrong codes down and end the mode with the third', async () => {
    const owner = await stage.owner();
    await enter(owner.me, owner.anchor);
    const { code } = await proposed(stage, generation, owner);
    for (const [n, wrong] of [otherThan(code), '', `${code} `].entries()) {
      expect(await confirm(owner.me, owner.anchor, wrong)).toEqual({ retriesLeft: 2 - n });
    }
    expect(await confirm(owner.me, owner.anchor, code)).toBe('mode off');
    expect(await propose(stage.anyone, owner.anchor, device(stage.newcomer()))).toBe('mode off');
    expect((await owner.me.get_anchor_info(owner.anchor)).devices).toHaveLength(1);
  });

  it('should take the right code after two wrong ones', async () => {
    const owner = await stage.owner();
    await enter(owner.me, owner.anchor);
    const { code } = await proposed(stage, generation, owner);
    for (const retriesLeft of [2, 1]) {
      expect(await confirm(owner.me, owner.anchor, otherThan(code))).toEqual({ retriesLeft });
    }
    expect(await confirm(owner.me, owner.anchor, code)).toBe('added');
  });

  it('should say that the mode is off, and drop one without a device', async () => {
    const { me, anchor } = await stage.owner();
    expect(await confirm(me, anchor, '000000')).toBe('mode off');
    await enter(me, anchor);
    expect(await confirm(me, anchor, '000000')).toBe('no device');
    expect(await confirm(me, anchor, '000000')).toBe('mode off');
  });

  it('should not take a code when the time is over', async () => {
    const owner = await stage.owner();
    const expiration = await enter(owner.me, owner.anchor);
    const { code } = await proposed(stage, generation, owner);
    await advanceTo(stage, expiration);
    expect(await confirm(owner.me, owner.anchor, code)).toBe('mode off');
  });

  it('should work on what the other generation began', async () => {
    const other = generation === FIRST ? SECOND : FIRST;
    const owner = await stage.owner();
    await other.enter(owner.me, owner.anchor);
    const { code } = await proposed(stage, other, owner);
    expect(await confirm(owner.me, owner.anchor, code)).toBe('added');
  });
}
