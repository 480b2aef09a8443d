/** What the contract asks of devices (2.2), as tests that every method which takes a device must pass. */
import { expect, it } from 'vitest';
import type { DeviceData } from '../../src/declarations/internet_identity.did.ts';
import { authnMethodOf } from './authn_method.ts';
import { device, type identity, publicKeyOf } from './internet_identity.ts';
import type { Owner, Stage } from './stage.ts';

type Changes = Partial<DeviceData>;

/** Hands in a device for an identity in one of the ways that there are. */
export type HandIn = (owner: Owner, device: DeviceData) => Promise<unknown>;

const PHRASE: Changes = {
  key_type: { seed_phrase: null },
  purpose: { recovery: null },
  credential_id: [],
};
const alias = (length: number): Changes => ({ alias: 'a'.repeat(length) });
const pubkey = (length: number): Changes => ({ pubkey: new Uint8Array(length).fill(9) });
const credential = (length: number): Changes => ({ credential_id: [new Uint8Array(length)] });
const origin = (length: number): Changes => ({ origin: ['o'.repeat(length)] });
const noted = (name: string): Changes => ({ metadata: [[[name, { string: 'x' }]]] });
const locked = (key_type: DeviceData['key_type']): Changes => ({ protection: { protected: null }, key_type });

/** Longest fields that are accepted. */
const LONGEST: readonly (readonly [string, Changes])[] = [
  ['alias', alias(64)],
  ['pubkey', pubkey(300)],
  ['credential id', credential(350)],
  ['origin', origin(50)],
];

const RESERVED = "Metadata key 'pubkey' is reserved and cannot be used.";
const WITH_CREDENTIAL = 'Devices with key type seed_phrase must not have a credential id.';
const tooLong = (field: string, limit: number) =>
  `${field} limit exceeded: length ${limit + 1}, limit ${limit}`;
const notLockable = (keyType: string) => `Only recovery phrases can be locked but key type is ${keyType}`;

/** Devices that break a rule by themselves, and in which order the rules are looked at. */
export const BROKEN_DEVICES: readonly (readonly [string, Changes, string])[] = [
  ['an alias of 65 bytes', alias(65), tooLong('alias', 64)],
  [
    'an alias of 33 characters in 66 bytes',
    { alias: 'é'.repeat(33) },
    'alias limit exceeded: length 66, limit 64',
  ],
  ['a key of 301 bytes', pubkey(301), tooLong('pubkey', 300)],
  ['a credential id of 351 bytes', credential(351), tooLong('credential_id', 350)],
  ['an origin of 51 bytes', origin(51), tooLong('origin', 50)],
  [
    'an origin of 26 characters in 52 bytes',
    { origin: ['é'.repeat(26)] },
    'origin limit exceeded: length 52, limit 50',
  ],
  ['a reserved name', noted('pubkey'), RESERVED],
  ['a phrase with a credential id', { ...PHRASE, ...credential(1) }, WITH_CREDENTIAL],
  ['a phrase with an empty credential id', { ...PHRASE, ...credential(0) }, WITH_CREDENTIAL],
  ['a lock on an unknown key', locked({ unknown: null }), notLockable('Unknown')],
  ['a lock on a platform key', locked({ platform: null }), notLockable('Platform')],
  ['a lock on a roaming key', locked({ cross_platform: null }), notLockable('CrossPlatform')],
  ['a lock on a browser key', locked({ browser_storage_key: null }), notLockable('BrowserStorageKey')],
  ['a reserved name before an alias', { ...noted('pubkey'), ...alias(65) }, RESERVED],
  ['an alias before a key', { ...alias(65), ...pubkey(301) }, tooLong('alias', 64)],
  ['a key before a credential id', { ...pubkey(301), ...credential(351) }, tooLong('pubkey', 300)],
  ['a credential id before an origin', { ...credential(351), ...origin(51) }, tooLong('credential_id', 350)],
  ['an origin before the phrase', { ...PHRASE, ...credential(1), ...origin(51) }, tooLong('origin', 50)],
  ['an origin before the lock', { ...locked({ platform: null }), ...origin(51) }, tooLong('origin', 50)],
];

/**
 * Tests that a method which takes a device holds it to the rules for single devices.
 *
 * @param keys - whether the method takes a new key, which can then be too long
 */
export function itShouldHoldDevicesToTheRules(
  stage: Stage,
  handIn: HandIn,
  prefix: string,
  keys: 'new keys' | 'the same key' = 'new keys',
): void {
  const applies = ([, changes]: readonly [string, Changes, ...unknown[]]) =>
    keys === 'new keys' || changes.pubkey === undefined;

  it.each(LONGEST.filter(applies))('should accept the longest %s', async (_name, changes) => {
    await handIn(await stage.owner(), device(stage.newcomer(), changes));
  });

  it.each(BROKEN_DEVICES.filter(applies))(
    'should refuse %s and change nothing',
    async (_name, changes, why) => {
      const owner = await stage.owner();
      await expect(handIn(owner, device(stage.newcomer(), changes))).rejects.toThrow(`${prefix}${why}`);
      const [only, ...others] = await stage.anyone.lookup(owner.anchor);
      expect(others).toEqual([]);
      expect(Buffer.from(only!.pubkey)).toEqual(Buffer.from(owner.pubkey));
    },
  );
}

