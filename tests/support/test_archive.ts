/** The archive in Node over a {@link FakeIc}, called as clients call it. */
import { IDL } from '@dfinity/candid';
import { Principal } from '@dfinity/principal';
import * as methods from '../../src/archive/api/archive_methods.ts';
import { type Archive, install, upgrade } from '../../src/archive/services/archive.ts';
import { trapText } from '../../src/backend/api/trap_text.ts';
import { idlFactory, init, type ArchiveInit, type _SERVICE } from '../../src/declarations/archive.did.ts';
import { decode_init } from '../../src/declarations/archive_codec.ts';
import { FakeIc, SECOND } from './fake_ic.ts';

/** Who is Internet Identity for the archive. */
export const IDENTITY_CANISTER = Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 7, 1, 1);

const SERVICE = new Map(idlFactory({ IDL })._fields);

type Arguments<M extends keyof _SERVICE> = Parameters<_SERVICE[M]>;
type Reply<M extends keyof _SERVICE> = Awaited<ReturnType<_SERVICE[M]>>;

export class TestArchive {
  readonly ic = new FakeIc();
  #archive: Archive;

  constructor(changes: Partial<ArchiveInit> = {}) {
    this.#archive = this.#start(install, changes);
  }

  /** A new archive on the same stable memory. */
  upgrade(changes: Partial<ArchiveInit> = {}): void {
    this.ic.timer = null;
    this.#archive = this.#start(upgrade, changes);
  }

  async call<M extends keyof _SERVICE>(method: M, ...args: Arguments<M>): Promise<Reply<M>> {
    const type = SERVICE.get(method) as IDL.FuncClass;
    const argument = new Uint8Array(IDL.encode(type.argTypes, args));
    let reply: Uint8Array;
    try {
      reply = await this.ic.message(() => methods[method](this.#archive, argument));
    } catch (error) {
      throw new Error(trapText(error), { cause: error });
    }
    return IDL.decode(type.retTypes, reply)[0] as Reply<M>;
  }

  /** What it holds, for what cannot be seen by calls. */
  get inside(): Archive {
    return this.#archive;
  }

  /** Lets the polling interval pass and waits until the run is over. */
  async poll(): Promise<void> {
    this.ic.advance(5n * SECOND);
    await this.ic.runTimer();
    await new Promise(setImmediate);
  }

  #start(how: typeof install, changes: Partial<ArchiveInit>): Archive {
    const argument = new Uint8Array(
      IDL.encode(init({ IDL }), [
        {
          ii_canister: Principal.fromUint8Array(IDENTITY_CANISTER),
          max_entries_per_call: 10,
          polling_interval_ns: 5n * SECOND,
          error_buffer_limit: 3,
          ...changes,
        },
      ]),
    );
    return this.ic.message(() => how(this.ic, argument, decode_init(argument)[0]));
  }
}
