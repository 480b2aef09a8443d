/** Random calls that manage identities, made in the canister and in the model of it. */
import { expect } from 'vitest';
import { authnMethodOf } from './authn_method.ts';
import {
  IdentityModel,
  type ModelDevice,
  type Outcome,
  deviceDataOf,
  modelDeviceOf,
} from './identity_model.ts';
import { identity, type InternetIdentity, publicKeyOf } from './internet_identity.ts';
import { Random } from './random.ts';

const KEYS = Array.from({ length: 14 }, (_, n) => identity(`key ${n}`));
const NAMES = KEYS.map((key) => Buffer.from(publicKeyOf(key)).toString('hex'));
/** Few credentials for many devices, so that identities share them. */
const CREDENTIALS = Array.from({ length: 6 }, (_, n) => `${n}${n}`.repeat(16));

/** Identities in the canister and in the model, and whoever edits them in both. */
export class ManagementCalls {
  readonly model = new IdentityModel();
  readonly #ii: InternetIdentity;
  readonly #random: Random;

  constructor(ii: InternetIdentity, seed: number) {
    this.#ii = ii;
    this.#random = new Random(seed);
  }

  /** Registers identities, each with a device of its own. */
  async register(count: number): Promise<void> {
    for (let n = 0; n < count; n++) {
      const device = { ...this.#device(), ...PLAIN, key: NAMES[n]! };
      const data = deviceDataOf(device);
      const anchor = await this.#ii.register(KEYS[n]!, data);
      this.model.register(anchor, device);
    }
  }

  /** Makes one call in both. Fails where they differ in what they answer. */
  async step(): Promise<void> {
    const random = this.#random;
    const anchor = random.of([...this.model.identities.keys()]);
    const devices = this.model.identities.get(anchor)!;
    // Mostly somebody who may, and a device that is there; sometimes not.
    const caller = random.oneIn(12) || devices.length === 0 ? random.of(NAMES) : random.of(devices).key;
    const target = random.oneIn(8) || devices.length === 0 ? random.of(NAMES) : random.of(devices).key;
    const me = this.#ii.as(KEYS[NAMES.indexOf(caller)]!);
    const key = new Uint8Array(Buffer.from(target, 'hex'));
    const device = this.#device();
    const isSecond = random.oneIn(3);
    switch (random.below(10)) {
      case 0:
      case 1:
        return this.#compare(
          this.model.remove(anchor, caller, target),
          isSecond ? me.authn_method_remove(anchor, key) : me.remove(anchor, key),
        );
      case 2: {
        const outcome = this.model.replace(anchor, caller, target, device);
        return this.#compare(
          outcome,
          isSecond
            ? me.authn_method_replace(anchor, key, authnMethodOf(deviceDataOf(device)))
            : me.replace(anchor, key, deviceDataOf(device)),
        );
      }
      case 3:
      case 4:
      case 5: {
        const changed = random.oneIn(10) ? device : { ...device, key: target };
        const outcome = this.model.update(anchor, caller, target, changed);
        return this.#compare(outcome, me.update(anchor, key, deviceDataOf(changed)));
      }
      default:
        return this.#compare(
          this.model.add(anchor, caller, device),
          isSecond
            ? me.authn_method_add(anchor, authnMethodOf(deviceDataOf(device)))
            : me.add(anchor, deviceDataOf(device)),
        );
    }
  }

  /** Fails where the canister shows something else than the model has. */
  async compareAll(): Promise<void> {
    for (const [anchor, devices] of this.model.identities) {
      const shown = (await this.#ii.as().lookup(anchor)).map((device) =>
        modelDeviceOf({ ...device, last_usage: [] }),
      );
      const bare = devices.map((device) => ({ ...device, alias: '', noteBytes: 0 }));
      expect(sorted(shown)).toEqual(sorted(bare));
      const [first] = devices;
      if (first === undefined) continue;
      const owner = this.#ii.as(KEYS[NAMES.indexOf(first.key)]!);
      expect((await owner.get_anchor_info(anchor)).devices.map(modelDeviceOf)).toEqual(devices);
    }
    for (const credential of CREDENTIALS) {
      const [found] = await this.#ii.as().lookup_device_key(Buffer.from(credential, 'hex'));
      const shown =
        found === undefined
          ? null
          : { anchor: found.anchor_number, key: Buffer.from(found.pubkey).toString('hex') };
      expect(shown).toEqual(this.model.find(credential));
    }
  }

  async #compare(expected: Outcome, call: Promise<unknown>): Promise<void> {
    const actual = await call.then(
      () => 'done',
      (error: Error) => error.message,
    );
    if (expected === 'done') expect(actual).toBe('done');
    else expect(actual).toContain(expected);
  }

  #device(): ModelDevice {
    const random = this.#random;
    const keyType = random.of([
      'unknown',
      'unknown',
      'platform',
      'seed_phrase',
      'browser_storage_key',
    ] as const);
    const withCredential = keyType === 'seed_phrase' ? random.oneIn(5) : !random.oneIn(4);
    return {
      key: random.of(NAMES),
      alias: 'a'.repeat(random.oneIn(15) ? 65 : random.below(20)),
      credential: withCredential ? random.of(CREDENTIALS) : null,
      keyType,
      isProtected: keyType === 'seed_phrase' ? random.oneIn(2) : random.oneIn(10),
      noteBytes: random.oneIn(3) ? 1 + random.below(random.oneIn(3) ? 1200 : 100) : 0,
    };
  }
}

/** What a device has that an identity is registered with here. */
const PLAIN = { alias: 'first', keyType: 'unknown', isProtected: false, noteBytes: 0 } as const;

const sorted = (devices: readonly ModelDevice[]) =>
  devices.toSorted((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