/** Bytes that a device of this file takes: key, alias, credential id. */
const DEVICE_BYTES = 44 + 7 + 3;

/** Tests that a method which adds a device holds the identity as a whole to the rules, in their order. */
export function itShouldHoldIdentitiesToTheRules(stage: Stage, handIn: HandIn): void {
  const noteOf = (bytes: number): Changes => ({ metadata: [[['n', { bytes: new Uint8Array(bytes - 1) }]]] });
  const refuses = (owner: Owner, changes: Changes, why: string) =>
    expect(handIn(owner, device(stage.newcomer(), changes))).rejects.toThrow(`failed to add device: ${why}`);

  it('should refuse a key that the identity has, whatever else is wrong, and take it on another', async () => {
    const owner = await stage.owner();
    const twice = `failed to add device: Device with key ${hex(owner.pubkey)} already exists on this anchor.`;
    await expect(handIn(owner, device(owner.key, { ...alias(65), ...noted('pubkey') }))).rejects.toThrow(
      twice,
    );
    await handIn(await stage.owner(), device(owner.key));
  });

  it('should hold ten devices and refuse an eleventh, which must be sound by itself', async () => {
    const owner = await stage.owner();
    for (let n = 1; n < 9; n++) await owner.me.add(owner.anchor, device(stage.newcomer()));
    await handIn(owner, device(stage.newcomer()));
    const count = 'Anchor device limit exceeded: num devices 11, limit 10';
    await refuses(owner, {}, count);
    await refuses(owner, noteOf(2500), count);
    await refuses(owner, locked({ platform: null }), notLockable('Platform'));
  });

  it('should hold 2500 bytes and refuse one more', async () => {
    const owner = await stage.owner();
    const rest = 2500 - 2 * DEVICE_BYTES;
    const size = 'Cumulative size of variable sized fields exceeds limit: length 2501, limit 2500.';
    await refuses(owner, noteOf(rest + 1), size);
    await handIn(owner, device(stage.newcomer(), noteOf(rest)));
  });

  it('should count nested names and values, and what the identity notes about itself', async () => {
    const owner = await stage.owner();
    // One byte each: the name, the name within, and the value.
    expect(
      await owner.me.identity_metadata_replace(owner.anchor, [['a', { Map: [['b', { String: 'c' }]] }]]),
    ).toEqual({ Ok: null });
    const rest = 2500 - 2 * DEVICE_BYTES - 3;
    await refuses(
      owner,
      noteOf(rest + 1),
      'Cumulative size of variable sized fields exceeds limit: length 2501',
    );
    await handIn(owner, device(stage.newcomer(), noteOf(rest)));
  });

  it('should hold one recovery phrase, after the size', async () => {
    const owner = await stage.owner();
    await handIn(owner, device(stage.newcomer(), PHRASE));
    await refuses(owner, PHRASE, 'There is already a recovery phrase and only one is allowed.');
    await refuses(owner, { ...PHRASE, ...noteOf(2500) }, 'Cumulative size of variable sized fields');
  });
}

/** A recovery phrase that only itself may change. */
export function lockedPhrase(key: ReturnType<typeof identity>): DeviceData {
  return device(key, { ...PHRASE, protection: { protected: null } });
}

/** Tests that a device which is locked is changed by nobody else. */
export function itShouldRespectTheLock(
  stage: Stage,
  attempt: (caller: Owner, locked: DeviceData) => Promise<unknown>,
  prefix: string,
): void {
  it('should leave a locked phrase to its own key', async () => {
    const owner = await stage.owner();
    const phrase = stage.newcomer();
    await owner.me.add(owner.anchor, lockedPhrase(phrase));
    await expect(attempt(owner, lockedPhrase(phrase))).rejects.toThrow(refusedTo(phrase, owner.key, prefix));
    await attempt(ownerBy(stage, owner.anchor, phrase), lockedPhrase(phrase));
  });

  it('should not take a temporary key for the key of a locked phrase', async () => {
    const [phrase, temporary] = [stage.newcomer(), stage.newcomer()];
    const anchor = await stage.registerMethod(temporary, authnMethodOf(lockedPhrase(phrase)));
    await expect(attempt(ownerBy(stage, anchor, temporary), lockedPhrase(phrase))).rejects.toThrow(
      refusedTo(phrase, temporary, prefix),
    );
  });
}

const ownerBy = (stage: Stage, anchor: bigint, key: Owner['key']): Owner => ({
  key,
  anchor,
  pubkey: publicKeyOf(key),
  me: stage.ii.as(key),
});

function refusedTo(authorized: Owner['key'], actual: Owner['key'], prefix: string): string {
  return (
    `${prefix}Device is locked. Must be authenticated with this device to mutate: ` +
    `authorized principal ${authorized.getPrincipal().toText()}, actual principal ${actual.getPrincipal().toText()}`
  );
}

export const hex = (bytes: Uint8Array | number[]): string => Buffer.from(bytes).toString('hex');
