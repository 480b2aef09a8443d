/**
 * Identities that wait for a device to be added from elsewhere: for fifteen minutes anyone may hand in one device,
 * which the owner confirms by the code that is shown where it was made (contract, 2.4). Kept in the heap.
 */
import type { Device } from './device.ts';

const REGISTRATION_MODE_LIFETIME_NS = 900_000_000_000n;
/** Identities in this mode at once. */
export const REGISTRATION_MODE_LIMIT = 10_000;
/** Wrong codes that end the mode. */
const CODE_ATTEMPTS = 3;

export interface RegistrationMode {
  readonly expiration: bigint;
  /** What the other browser finds the identity by, if it was given. */
  readonly id: string | null;
  readonly tentative: TentativeDevice | null;
}

interface TentativeDevice {
  readonly device: Device;
  /** Six digits. */
  readonly code: string;
  readonly failures: number;
}

/** A registration id: five letters or digits. */
export function isRegistrationId(text: string): boolean {
  return /^[0-9A-Za-z]{5}$/.test(text);
}

/** The code that random bytes give: six digits, from the first four bytes. */
export function confirmationCode(random: Uint8Array): string {
  const number = new DataView(random.buffer, random.byteOffset).getUint32(0);
  return (number % 1_000_000).toString().padStart(6, '0');
}

export class RegistrationModes {
  /** In the order in which they began, which is that in which they end. */
  readonly #modes = new Map<bigint, RegistrationMode>();
  readonly #byId = new Map<string, bigint>();

  /** The mode of an identity, or null when it is off or its time is over. */
  get(anchorNumber: bigint, now: bigint): RegistrationMode | null {
    const mode = this.#modes.get(anchorNumber);
    return mode === undefined || mode.expiration <= now ? null : mode;
  }

  /** The identity whose mode has this id now, or null. */
  withId(id: string, now: bigint): bigint | null {
    const anchorNumber = this.#byId.get(id);
    return anchorNumber === undefined || this.get(anchorNumber, now) === null ? null : anchorNumber;
  }

  /** Whether so many identities are in the mode that no other may enter it. Forgets those whose time is over. */
  isFull(now: bigint): boolean {
    for (const [anchorNumber, mode] of this.#modes) {
      if (mode.expiration > now) break;
      this.end(anchorNumber);
    }
    return this.#modes.size >= REGISTRATION_MODE_LIMIT;
  }

  /** Begins the mode, in the place of one whose time is over. */
  begin(anchorNumber: bigint, id: string | null, now: bigint): RegistrationMode {
    this.end(anchorNumber);
    const mode = { expiration: now + REGISTRATION_MODE_LIFETIME_NS, id, tentative: null };
    this.#modes.set(anchorNumber, mode);
    if (id !== null) this.#byId.set(id, anchorNumber);
    return mode;
  }

  /** Ends the mode, with the device that waits in it. */
  end(anchorNumber: bigint): void {
    const id = this.#modes.get(anchorNumber)?.id ?? null;
    if (id !== null && this.#byId.get(id) === anchorNumber) this.#byId.delete(id);
    this.#modes.delete(anchorNumber);
  }

  /** Lets a device wait for its code. */
  propose(anchorNumber: bigint, mode: RegistrationMode, device: Device, code: string): void {
    this.#modes.set(anchorNumber, { ...mode, tentative: { device, code, failures: 0 } });
  }

  /** Counts a wrong code, which may end the mode. @returns attempts that are left */
  fail(anchorNumber: bigint, mode: RegistrationMode, tentative: TentativeDevice): number {
    const failures = tentative.failures + 1;
    const left = CODE_ATTEMPTS - failures;
    if (left === 0) this.end(anchorNumber);
    else this.#modes.set(anchorNumber, { ...mode, tentative: { ...tentative, failures } });
    return left;
  }

  /** Identities in the mode, and those of them with an id. */
  get counts(): { readonly all: number; readonly withId: number } {
    return { all: this.#modes.size, withId: this.#byId.size };
  }
}
