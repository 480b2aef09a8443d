import type { Principal } from '@dfinity/principal';
import type { Canister } from '../canister.ts';
import type { Opt } from '../management/candid.ts';

/** An account of the token standard: an owner, and 32 bytes of the owner's choice (zeros by default). */
export interface Account {
  owner: Principal;
  subaccount: Opt<Uint8Array>;
}

interface Book {
  /** Number of transactions so far. */
  blocks: number;
  /** Cycles in decimal, by owner and subaccount in hexadecimal. */
  balances: Record<string, string>;
}

const SUBACCOUNT_BYTES = 32;

/** Balances of the cycles ledger, in its stable memory: the length of a JSON text, four bytes, and the text. */
export class CyclesAccounts {
  readonly #canister: Canister;
  readonly #book: Book;

  constructor(canister: Canister) {
    this.#canister = canister;
    this.#book = readBook(canister);
  }

  balance(account: Account): bigint {
    return BigInt(this.#book.balances[keyOf(account)] ?? '0');
  }

  total(): bigint {
    return Object.values(this.#book.balances).reduce((sum, cycles) => sum + BigInt(cycles), 0n);
  }

  credit(account: Account, cycles: bigint): void {
    this.#set(account, this.balance(account) + cycles);
  }

  /** Takes cycles of which the account must have as many. */
  debit(account: Account, cycles: bigint): void {
    const left = this.balance(account) - cycles;
    if (left < 0n) throw new Error('an account has less than is taken');
    this.#set(account, left);
  }

  /** Keeps the changes; answers the number of the block that they are. */
  write(): bigint {
    const block = this.#book.blocks++;
    const text = Buffer.from(JSON.stringify(this.#book));
    const bytes = Buffer.alloc(4 + text.length);
    bytes.writeUInt32LE(text.length);
    text.copy(bytes, 4);
    this.#canister.sandbox?.setStableBytes(bytes);
    return BigInt(block);
  }

  #set(account: Account, cycles: bigint): void {
    const key = keyOf(account);
    if (cycles === 0n) delete this.#book.balances[key];
    else this.#book.balances[key] = cycles.toString();
  }
}

function readBook(canister: Canister): Book {
  const bytes = Buffer.from(canister.sandbox?.stableBytes() ?? []);
  if (bytes.length < 4) return { blocks: 0, balances: {} };
  const length = bytes.readUInt32LE();
  return JSON.parse(bytes.subarray(4, 4 + length).toString()) as Book;
}

function keyOf({ owner, subaccount: [given] }: Account): string {
  const subaccount = Buffer.from(given ?? new Uint8Array(SUBACCOUNT_BYTES));
  return `${Buffer.from(owner.toUint8Array()).toString('hex')}.${subaccount.toString('hex')}`;
}

export function isSubaccount(bytes: Uint8Array | undefined): boolean {
  return bytes === undefined || bytes.length === SUBACCOUNT_BYTES;
}
